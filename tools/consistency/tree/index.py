"""The index: what the commit in the making will hold.

Which index that is, git says itself through GIT_INDEX_FILE: for `git commit -a` and `git commit PATH` it is not
.git/index, and a hook that reads that one, or the work tree, judges something else than what is committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from consistency.tree.blobs import Blobs
from consistency.tree.git import Repository
from consistency.tree.listing import EMPTY_BLOB, EMPTY_TREE, LINK, SUBMODULE, links_left_out
from consistency.tree.source import Entry, LeftOut, TreeError, blob_id


class Listed(NamedTuple):
    """The index's entries by kind."""

    files: tuple[Entry, ...]
    links: tuple[Entry, ...]
    conflicts: tuple[str, ...]
    intents: tuple[str, ...]


class Index:
    """The tree of the index. Reads git once, at the first question."""

    label = "index"

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self._blobs = Blobs(repository)
        self._listed: Listed | None = None

    def entries(self) -> tuple[Entry, ...]:
        return self._list().files

    def left_out(self) -> tuple[LeftOut, ...]:
        listed = self._list()
        left = [LeftOut(path, "conflict") for path in listed.conflicts]
        left += [LeftOut(path, "intent") for path in listed.intents]
        left += links_left_out(self.repository, listed.links, (entry.path for entry in (*listed.files, *listed.links)))
        return tuple(sorted(left))

    def read(self, entry: Entry, limit: int = -1) -> bytes:
        return self._blobs.one(entry, limit)

    def read_many(self, entries: Iterable[Entry], limit: int = -1) -> Iterator[tuple[Entry, bytes | TreeError]]:
        asked = list(entries)
        return zip(asked, self._blobs.many(asked, limit), strict=True)

    def blob_id(self, data: bytes) -> str:
        return blob_id(data, self.repository.object_format)

    def _list(self) -> Listed:
        if self._listed is None:
            self._listed = list_index(self.repository)
        return self._listed


def list_index(repository: Repository) -> Listed:
    """Everything in the index, sorted by path."""
    files, links, conflicts = [], [], []
    for record in repository.fields("ls-files", "-s", "-z"):
        head, _, path = record.partition("\t")
        mode, blob, stage = head.split(" ")
        if stage != "0":
            conflicts.append(path)
        elif mode == LINK:
            links.append(Entry(path, blob))
        elif mode != SUBMODULE:
            files.append(Entry(path, blob))
    intents = intended(repository, [entry for entry in files if entry.blob == EMPTY_BLOB[repository.object_format]])
    kept = (entry for entry in files if entry.path not in intents) if intents else files
    return Listed(tuple(sorted(kept)), tuple(links), tuple(sorted(set(conflicts))), tuple(sorted(intents)))


def intended(repository: Repository, empty: list[Entry]) -> set[str]:
    """Which of the entries without content stand for `git add -N`: the commit will not hold them."""
    if not empty:
        return set()
    words = ("--cached", "--ita-invisible-in-index", "--ignore-submodules", "--diff-filter=A", "--name-only", "-z")
    held = set(repository.fields("diff-index", *words, EMPTY_TREE[repository.object_format]))
    return {entry.path for entry in empty} - held
