"""A tree that is held in memory: standard input, and documents made for a test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from consistency.tree.source import Entry, LeftOut, TooLarge, TreeError, blob_id, one_by_one, shown


class Memory:
    """Files by path."""

    def __init__(self, contents: Mapping[str, bytes], label: str = "memory", object_format: str = "sha1") -> None:
        self.label = label
        self._contents = dict(contents)
        self._format = object_format

    def entries(self) -> tuple[Entry, ...]:
        contents = sorted(self._contents.items())
        return tuple(Entry(path, self.blob_id(data), len(data)) for path, data in contents)

    def left_out(self) -> tuple[LeftOut, ...]:
        return ()

    def read(self, entry: Entry, limit: int = -1) -> bytes:
        data = self._contents.get(entry.path)
        if data is None:
            raise TreeError(f"{shown(entry.path)} is not among the files given: name one that is.")
        if -1 < limit < len(data):
            raise TooLarge(entry.path, len(data), limit)
        return data

    def read_many(self, entries: Iterable[Entry], limit: int = -1) -> Iterator[tuple[Entry, bytes | TreeError]]:
        return one_by_one(self, entries, limit)

    def blob_id(self, data: bytes) -> str:
        return blob_id(data, self._format)
