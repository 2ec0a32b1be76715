"""A tree of files given in memory; and what importing the room costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from consistency.tree.listing import EMPTY_BLOB, EMPTY_TREE
from consistency.tree.memory import Memory
from consistency.tree.source import Entry, TooLarge, TreeError, blob_id


def test_files_by_path_sorted() -> None:
    tree = Memory({"b.md": b"b", "a.md": b"aa"}, label="standard input")
    assert [(entry.path, entry.size) for entry in tree.entries()] == [("a.md", 2), ("b.md", 1)]
    assert [data for _, data in tree.read_many(tree.entries())] == [b"aa", b"b"]
    assert (tree.label, tree.left_out()) == ("standard input", ())


def test_what_is_not_there_or_too_large() -> None:
    tree = Memory({"a.md": b"12345"})
    none, large = (data for _, data in tree.read_many([Entry("x.md"), Entry("a.md")], limit=4))
    assert isinstance(none, TreeError)
    assert isinstance(large, TooLarge)
    assert large.size == 5
    assert tree.read(Entry("a.md"), limit=5) == b"12345"


def test_it_keeps_what_it_was_given() -> None:
    files = {"a.md": b"a"}
    tree = Memory(files)
    files["b.md"] = b"b"
    assert len(tree.entries()) == 1


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_ids_as_git_computes_them(object_format: str, tmp_path: Path) -> None:
    def git(*words: str, given: bytes = b"") -> str:
        return (
            subprocess.run(["git", *words], cwd=tmp_path, input=given, capture_output=True, check=True)
            .stdout.decode()
            .strip()
        )

    git("init", "-q", f"--object-format={object_format}")
    for data in (b"", b"hello\n", bytes(range(256)) * 99):
        assert blob_id(data, object_format) == git("hash-object", "--stdin", given=data)
    assert EMPTY_BLOB[object_format] == git("hash-object", "--stdin")
    assert EMPTY_TREE[object_format] == git("hash-object", "-t", "tree", "--stdin")


def test_reading_the_index_imports_no_heavy_module(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "a.md").write_text("a")
    subprocess.run(["git", "-C", str(tmp_path), "add", "."], check=True)
    text = """
import sys
already = set(sys.modules)
from consistency.tree import git
from consistency.tree.changes import changed
from consistency.tree.index import Index
from consistency.tree.revision import bases
repository = git.find(sys.argv[1])
index = Index(repository)
(change,) = changed(bases(repository)[0], index)
assert index.read(change.new) == b"a"
heavy = {"git", "subprocess", "tempfile", "hashlib", "dataclasses", "inspect", "pathlib", "logging", "signal"}
print(sorted(heavy & (set(sys.modules) - already)))
"""
    package = Path(__file__).parents[2] / "tools"
    command = [sys.executable, "-c", f"import sys\nsys.path.insert(0, {str(package)!r})\n{text}", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"
