"""The work tree: which files count, what is known of them unread, and files that change under one's feet."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consistency.tree import git
from consistency.tree.index import Index
from consistency.tree.source import Entry, LeftOut, TooLarge, Tree, TreeError
from consistency.tree.worktree import Worktree, worktree

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]

NAMES = (
    "two\nlines.md", "esc\x1b[31m.md", 'quo"te.md', "back\\slash.md", "tab\t.md", " space .md", "-dash.md",
    ":(glob)x.md", "caf\udce9.md", "日本.md", "*.md",
)  # fmt: skip


def tree_of(repository: GitRepository) -> Worktree:
    return worktree(".", git.find(str(repository.path)))


def paths(tree: Tree) -> list[str]:
    return [entry.path for entry in tree.entries()]


def blobs_hold(tree: Tree) -> None:
    """An entry's blob id, where it has one, is that of the very bytes that are read."""
    for entry, data in tree.read_many(tree.entries()):
        assert isinstance(data, bytes)
        assert entry.blob in ("", tree.blob_id(data)), entry.path
        assert entry.size in (-1, len(data))


class TestWhichFiles:
    def test_tracked_and_new_without_ignored_and_deleted(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"a.md": "a", "gone.md": "g", "kept.log": ""})
        one.commit({".gitignore": "*.log\nbuild/\n"})
        one.write({"new/n.md": "n", "x.log": "", "build/b.md": ""})
        (one.path / "gone.md").unlink()
        assert paths(tree_of(one)) == [".gitignore", "a.md", "kept.log", "new/n.md"]

    def test_git_may_begin_before_somebody_asks(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({f"{number:04d}-{'x' * 200}.md": "a" for number in range(600)})
        tree, other = tree_of(one), tree_of(one)
        tree.begin()
        tree.begin()
        assert tree.entries() == other.entries()
        assert len(tree.entries()) == 600

    def test_from_a_subfolder_it_is_the_whole_tree(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"a.md": "a", "docs/b.md": "b"})
        assert paths(worktree(".", git.find(str(one.path / "docs")))) == ["a.md", "docs/b.md"]

    def test_before_the_first_commit(self, git_repository: Make) -> None:
        one = git_repository()
        one.stage({"staged.md": "s"})
        one.write({"new.md": "n"})
        assert paths(tree_of(one)) == ["new.md", "staged.md"]
        blobs_hold(tree_of(one))

    def test_links(self, git_repository: Make, tmp_path: Path) -> None:
        one = git_repository()
        (tmp_path / "secret.md").write_text("outside")
        (tmp_path / "others").mkdir()
        (tmp_path / "others/o.md").write_text("outside")
        one.commit({"docs/a.md": "a"})
        for name, target in {
            "in.md": "docs/a.md", "out.md": "../secret.md", "folder-out": "../others", "folder-in": "docs",
            "absolute.md": str(tmp_path / "secret.md"), "broken.md": "nothing", "self.md": "self.md",
        }.items():  # fmt: skip
            (one.path / name).symlink_to(target)
        expected = (
            LeftOut("absolute.md", "link-out"), LeftOut("broken.md", "link-broken"),
            LeftOut("folder-out", "link-out"), LeftOut("out.md", "link-out"),
        )  # fmt: skip
        for tree in (tree_of(one), Worktree(str(one.path))):
            assert paths(tree) == ["docs/a.md"]
            assert tree.left_out() == expected
        one.git("add", ".")
        one.commit({})
        assert (paths(tree_of(one)), tree_of(one).left_out()) == (["docs/a.md"], expected)

    def test_a_tracked_folder_that_became_a_link_out(self, git_repository: Make, tmp_path: Path) -> None:
        one = git_repository()
        one.commit({"docs/a.md": "a", "b.md": "b"})
        (tmp_path / "others").mkdir()
        (tmp_path / "others/a.md").write_text("outside")
        (one.path / "docs/a.md").unlink()
        (one.path / "docs").rmdir()
        (one.path / "docs").symlink_to("../others")
        assert paths(tree_of(one)) == ["b.md"]
        assert tree_of(one).left_out() == (LeftOut("docs", "link-out"),)

    def test_a_repository_within_is_mentioned(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"a.md": "a"})
        git_repository("repository/inner").commit({"i.md": "i"})
        assert (paths(tree_of(one)), tree_of(one).left_out()) == (["a.md"], (LeftOut("inner", "nested"),))

    def test_pipes_and_devices_are_not_waited_for(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"a.md": "a", "b.md": "b"})
        (one.path / "a.md").unlink()
        os.mkfifo(one.path / "a.md")
        os.mkfifo(one.path / "new.md")
        assert paths(tree_of(one)) == paths(Worktree(str(one.path))) == ["b.md"]

    def test_a_conflict_is_listed_once_as_it_lies_there(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"a.md": "base\n"})
        one.git("checkout", "-q", "-b", "side")
        one.commit({"a.md": "side\n"})
        one.git("checkout", "-q", "main")
        one.commit({"a.md": "main\n"})
        one.git("merge", "-q", "side", check=False)
        tree = tree_of(one)
        assert paths(tree) == ["a.md"]
        assert b"<<<<<<<" in tree.read(tree.entries()[0])

    def test_sparse_checkout_says_what_is_not_there(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"docs/a.md": "a", "other/b.md": "b"})
        one.git("sparse-checkout", "set", "docs")
        tree = tree_of(one)
        assert (paths(tree), tree.left_out()) == (["docs/a.md"], (LeftOut("other/b.md", "sparse"),))
        one.write({"other/b.md": "here after all"})
        blobs_hold(tree_of(one))
        assert paths(tree_of(one)) == ["docs/a.md", "other/b.md"]

    @pytest.mark.parametrize("name", NAMES)
    def test_any_name(self, git_repository: Make, name: str) -> None:
        one = git_repository()
        one.commit({name: "tracked"})
        one.write({f"new/{name}": "new"})
        for tree in (tree_of(one), Worktree(str(one.path))):
            assert sorted(paths(tree)) == sorted([name, f"new/{name}"])
            assert {data for _, data in tree.read_many(tree.entries())} == {b"tracked", b"new"}
        index = Index(git.required(git.find(str(one.path)), "."))
        assert [(e.path, data) for e, data in index.read_many(index.entries())] == [(name, b"tracked")]


class TestPlainFolder:
    def test_every_file_but_not_of_installed_packages(self, tmp_path: Path) -> None:
        for name in ("a.md", "docs/b.md", ".github/c.md", "node_modules/x/README.md", ".venv/y.md", "docs/.git/z.md"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(name)
        tree = worktree(str(tmp_path), None)
        assert paths(tree) == [".github/c.md", "a.md", "docs/b.md"]
        assert [data for _, data in tree.read_many(tree.entries())] == [b".github/c.md", b"a.md", b"docs/b.md"]
        assert tree.entries()[1] == Entry("a.md", "", 4)

    def test_empty(self, tmp_path: Path) -> None:
        assert worktree(str(tmp_path), None).entries() == ()

    def test_no_such_folder(self, tmp_path: Path) -> None:
        with pytest.raises(TreeError, match="nowhere"):
            worktree(str(tmp_path / "nowhere"), None).entries()

    def test_blob_id_as_git_hash_object_has_it(self, tmp_path: Path) -> None:
        # `printf 'hello\n' | git hash-object --stdin`, and the well-known id of nothing
        tree = worktree(str(tmp_path), None)
        assert tree.blob_id(b"hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"
        assert tree.blob_id(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"


class TestBlobIds:
    def test_known_for_clean_files_only(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"clean.md": "c", "edited.md": "e", "staged.md": "s"})
        one.stage({"staged.md": "s2"})
        one.write({"edited.md": "E", "new.md": "n"})
        tree = tree_of(one)
        assert {entry.path: bool(entry.blob) for entry in tree.entries()} == {
            "clean.md": True, "edited.md": False, "new.md": False, "staged.md": True,
        }  # fmt: skip
        blobs_hold(tree)

    def test_an_edit_of_the_same_length_in_the_same_moment(self, git_repository: Make) -> None:
        one = git_repository()
        for n in range(20):
            one.stage({"a.md": f"{n:03}"})
            one.write({"a.md": f"{n + 500:03}"})
            blobs_hold(tree_of(one))

    @pytest.mark.parametrize("attributes", ["*.md text=auto eol=crlf", "*.md text eol=crlf", "*.md ident", "*.md crlf",
                                            "*.md filter=upper", "*.md working-tree-encoding=UTF-16"])  # fmt: skip
    def test_converted_files(self, git_repository: Make, attributes: str) -> None:
        one = git_repository()
        one.git("config", "filter.upper.smudge", "tr a-z A-Z")
        one.git("config", "filter.upper.clean", "tr A-Z a-z")
        one.commit({"a.md": "one\n$Id$\ntwo\n", "b.txt": "b\n"} if "UTF-16" not in attributes else {"a.md": "a"})
        one.write({".gitattributes": attributes + "\n"})
        (one.path / "a.md").unlink()
        one.git("checkout", "-q", "--", "a.md")
        blobs_hold(tree_of(one))

    @pytest.mark.parametrize("setting", ["true", "input"])
    def test_line_ends_converted_by_setting(self, git_repository: Make, setting: str) -> None:
        one = git_repository()
        one.git("config", "core.autocrlf", setting)
        one.commit({"a.md": "one\r\ntwo\r\n"})
        assert one.git("status", "--porcelain") == ""
        tree = tree_of(one)
        assert tree.read(tree.entries()[0]) == b"one\r\ntwo\r\n"
        blobs_hold(tree)

    def test_attributes_of_the_repository_alone(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"a.md": "one\n"})
        (one.path / ".git/info").mkdir(exist_ok=True)
        (one.path / ".git/info/attributes").write_text("*.md eol=crlf\n")
        (one.path / "a.md").unlink()
        one.git("checkout", "-q", "--", "a.md")
        assert (one.path / "a.md").read_bytes() == b"one\r\n"
        blobs_hold(tree_of(one))

    def test_a_file_that_git_was_told_not_to_look_at(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"a.md": "a", "b.md": "b"})
        one.git("update-index", "--assume-unchanged", "a.md")
        one.git("update-index", "--skip-worktree", "b.md")
        one.write({"a.md": "other", "b.md": "other"})
        blobs_hold(tree_of(one))
        assert paths(tree_of(one)) == ["a.md", "b.md"]


class TestRead:
    def test_a_huge_file_is_refused_before_it_is_read(self, git_repository: Make) -> None:
        one = git_repository()
        one.write({"big.md": b"", "small.md": "s"})
        os.truncate(one.path / "big.md", 50_000_000)
        tree = tree_of(one)
        assert [entry.size for entry in tree.entries()] == [50_000_000, 1]
        big, small = (data for _, data in tree.read_many(tree.entries(), limit=10_000_000))
        assert isinstance(big, TooLarge)
        assert (big.size, small) == (50_000_000, b"s")

    def test_what_changed_since_it_was_listed(self, git_repository: Make, tmp_path: Path) -> None:
        one = git_repository()
        one.write({"gone.md": "g", "link.md": "l", "pipe.md": "p", "still.md": "s"})
        tree = tree_of(one)
        listed = tree.entries()
        for name in ("gone.md", "link.md", "pipe.md"):
            (one.path / name).unlink()
        (tmp_path / "secret").write_text("secret")
        (one.path / "link.md").symlink_to("../secret")
        os.mkfifo(one.path / "pipe.md")
        read = {entry.path: data for entry, data in tree.read_many(listed)}
        assert read.pop("still.md") == b"s"
        assert all(isinstance(data, TreeError) and path in str(data) for path, data in read.items())

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything, so that no file can be unreadable to it")
    def test_a_file_without_permission(self, git_repository: Make) -> None:
        one = git_repository()
        one.write({"a.md": "a"})
        (one.path / "a.md").chmod(0)
        tree = tree_of(one)
        with pytest.raises(TreeError, match="Permission denied"):
            tree.read(tree.entries()[0])

    def test_messages_hold_no_control_characters(self, tmp_path: Path) -> None:
        with pytest.raises(TreeError) as error:
            Worktree(str(tmp_path)).read(Entry("a\n\x1b[31m\udcff.md"))
        assert str(error.value).isprintable()
