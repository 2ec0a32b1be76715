"""What every tree is: paths, and bytes by path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from consistency.model.digest import sha1, sha256


class Entry(NamedTuple):
    """One file of a tree; `path` is relative, with / (bytes that are not UTF-8 as surrogate escapes).

    `blob` is the git object id, as hex, of exactly the bytes that `read` gives; "" where that is not known without
    reading (an edited, untracked or filtered file of the work tree): `Tree.blob_id` computes it from the bytes.
    `size` is in bytes, -1 where it is not known before reading.
    """

    path: str
    blob: str = ""
    size: int = -1


class LeftOut(NamedTuple):
    """A path that a tree does not offer for reading, and why.

    reason: link-out (a link that leads out of the tree) | link-broken | nested (a repository inside this one) |
        conflict (unmerged in the index) | intent (`git add -N`, not in the commit) | sparse (not checked out)
    """

    path: str
    reason: str


class Tree(Protocol):
    """A state of a repository. `label` is what reports call it: worktree, index, a revision, memory."""

    label: str

    def entries(self) -> tuple[Entry, ...]:
        """Every file, sorted by path. Submodules and links are left out: a target in the tree stands for itself."""
        ...

    def left_out(self) -> tuple[LeftOut, ...]:
        """What a reader may miss, sorted by path: links within the tree and submodules are not mentioned."""
        ...

    def read(self, entry: Entry, limit: int = -1) -> bytes:
        """The file's bytes. Raises TreeError when they cannot be had, TooLarge when over the limit (-1: none)."""
        ...

    def read_many(self, entries: Iterable[Entry], limit: int = -1) -> Iterator[tuple[Entry, bytes | TreeError]]:
        """Many files in one go, in this order; what cannot be read comes back as its error, the rest is unharmed."""
        ...

    def blob_id(self, data: bytes) -> str:
        """The object id that git would give these bytes in this repository."""
        ...


class TreeError(Exception):
    """A file or a tree that cannot be read: one sentence with the place and a way out."""


class TooLarge(TreeError):  # noqa: N818 - says what the file is
    """A file over the limit, not read; `size` in bytes."""

    def __init__(self, path: str, size: int, limit: int) -> None:
        super().__init__(
            f"{shown(path)} has {size} bytes, more than the {limit} that are read: split it or leave it out."
        )
        self.size = size


def one_by_one(tree: Tree, entries: Iterable[Entry], limit: int = -1) -> Iterator[tuple[Entry, bytes | TreeError]]:
    """`read_many` of a tree that has no faster way."""
    for entry in entries:
        try:
            yield entry, tree.read(entry, limit)
        except TreeError as error:
            yield entry, error


class MissingBase(TreeError):  # noqa: N818
    """The revision to compare with is not in this clone: say so, and judge everything."""


def blob_id(data: bytes, object_format: str = "sha1") -> str:
    """Git's id of a file's content: the hash of `blob SIZE NUL` and the bytes (git-hash-object)."""
    hashed = {"sha1": sha1, "sha256": sha256}[object_format]
    return hashed(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def shown(path: str) -> str:
    """A path as a message may hold it: control characters and undecodable bytes escaped."""
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in path)
