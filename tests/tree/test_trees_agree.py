"""Whatever is committed: memory, work tree, index and revision hold the same files, and say of them the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consistency.tree import git
from consistency.tree.changes import changed, compared
from consistency.tree.index import Index
from consistency.tree.memory import Memory
from consistency.tree.revision import Revision
from consistency.tree.source import Tree
from consistency.tree.worktree import worktree

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]
_NUMBERS = count(1)

#: Any bytes that a file may be called on the disk.
NAMES = st.binary(min_size=1, max_size=8).map(lambda name: name.decode("utf-8", "surrogateescape")).filter(
    lambda name: not {"\0", "/"} & set(name) and name not in (".", "..") and ".git" not in name.lower()
    and "git~" not in name.lower() and not any("\u200c" <= c <= "\u206f" or c == "\ufeff" for c in name)
)  # fmt: skip
FOLDERS = st.sampled_from(["", "", "docs/", "a b/c/"])
FILES = st.dictionaries(st.builds(str.__add__, FOLDERS, NAMES), st.binary(max_size=60), max_size=6)


def contents(tree: Tree) -> dict[str, object]:
    return {entry.path: data for entry, data in tree.read_many(tree.entries())}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=FILES, after=FILES)
def test_trees_agree(git_repository: Make, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    for files in (before, after):
        for folder in ("docs", "a b"):
            files.pop(folder, None)
    one = fresh(git_repository)
    repository = git.required(git.find(str(one.path)), "")
    revisions = []
    for files in (before, after):
        one.git("rm", "-rqf", "--ignore-unmatch", ".")
        id = one.commit(dict(files))  # noqa: A001
        held = Memory(files)
        trees: list[Tree] = [worktree("", repository), Index(repository), Revision(repository, id)]
        for tree in trees:
            assert contents(tree) == files
            assert [entry[:2] for entry in tree.entries()] == [entry[:2] for entry in held.entries()]
        revisions.append(Revision(repository, id))
    kept = {c.new.path for c in changed(*revisions) if c.new and c.status in "AM"}
    renamed = {c.new.path for c in changed(*revisions) if c.new and c.status == "R"}
    assert kept | renamed == {path for path, data in after.items() if before.get(path) != data}
    assert {c.new.path for c in compared(*revisions) if c.new} == kept | renamed


def fresh(git_repository: Make) -> GitRepository:
    """A repository for each example: the fixture's folder is shared by all of them."""
    return git_repository(f"example{next(_NUMBERS)}")
