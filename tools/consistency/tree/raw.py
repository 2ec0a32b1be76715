"""What git's raw diff format says (git-diff-index(1), "RAW OUTPUT FORMAT", with -z)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from consistency.tree.source import Entry

FILES = ("100644", "100755", "100664")


class FileChange(NamedTuple):
    """One file that differs.

    status: A added (no `old`) | M edited | R renamed, and maybe edited | D deleted (no `new`)
    """

    status: str
    old: Entry | None
    new: Entry | None


def changes(tokens: Iterator[str]) -> Iterator[FileChange]:
    """The changes of a raw diff, from its tokens: `:mode mode blob blob status`, then one path, or two of a rename."""
    for head in tokens:
        old_mode, new_mode, old_blob, new_blob, status = head.lstrip("\n:").split(" ")
        path = next(tokens)
        new_path = next(tokens) if status[0] in "RC" else path
        old = Entry(path, old_blob) if old_mode in FILES else None
        new = Entry(new_path, new_blob) if new_mode in FILES and status != "U" else None
        if (change := between(old, new)) is not None:
            yield change


def between(old: Entry | None, new: Entry | None) -> FileChange | None:
    """The change from one entry to another; None where neither is a file, or only the mode changed."""
    if old is None or new is None:
        return FileChange("D" if old else "A", old, new) if old or new else None
    if old.path != new.path:
        return FileChange("R", old, new)
    return FileChange("M", old, new) if old.blob != new.blob or not new.blob else None


def by_place(found: Iterable[FileChange]) -> tuple[FileChange, ...]:
    """Sorted by the path a reader knows them by: the new one, of a deleted file the old one."""
    return tuple(sorted(found, key=lambda change: (change.new or change.old or Entry("")).path))
