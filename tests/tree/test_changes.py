"""What differs between trees: the same answer from git and by comparing, whatever the trees are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from consistency.tree import git
from consistency.tree.changes import changed, compared
from consistency.tree.index import Index
from consistency.tree.memory import Memory
from consistency.tree.raw import FileChange
from consistency.tree.revision import revision
from consistency.tree.source import Entry, Tree
from consistency.tree.worktree import worktree

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]
LONG = "".join(f"line {n}\n" for n in range(30))


def found(repository: GitRepository) -> git.Repository:
    return git.required(git.find(str(repository.path)), "")


def brief(changes: tuple[FileChange, ...]) -> list[tuple[str, str, str]]:
    return [(c.status, c.old.path if c.old else "", c.new.path if c.new else "") for c in changes]


EXPECTED = [
    ("A", "", "added.md"),
    ("D", "deleted.md", ""),
    ("M", "edited.md", "edited.md"),
    ("R", "docs/long.md", "moved/renamed and edited.md"),
    ("R", "moved.md", "moved/same.md"),
]


@pytest.fixture
def one(git_repository: Make) -> GitRepository:
    repository = git_repository()
    before = {"edited.md": "1", "deleted.md": "gone\n", "docs/long.md": LONG, "moved.md": "same\n", "still.md": "still"}
    repository.commit(before)
    for name in ("deleted.md", "docs/long.md", "moved.md"):
        (repository.path / name).unlink()
    after = {
        "edited.md": "2",
        "added.md": "new",
        "moved/renamed and edited.md": LONG + "more\n",
        "moved/same.md": "same\n",
    }
    repository.write(after)
    return repository


class TestEveryPair:
    def test_worktree_with_nothing_staged(self, one: GitRepository) -> None:
        assert brief(changed(revision(found(one)), worktree("", found(one)))) == EXPECTED

    def test_worktree_wholly_staged(self, one: GitRepository) -> None:
        one.git("add", "-A")
        assert brief(changed(revision(found(one)), worktree("", found(one)))) == EXPECTED

    def test_index(self, one: GitRepository) -> None:
        assert changed(revision(found(one)), Index(found(one))) == ()
        one.git("add", "-A")
        assert brief(changed(revision(found(one)), Index(found(one)))) == EXPECTED

    def test_two_revisions(self, one: GitRepository) -> None:
        one.git("add", "-A")
        one.commit({})
        assert brief(changed(revision(found(one), "HEAD~1"), revision(found(one)))) == EXPECTED
        assert changed(revision(found(one)), revision(found(one), "main")) == ()

    def test_two_in_memory(self, one: GitRepository) -> None:
        def held(tree: Tree) -> Memory:
            return Memory({entry.path: tree.read(entry) for entry in tree.entries()})

        assert brief(changed(held(revision(found(one))), held(worktree("", found(one))))) == EXPECTED

    def test_comparing_finds_what_git_finds(self, one: GitRepository) -> None:
        one.git("add", "-A")
        base, index = revision(found(one)), Index(found(one))
        assert sorted(brief(tuple(compared(base, index)))) == sorted(EXPECTED)


class TestEntries:
    def test_both_sides_can_be_read(self, one: GitRepository) -> None:
        one.git("add", "-A")
        base, index = revision(found(one)), Index(found(one))
        for change in changed(base, index):
            if change.old:
                assert change.old in base.entries()
            if change.new:
                assert change.new in index.entries()

    def test_only_the_mode(self, one: GitRepository) -> None:
        one.git("add", "-A")
        one.commit({})
        (one.path / "still.md").chmod(0o755)
        assert changed(revision(found(one)), worktree("", found(one))) == ()
        one.git("add", "-A")
        assert changed(revision(found(one)), Index(found(one))) == ()

    def test_only_the_stat_data(self, one: GitRepository) -> None:
        import os

        one.git("add", "-A")
        one.commit({})
        os.utime(one.path / "still.md", (1, 1))
        assert changed(revision(found(one)), worktree("", found(one))) == ()

    def test_a_file_that_becomes_a_link_is_gone_and_comes_back(self, one: GitRepository) -> None:
        one.git("add", "-A")
        one.commit({})
        (one.path / "still.md").unlink()
        (one.path / "still.md").symlink_to("edited.md")
        one.git("add", "-A")
        head, index = revision(found(one)), Index(found(one))
        assert brief(changed(head, index)) == [("D", "still.md", "")]
        assert brief(changed(head, worktree("", found(one)))) == [("D", "still.md", "")]
        one.commit({})
        assert brief(changed(revision(found(one)), revision(found(one), "HEAD~1"))) == [("A", "", "still.md")]

    def test_a_link_or_submodule_that_moves_is_nothing(self, one: GitRepository) -> None:
        one.git("add", "-A")
        (one.path / "link.md").symlink_to("still.md")
        one.git("add", "link.md")
        one.commit({})
        one.git("mv", "link.md", "link2.md")
        assert changed(revision(found(one)), Index(found(one))) == ()

    def test_untracked_but_still_there(self, one: GitRepository) -> None:
        one.git("add", "-A")
        one.commit({})
        one.git("rm", "-q", "--cached", "still.md")
        assert brief(changed(revision(found(one)), Index(found(one)))) == [("D", "still.md", "")]
        assert changed(revision(found(one)), worktree("", found(one))) == ()

    @pytest.mark.parametrize("name", ["two\nlines.md", "R100", ":100644 x", "caf\udce9.md", "tab\t.md", "\x02.md"])
    def test_any_name(self, one: GitRepository, name: str) -> None:
        one.git("add", "-A")
        one.commit({name: LONG})
        one.commit({name: LONG + "x"})
        assert brief(changed(revision(found(one), "HEAD~1"), revision(found(one)))) == [("M", name, name)]
        one.git("--literal-pathspecs", "mv", name, f"new/{name}", check=False)
        (one.path / "new").mkdir(exist_ok=True)
        one.git("--literal-pathspecs", "mv", "--", name, f"new/{name}", check=False)
        assert brief(changed(revision(found(one)), Index(found(one)))) == [("R", name, f"new/{name}")]


class TestRenamesInMemory:
    def test_the_most_alike_is_taken(self) -> None:
        base = Memory({"a.md": (LONG + "a\n").encode(), "b.md": (LONG + "b\n" * 5).encode()})
        tree = Memory({"x.md": (LONG + "b\n" * 6).encode(), "y.md": (LONG + "a\nc\n").encode()})
        assert brief(changed(base, tree)) == [("R", "b.md", "x.md"), ("R", "a.md", "y.md")]

    def test_what_is_not_alike_is_another_file(self) -> None:
        base, tree = Memory({"a.md": b"one\ntwo\n"}), Memory({"b.md": b"three\nfour\n"})
        assert brief(changed(base, tree)) == [("D", "a.md", ""), ("A", "", "b.md")]

    def test_empty_files_are_not_renamed(self) -> None:
        assert brief(changed(Memory({"a.md": b""}), Memory({"b.md": b""}))) == [("D", "a.md", ""), ("A", "", "b.md")]

    def test_entry_of_memory(self) -> None:
        assert Memory({"a.md": b"hello\n"}).entries() == (Entry("a.md", "ce013625030ba8dba906f756967f9e9ca394464a", 6),)
