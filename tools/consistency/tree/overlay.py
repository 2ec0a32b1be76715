"""A tree with one file's bytes replaced, or added: what an editor holds and has not saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consistency.tree.memory import Memory
from consistency.tree.source import Entry, LeftOut, Tree, TreeError


class Overlay:
    """`tree` with `data` at `path`; every other file is the tree's own."""

    def __init__(self, tree: Tree, path: str, data: bytes) -> None:
        self.label = tree.label
        self._tree, self._path = tree, path
        self._own = Memory({path: data})

    def entries(self) -> tuple[Entry, ...]:
        kept = [entry for entry in self._tree.entries() if entry.path != self._path]
        own = [entry._replace(blob="") for entry in self._own.entries()]
        return tuple(sorted([*kept, *own]))

    def left_out(self) -> tuple[LeftOut, ...]:
        return self._tree.left_out()

    def read(self, entry: Entry, limit: int = -1) -> bytes:
        return (self._own if entry.path == self._path else self._tree).read(entry, limit)

    def read_many(self, entries: Iterable[Entry], limit: int = -1) -> Iterator[tuple[Entry, bytes | TreeError]]:
        wanted = list(entries)
        yield from self._own.read_many([entry for entry in wanted if entry.path == self._path], limit)
        yield from self._tree.read_many([entry for entry in wanted if entry.path != self._path], limit)

    def blob_id(self, data: bytes) -> str:
        return self._tree.blob_id(data)
