"""A tree without some of its paths: what a sparse work tree, or an index with conflicts, is to be held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from consistency.tree.source import Entry, LeftOut, Tree, TreeError


class Narrowed:
    """Another tree, as if it did not hold these paths."""

    def __init__(self, tree: Tree, hidden: Set[str]) -> None:
        self.label = tree.label
        self._tree = tree
        self._hidden = hidden

    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self._tree.entries() if entry.path not in self._hidden)

    def left_out(self) -> tuple[LeftOut, ...]:
        return self._tree.left_out()

    def read(self, entry: Entry, limit: int = -1) -> bytes:
        return self._tree.read(entry, limit)

    def read_many(self, entries: Iterable[Entry], limit: int = -1) -> Iterator[tuple[Entry, bytes | TreeError]]:
        return self._tree.read_many(entries, limit)

    def blob_id(self, data: bytes) -> str:
        return self._tree.blob_id(data)
