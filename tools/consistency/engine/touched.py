"""Which lines of the cited documents a change touched."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from consistency.engine.moved import moves
from consistency.markdown.text import Text
from consistency.markdown.text import lines as lines_of
from consistency.tree.source import Entry, Tree, TreeError


def touched(base: Tree, tree: Tree, paths: Iterable[str]) -> dict[str, frozenset[int]]:
    """The numbers (from 1) of the lines that are new or different in a tree, by path; all of a document that is new.

    A document that cannot be read has none.
    """
    came = {new: old for old, new in moves(base, tree).items()}
    before = {entry.path: entry for entry in base.entries()}
    after = {entry.path: entry for entry in tree.entries()}
    found: dict[str, frozenset[int]] = {}
    for path in dict.fromkeys(paths):
        if path in after:
            old = before.get(path) or before.get(came.get(path, ""))
            found[path] = _different(_lines(base, old), _lines(tree, after[path]))
    return found


def _lines(tree: Tree, entry: Entry | None) -> list[str]:
    if entry is None:
        return []
    try:
        return list(lines_of(Text.of(tree.read(entry)).text))
    except TreeError:
        return []


def _different(before: list[str], after: list[str]) -> frozenset[int]:
    matched = SequenceMatcher(None, before, after).get_opcodes()
    return frozenset(number + 1 for tag, _, _, start, end in matched if tag != "equal" for number in range(start, end))
