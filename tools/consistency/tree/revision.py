"""A revision: what a commit holds; and how revisions are named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from consistency.tree.blobs import Blobs
from consistency.tree.git import Repository
from consistency.tree.listing import EMPTY_TREE, LINK, SUBMODULE, links_left_out
from consistency.tree.source import Entry, LeftOut, MissingBase, TreeError, blob_id, shown


class Revision:
    """The tree of a commit. Reads git once, at the first question.

    `id` is the commit's, or that of the empty tree where the repository has no commit yet.
    """

    def __init__(self, repository: Repository, id: str, label: str = "") -> None:  # noqa: A002
        self.repository = repository
        self._blobs = Blobs(repository)
        self.id = id
        self.label = label or id
        self._files: tuple[Entry, ...] | None = None
        self._links: tuple[Entry, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        if self._files is None:
            files, links = [], []
            for record in self._listing():
                head, _, path = record.partition("\t")
                mode, _, blob = head.split(" ")
                if mode == LINK:
                    links.append(Entry(path, blob))
                elif mode != SUBMODULE:
                    files.append(Entry(path, blob))
            self._files, self._links = tuple(sorted(files)), tuple(links)
        return self._files

    @property
    def links(self) -> bool:
        """Whether it holds symbolic links."""
        return bool(self.entries() and self._links)

    def some(self, paths: Iterable[str]) -> tuple[Entry, ...]:
        """The files at some paths, without listing all."""
        words = ("ls-tree", "-z", "--full-tree", self.id, "--", *paths)
        records = (record.partition("\t") for record in self.repository.fields(*words))
        heads = ((head.split(" "), path) for head, _, path in records)
        return tuple(Entry(path, head[2]) for head, path in heads if head[1] == "blob" and head[0] != LINK)

    def left_out(self) -> tuple[LeftOut, ...]:
        paths = [entry.path for entry in self.entries()]
        paths += [link.path for link in self._links]
        return tuple(sorted(links_left_out(self.repository, self._links, paths)))

    def read(self, entry: Entry, limit: int = -1) -> bytes:
        return self._blobs.one(entry, limit)

    def read_many(self, entries: Iterable[Entry], limit: int = -1) -> Iterator[tuple[Entry, bytes | TreeError]]:
        asked = list(entries)
        return zip(asked, self._blobs.many(asked, limit), strict=True)

    def blob_id(self, data: bytes) -> str:
        return blob_id(data, self.repository.object_format)

    def _listing(self) -> list[str]:
        try:
            return self.repository.fields("ls-tree", "-r", "-z", "--full-tree", self.id)
        except TreeError as error:
            raise MissingBase(f"Revision {shown(self.label)} is not whole in this clone ({error}); fetch it.") from None


def resolve(repository: Repository, name: str) -> str:
    """The id of the commit that a revision names.

    Raises TreeError when there is none; MissingBase when that may be because the clone is shallow.
    """
    if found := verified(repository, name):
        return found
    if repository.shallow:
        raise MissingBase(
            f"Revision {shown(name)!r} is not in this shallow clone: fetch its history (git fetch --unshallow, "
            "in a workflow fetch-depth: 0)."
        )
    if not head(repository):
        raise TreeError(f"There is no revision {shown(name)!r} here, for there is no commit yet: check without one.")
    raise TreeError(f"There is no revision {shown(name)!r} here: `git fetch` it, or see `git branch -a` and `git log`.")


def head(repository: Repository) -> str:
    """The id of the commit that HEAD is, "" before the first one."""
    return verified(repository, "HEAD")


def verified(repository: Repository, name: str) -> str:
    """The id of the commit that a revision names, "" where there is none."""
    process = repository.start("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = process.output().decode().strip()
    return "" if process.status else found


def merge_base(repository: Repository, one: str, other: str) -> str:
    """The best common ancestor of two revisions. Raises MissingBase when this clone has none, and as `resolve`."""
    ids = resolve(repository, one), resolve(repository, other)
    process = repository.start("merge-base", *ids)
    found = process.output().decode().strip()
    if process.status == 0 and found:
        return found
    why = (
        "this clone is shallow: fetch more history (git fetch --unshallow)"
        if repository.shallow
        else "name another base"
    )
    raise MissingBase(f"{shown(one)} and {shown(other)} have no common ancestor here; {why}.")


def parents(repository: Repository) -> tuple[str, ...]:
    """What the commit in the making will have for parents: none for the first, more than one for a merge.

    A merge is known by MERGE_HEAD, and in the hooks of `git merge` itself, before that is written, by GITHEAD_<id>.
    """
    first = head(repository)
    if not first:
        return ()
    found = [first]
    try:
        with open(os.path.join(repository.folder, "MERGE_HEAD"), encoding="ascii") as file:
            found += file.read().split()
    except (OSError, ValueError):
        named = (os.fsdecode(name) for name in repository.environment if name.startswith(b"GITHEAD_"))
        found += sorted(name.removeprefix("GITHEAD_") for name in named)
    return tuple(dict.fromkeys(found))


def revision(repository: Repository, name: str = "HEAD") -> Revision:
    """The tree that a name stands for; HEAD is the empty tree before the first commit. Raises as `resolve`."""
    found = verified(repository, name)
    if not found and name == "HEAD" and not repository.shallow:
        found = EMPTY_TREE[repository.object_format]
    return Revision(repository, found or resolve(repository, name), name)


def bases(repository: Repository) -> tuple[Revision, ...]:
    """What a commit in the making is held against: its parents' trees, for the first one the empty tree."""
    ids = parents(repository) or (EMPTY_TREE[repository.object_format],)
    return tuple(Revision(repository, id, "HEAD" if id == ids[0] else id[:12]) for id in ids)  # noqa: A001
