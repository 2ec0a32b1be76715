"""What every tree is: paths, and bytes by path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol


class Entry(NamedTuple):
    """One file of a tree. `blob` is its git object id as hex ("" where git does not know it); `path` is relative, with /."""

    path: str
    blob: str = ""
    size: int = -1


class Tree(Protocol):
    """A state of a repository. `label` is what reports call it: worktree, index, a revision, memory."""

    label: str

    def entries(self) -> tuple[Entry, ...]:
        """Every file, sorted by path; links that lead out of the tree and submodules are left out."""
        ...

    def read(self, entry: Entry) -> bytes:
        """The file's bytes. Raises TreeError when they cannot be had."""
        ...

    def read_many(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes | TreeError]]:
        """Many files in one go; a file that cannot be read comes back as its error, the rest is unharmed."""
        ...


class TreeError(Exception):
    """A file or a tree that cannot be read: one sentence with the place and a way out."""
