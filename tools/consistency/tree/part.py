"""Some files of a tree: what has to be read where only a little differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consistency.tree.source import Entry, LeftOut, Tree, TreeError


class Part:
    """Another tree, as if it held these files alone."""

    def __init__(self, tree: Tree, entries: Iterable[Entry]) -> None:
        self.label = tree.label
        self._tree = tree
        self._entries = tuple(sorted(entries))

    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def left_out(self) -> tuple[LeftOut, ...]:
        return ()

    def read(self, entry: Entry, limit: int = -1) -> bytes:
        return self._tree.read(entry, limit)

    def read_many(self, entries: Iterable[Entry], limit: int = -1) -> Iterator[tuple[Entry, bytes | TreeError]]:
        return self._tree.read_many(entries, limit)

    def blob_id(self, data: bytes) -> str:
        return self._tree.blob_id(data)
