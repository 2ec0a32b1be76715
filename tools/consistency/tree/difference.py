"""How two states of a repository differ, by one git call each: what the hook asks instead of listing everything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from consistency.tree.changes import RAW
from consistency.tree.git import Repository, complaint, fields
from consistency.tree.listing import LINK
from consistency.tree.process import Process, Waited
from consistency.tree.raw import FileChange, by_place, changes
from consistency.tree.source import Entry, TreeError


class Difference(NamedTuple):
    """The files that differ, sorted by path. `plain` is false where links or unmerged files are among them."""

    changes: tuple[FileChange, ...]
    plain: bool

    def paths(self) -> set[str]:
        """Every path that is not the same on both sides."""
        return {entry.path for change in self.changes for entry in (change.old, change.new) if entry}

    def after(self, path: str, before: Entry | None) -> Entry | None:
        """What stands at a path on the new side; `before` is what stood there."""
        for change in self.changes:
            if change.new and change.new.path == path:
                return change.new
            if change.old and change.old.path == path:
                before = None
        return before


class Asked:
    """A difference that was asked for; git works on it while something else is done."""

    def __init__(self, repository: Repository, *words: str) -> None:
        self._words = words
        self._process: Process | Waited = repository.start(*words)

    def answer(self) -> Difference:
        """Raises TreeError."""
        written = self._process.output()
        if self._process.status:
            raise TreeError(complaint(self._process, self._words))
        return parsed(fields(written))


def staged(repository: Repository, commit: str) -> Asked:
    """What the index would commit against a commit; renames are seen."""
    return Asked(repository, "diff-index", "--cached", "--ita-invisible-in-index", *RAW, "-M", commit)


def between(repository: Repository, old: str, new: str) -> Asked:
    """A commit against another; a renamed file went and came."""
    return Asked(repository, "diff-tree", "-r", *RAW, old, new)


def parsed(tokens: Iterable[str]) -> Difference:
    """A raw diff's tokens."""
    every = list(tokens)
    heads = [token for token in every if token.startswith(":") and token.count(" ") == 4]
    plain = not any(f"{LINK} " in head[:15] or head.endswith(" U") for head in heads)
    return Difference(by_place(changes(iter(every))), plain)
