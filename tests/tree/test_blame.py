"""Who wrote a line, in a commit, the index and the work tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from consistency.tree import git
from consistency.tree.blame import Blamed, blame
from consistency.tree.index import Index
from consistency.tree.source import TreeError

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]


def found(repository: GitRepository) -> git.Repository:
    return git.required(git.find(str(repository.path)), "")


@pytest.fixture
def one(git_repository: Make) -> GitRepository:
    repository = git_repository()
    repository.commit({"a.md": "one\ntwo\nthree\nfour\n"}, "first", "2026-01-01T23:30:00-05:00")
    repository.git("config", "user.name", "Grace Exämple")
    repository.commit({"a.md": "one\nTWO\nthree\nfour\n"}, "second\n\nbody", "2026-01-02")
    return repository


def test_lines_of_a_commit(one: GitRepository) -> None:
    first, second = one.git("rev-list", "--reverse", "HEAD").split()
    assert blame(found(one), "a.md", [2, 3, 2], "HEAD") == {
        2: Blamed(second, "Grace Exämple", "2026-01-02T12:00:00+00:00", "second", "a.md", 2),
        3: Blamed(first, "Ada Example", "2026-01-01T23:30:00-05:00", "first", "a.md", 3),
    }
    assert blame(found(one), "a.md", [2], "HEAD~1")[2].commit == first


def test_no_lines(one: GitRepository) -> None:
    assert blame(found(one), "a.md", [], "HEAD") == {}


def test_through_a_rename(one: GitRepository) -> None:
    one.git("mv", "a.md", "b.md")
    one.commit({"b.md": "zero\none\nTWO\nthree\nfour\n"}, "moved")
    told = blame(found(one), "b.md", [1, 2], "HEAD")
    assert (told[1].subject, told[1].path) == ("moved", "b.md")
    assert (told[2].subject, told[2].path, told[2].line) == ("first", "a.md", 1)


def test_the_work_tree(one: GitRepository) -> None:
    one.write({"a.md": "new\none\nTWO\nthree\nfour\n"})
    told = blame(found(one), "a.md", [1, 3])
    assert told[1] == Blamed("", "", "", "", "a.md", 1)
    assert (told[3].subject, told[3].line) == ("second", 2)


def test_what_is_staged_and_not_what_lies_on_the_disk(one: GitRepository) -> None:
    one.stage({"a.md": "staged\none\nTWO\nthree\nfour\n"})
    one.write({"a.md": "nothing of this\n"})
    index = Index(found(one))
    told = blame(found(one), "a.md", [1, 3, 5], contents=index.read(index.entries()[0]))
    assert [told[line].subject for line in (1, 3, 5)] == ["", "second", "first"]


@pytest.mark.parametrize("name", ["two\nlines.md", 'quo"te.md', "caf\udce9.md", "日本.md", "-L1.md", "tab\t\\.md"])
def test_any_name(one: GitRepository, name: str) -> None:
    one.commit({name: "x\n"}, "named")
    assert blame(found(one), name, [1], "HEAD")[1][3:] == ("named", name, 1)


def test_in_a_linked_worktree(one: GitRepository) -> None:
    one.git("worktree", "add", "-q", "-b", "side", "../linked")
    linked = type(one)(one.path.parent / "linked")
    linked.commit({"a.md": "one\nTWO\nthree\nFOUR\n"}, "on the side")
    told = blame(found(linked), "a.md", [2, 4])
    assert [told[line].subject for line in (2, 4)] == ["second", "on the side"]


def test_from_a_hook_of_another_repository(
    one: GitRepository, git_repository: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = git_repository("other")
    other.commit({"a.md": "other\n"}, "other")
    repository = found(one)
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.path / ".git/index"))
    assert blame(repository, "a.md", [2], "HEAD")[2].subject == "second"


@pytest.mark.parametrize(("path", "line", "revision"), [
    ("nope.md", 1, "HEAD"), ("a.md", 99, "HEAD"), ("a.md", 1, "nope"), ("a.md", 1, "--output=x"), ("nope.md", 1, ""),
])  # fmt: skip
def test_what_cannot_be_told(one: GitRepository, path: str, line: int, revision: str) -> None:
    with pytest.raises(TreeError) as error:
        blame(found(one), path, [line], revision)
    assert str(error.value).isprintable()
    assert not (one.path / "x").exists()


def test_before_the_first_commit(git_repository: Make) -> None:
    new = git_repository("new")
    new.stage({"a.md": "x\n"})
    with pytest.raises(TreeError):
        blame(found(new), "a.md", [1], "HEAD")


def test_nothing_is_written(one: GitRepository) -> None:
    before = sorted((str(path), path.stat().st_mtime_ns) for path in one.path.rglob("*"))
    blame(found(one), "a.md", [1], contents=b"one\nother\n")
    blame(found(one), "a.md", [1], "HEAD")
    assert sorted((str(path), path.stat().st_mtime_ns) for path in one.path.rglob("*")) == before
