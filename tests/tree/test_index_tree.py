"""The index in every form of commit, read from a real pre-commit hook, as the commit then holds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from consistency.tree import git
from consistency.tree.changes import changed
from consistency.tree.index import Index
from consistency.tree.revision import bases, revision
from consistency.tree.source import LeftOut, TooLarge, TreeError

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]

#: What a hook sees, in three ways: the index tree; what differs from the base; and the work tree, naively.
HOOK = """
import json, os
from consistency.tree import git
from consistency.tree.changes import changed
from consistency.tree.index import Index
from consistency.tree.revision import bases
repository = git.find()
index = Index(repository)
seen = {entry.path: data.decode() for entry, data in index.read_many(index.entries())}
naive = {path: open(os.path.join(repository.top, path)).read() for path in seen
         if os.path.exists(os.path.join(repository.top, path))}
parents = bases(repository)
news = [(c.status, c.old and c.old.path, c.new and c.new.path) for c in changed(parents[0], index)]
report = {"seen": seen, "naive": naive, "news": news, "left": index.left_out(), "parents": [p.id for p in parents]}
json.dump(report, open(os.path.join(repository.common, "seen.json"), "w"))
"""


@pytest.fixture
def one(git_repository: Make) -> GitRepository:
    repository = git_repository()
    repository.commit({"docs/a.md": "a1\n", "docs/b.md": "b1\n", "c.md": "c1\n"})
    repository.hook(HOOK)
    return repository


def committed(repository: GitRepository, *words: str, cwd: str = ".") -> dict[str, Any]:
    """Commit; what the hook saw. It must be what the commit holds."""
    repository.git("commit", "-q", "-m", "next", *words, cwd=cwd)
    common = repository.git("rev-parse", "--path-format=absolute", "--git-common-dir").strip()
    with open(f"{common}/seen.json") as file:
        seen: dict[str, Any] = json.load(file)
    paths = repository.git("ls-tree", "-r", "-z", "--name-only", "--full-tree", "HEAD").split("\0")[:-1]
    assert seen["seen"] == {path: repository.git("show", f"HEAD:{path}") for path in paths}
    return seen


class TestFormsOfCommit:
    def test_plain(self, one: GitRepository) -> None:
        one.stage({"docs/a.md": "a2\n"})
        one.write({"docs/b.md": "edited, not staged\n", "new.md": "untracked\n"})
        seen = committed(one)
        assert seen["news"] == [["M", "docs/a.md", "docs/a.md"]]
        assert seen["seen"] == {"c.md": "c1\n", "docs/a.md": "a2\n", "docs/b.md": "b1\n"}
        assert seen["naive"] != seen["seen"]

    def test_all(self, one: GitRepository) -> None:
        one.write({"docs/a.md": "a2\n", "new.md": "untracked\n"})
        (one.path / "c.md").unlink()
        seen = committed(one, "-a")
        assert seen["news"] == [["D", "c.md", None], ["M", "docs/a.md", "docs/a.md"]]

    def test_with_paths(self, one: GitRepository) -> None:
        one.stage({"docs/a.md": "a2, staged, but not of this commit\n"})
        one.write({"docs/b.md": "b2\n"})
        seen = committed(one, "docs/b.md")
        assert seen["news"] == [["M", "docs/b.md", "docs/b.md"]]
        assert seen["seen"]["docs/a.md"] == "a1\n" != seen["naive"]["docs/a.md"]

    def test_with_paths_and_what_is_staged(self, one: GitRepository) -> None:
        one.stage({"docs/a.md": "a2\n"})
        one.write({"docs/b.md": "b2\n"})
        seen = committed(one, "--include", "docs/b.md")
        assert [change[1] for change in seen["news"]] == ["docs/a.md", "docs/b.md"]

    def test_amend(self, one: GitRepository) -> None:
        one.stage({"docs/a.md": "a2\n"})
        committed(one)
        one.stage({"docs/a.md": "a3\n"})
        seen = committed(one, "--amend")
        assert seen["seen"]["docs/a.md"] == "a3\n"

    def test_partly_staged(self, one: GitRepository) -> None:
        one.stage({"docs/a.md": "staged part\n"})
        one.write({"docs/a.md": "staged part\nand another line\n"})
        seen = committed(one)
        assert seen["seen"]["docs/a.md"] == "staged part\n" != seen["naive"]["docs/a.md"]

    def test_staged_and_then_taken_back_in_the_work_tree(self, one: GitRepository) -> None:
        one.stage({"docs/a.md": "a2\n"})
        one.write({"docs/a.md": "a1\n"})
        assert committed(one)["news"] == [["M", "docs/a.md", "docs/a.md"]]

    def test_deleted_from_the_index_and_kept_on_the_disk(self, one: GitRepository) -> None:
        one.git("rm", "-q", "--cached", "c.md")
        assert committed(one)["news"] == [["D", "c.md", None]]

    def test_from_a_subfolder(self, one: GitRepository) -> None:
        one.write({"docs/a.md": "a2\n", "c.md": "c2\n"})
        assert committed(one, "a.md", cwd="docs")["news"] == [["M", "docs/a.md", "docs/a.md"]]
        assert committed(one, "-a", cwd="docs")["news"] == [["M", "c.md", "c.md"]]

    @pytest.mark.parametrize("words", [(), ("-a",), ("docs/a.md",)])
    def test_in_a_linked_worktree(self, one: GitRepository, words: tuple[str, ...]) -> None:
        one.stage({"c.md": "staged in the main work tree\n"})
        one.git("worktree", "add", "-q", "../linked")
        linked = type(one)(one.path.parent / "linked")
        linked.stage({"docs/a.md": "a2\n"})
        seen = committed(linked, *words)
        assert seen["news"] == [["M", "docs/a.md", "docs/a.md"]]
        assert seen["seen"]["c.md"] == "c1\n"

    def test_with_another_index_file(self, one: GitRepository) -> None:
        other = str(one.path / ".git/other")
        one.git("read-tree", "HEAD", GIT_INDEX_FILE=other)
        one.write({"docs/a.md": "a2\n"})
        one.git("add", "docs/a.md", GIT_INDEX_FILE=other)
        one.stage({"docs/b.md": "in the usual index\n"})
        one.git("commit", "-q", "-m", "other", GIT_INDEX_FILE=other)
        assert json.loads((one.path / ".git/seen.json").read_text())["news"] == [["M", "docs/a.md", "docs/a.md"]]

    def test_with_another_index_file_named_from_the_top(self, one: GitRepository) -> None:
        one.git("read-tree", "HEAD", GIT_INDEX_FILE="other")
        one.write({"docs/a.md": "a2\n"})
        one.git("add", "docs/a.md", GIT_INDEX_FILE="other")
        one.git("commit", "-q", "-m", "other", GIT_INDEX_FILE="other")
        assert json.loads((one.path / ".git/seen.json").read_text())["news"] == [["M", "docs/a.md", "docs/a.md"]]

    def test_the_rest_stashed(self, one: GitRepository) -> None:
        one.stage({"docs/a.md": "a2\n"})
        one.write({"docs/b.md": "b2\n"})
        one.git("stash", "push", "-q", "--keep-index")
        assert committed(one)["news"] == [["M", "docs/a.md", "docs/a.md"]]
        one.git("stash", "drop", "-q")

    def test_renamed_and_edited(self, one: GitRepository) -> None:
        one.commit({"long.md": "".join(f"line {n}\n" for n in range(20))})
        one.git("mv", "long.md", "docs/moved.md")
        one.stage({"docs/moved.md": "".join(f"line {n}\n" for n in range(19)) + "other\n"})
        assert committed(one)["news"] == [["R", "long.md", "docs/moved.md"]]

    def test_the_first_commit(self, git_repository: Make) -> None:
        first = git_repository("first")
        first.hook(HOOK)
        first.stage({"a.md": "a\n"})
        assert committed(first)["news"] == [["A", None, "a.md"]]

    def test_a_path_that_is_only_intended(self, one: GitRepository) -> None:
        one.write({"new.md": "later\n", "empty.md": ""})
        one.git("add", "-N", "new.md")
        one.git("add", "empty.md")
        seen = committed(one)
        assert seen["left"] == [["new.md", "intent"]]
        assert seen["seen"]["empty.md"] == ""

    def test_a_merge_is_held_against_both_parents(self, one: GitRepository) -> None:
        one.git("checkout", "-q", "-b", "side")
        side = one.commit({"docs/a.md": "side\n", "side.md": "s\n"})
        one.git("checkout", "-q", "main")
        main = one.commit({"docs/a.md": "main\n"})
        one.git("merge", "-q", "side", check=False)
        conflicted = Index(found(one))
        assert conflicted.left_out() == (LeftOut("docs/a.md", "conflict"),)
        assert "docs/a.md" not in [entry.path for entry in conflicted.entries()]
        assert ("D", "docs/a.md") in [
            (c.status, c.old and c.old.path) for c in changed(revision(found(one)), conflicted)
        ]
        one.stage({"docs/a.md": "solved\n"})
        assert committed(one)["parents"] == [main, side]

    def test_a_merge_without_conflict_has_both_parents_too(self, one: GitRepository) -> None:
        one.git("checkout", "-q", "-b", "side")
        side = one.commit({"docs/a.md": "side\n"})
        one.git("checkout", "-q", "main")
        main = one.commit({"docs/b.md": "main\n"})
        one.hook(HOOK, "pre-merge-commit")
        one.git("merge", "-q", "--no-edit", "side")
        assert json.loads((one.path / ".git/seen.json").read_text())["parents"] == [main, side]


def found(repository: GitRepository) -> git.Repository:
    repo = git.find(str(repository.path))
    assert repo is not None
    return repo


class TestRead:
    def test_links_and_submodules_are_no_files(self, one: GitRepository) -> None:
        (one.path / "in.md").symlink_to("docs/a.md")
        (one.path / "docs/up.md").symlink_to("../c.md")
        (one.path / "folder").symlink_to("docs")
        (one.path / "out.md").symlink_to("../outside.md")
        (one.path / "absolute.md").symlink_to("/etc/hostname")
        (one.path / "broken.md").symlink_to("nothing.md")
        one.git("add", ".")
        index = Index(found(one))
        assert [entry.path for entry in index.entries()] == ["c.md", "docs/a.md", "docs/b.md"]
        assert index.left_out() == (
            LeftOut("absolute.md", "link-out"), LeftOut("broken.md", "link-broken"), LeftOut("out.md", "link-out"),
        )  # fmt: skip

    def test_a_huge_file_is_refused_and_the_next_one_is_read(self, one: GitRepository) -> None:
        one.stage({"docs/a.md": b"x" * 50_000_000})
        index = Index(found(one))
        read = {entry.path: data for entry, data in index.read_many(index.entries(), limit=1_000_000)}
        refused = read.pop("docs/a.md")
        assert isinstance(refused, TooLarge)
        assert refused.size == 50_000_000
        assert read == {"c.md": b"c1\n", "docs/b.md": b"b1\n"}
        with pytest.raises(TooLarge, match=r"docs/a\.md has 50000000 bytes"):
            index.read(index.entries()[1], limit=49_999_999)
        assert len(index.read(index.entries()[1], limit=50_000_000)) == 50_000_000

    def test_many_files(self, one: GitRepository) -> None:
        files = {f"many/{n:05}.md": f"{n}\n" * (n % 50) for n in range(3000)}
        one.stage(files | {"binary": bytes(range(256)) * 300})
        index = Index(found(one))
        read = {entry.path: data for entry, data in index.read_many(index.entries())}
        assert {path: data for path, data in read.items() if path in files} == {p: t.encode() for p, t in files.items()}
        assert read["binary"] == bytes(range(256)) * 300

    def test_a_blob_that_is_gone_spoils_nothing_else(self, one: GitRepository) -> None:
        blob = one.git("rev-parse", "HEAD:docs/a.md").strip()
        (one.path / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
        index = Index(found(one))
        read = [data for _, data in index.read_many(index.entries())]
        assert [isinstance(data, TreeError) for data in read] == [False, True, False]
        with pytest.raises(TreeError, match=r"docs/a\.md"):
            index.read(index.entries()[1])

    def test_a_blob_that_is_broken_spoils_nothing_else(self, one: GitRepository) -> None:
        one.commit({f"{n}.md": f"{n}" for n in range(5)})
        for name in ("1.md", "3.md"):
            blob = one.git("rev-parse", f"HEAD:{name}").strip()
            path = one.path / f".git/objects/{blob[:2]}/{blob[2:]}"
            path.chmod(0o644)
            path.write_bytes(b"nothing that zlib knows")
        index = Index(found(one))
        read = {entry.path: data for entry, data in index.read_many(index.entries())}
        assert sorted(path for path, data in read.items() if isinstance(data, TreeError)) == ["1.md", "3.md"]
        assert read["4.md"] == b"4"

    def test_a_broken_index_is_an_error(self, one: GitRepository) -> None:
        (one.path / ".git/index").write_bytes(b"DIRC nonsense")
        with pytest.raises(TreeError, match="index file"):
            Index(found(one)).entries()

    def test_sparse_checkout(self, one: GitRepository) -> None:
        one.git("sparse-checkout", "set", "--cone", "--sparse-index", "docs")
        one.commit({"docs/a.md": "a2\n"})
        one.git("sparse-checkout", "set", "other")
        index = Index(found(one))
        assert [data for _, data in index.read_many(index.entries())] == [b"c1\n", b"a2\n", b"b1\n"]

    def test_bases_of_the_next_commit(self, one: GitRepository, git_repository: Make) -> None:
        head = one.git("rev-parse", "HEAD").strip()
        assert [(base.id, base.label) for base in bases(found(one))] == [(head, "HEAD")]
        (nothing,) = bases(found(git_repository("new")))
        assert nothing.entries() == ()
