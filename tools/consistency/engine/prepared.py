"""What a run looks at: the trees, by name, and what they are held against.

Little is imported here, so that git is at work on its answers while the rest is.
"""

from __future__ import annotations

from typing import NamedTuple

from consistency.cache.store import Store
from consistency.engine.bases import bases
from consistency.engine.means import Means, Progress
from consistency.engine.pages import Pages
from consistency.engine.stages import Stages
from consistency.tree.git import Repository, find
from consistency.tree.index import Index
from consistency.tree.source import Tree, TreeError
from consistency.tree.worktree import worktree


class Scope(NamedTuple):
    """What to look at. `tree` is worktree, index or a revision's name; `since` a revision, held against from the merge base.

    `everything` makes old findings block too where there is a base. `paths` limits findings to those that cite one.
    `whole` wants the facts of all documents in the run, whether or not a finding needs them.
    """

    tree: str = "worktree"
    since: str = ""
    everything: bool = False
    paths: tuple[str, ...] = ()
    whole: bool = False


class Prepared(NamedTuple):
    """The trees of a run: what is judged, and what it is held against (none: nothing)."""

    tree: Tree
    bases: tuple[Tree, ...]
    label: str
    notes: tuple[str, ...]
    means: Means | None = None


def prepare(
    folder: str,
    scope: Scope,
    cache: bool = True,
    jobs: int = 0,
    progress: Progress | None = None,
    stages: Stages | None = None,
) -> Prepared:
    """The trees that a scope means. Raises TreeError where they cannot be had.

    What documents said is kept unless `cache` is False; `jobs` are processes at most, 0: as suits; `progress` is told
    what is being done to the documents and to how many of how many it is, `stages` how long everything takes. None of these changes what comes
    out.
    """
    repository = find(folder)
    tree = _tree(folder, scope.tree, repository)
    base, label, notes = bases(repository, folder, tree, scope.tree, scope.since)
    store = Store(repository.common if repository and cache else "")
    means = Means(store, jobs, progress, stages, Pages(store))
    means.done("finding the repository")
    if means.store.file:
        means.say(f"what documents say is kept in {means.store.file}")
    return Prepared(tree, base, label, notes, means)


def _tree(folder: str, name: str, repository: Repository | None) -> Tree:
    if repository and not repository.top and name in ("worktree", "index"):
        raise TreeError(
            f"{folder} has no work tree (a bare repository, or git's own folder): name a revision, --rev HEAD"
        )
    if name == "worktree":
        found = worktree(folder, repository)
        found.begin()
        return found
    if repository is None:
        raise TreeError(
            f"{folder} is in no git repository: `--staged` and `--rev` need one; `consistency check` reads the folder itself"
        )
    if name == "index":
        return Index(repository)
    from consistency.tree.revision import revision

    return revision(repository, name)
