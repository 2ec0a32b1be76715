"""A code frame: one source line with carets under the exact columns."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from consistency.report import safe


class Frame(NamedTuple):
    """`text` is the line as shown, safe to print; the span covers `width` terminal cells after `indent` of them."""

    text: str
    indent: int
    width: int


def cells(text: str) -> int:
    """How many terminal cells a text takes; wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if char == "\N{ZERO WIDTH JOINER}" or unicodedata.category(char) in ("Mn", "Me") else 1


def _take(text: str, room: int) -> str:
    """The longest start of a text that fits."""
    used = 0
    for index, char in enumerate(text):
        used += _cells(char)
        if used > room:
            return text[:index]
    return text


def _take_end(text: str, room: int) -> str:
    """The longest end of a text that fits."""
    used = 0
    for index in range(len(text) - 1, -1, -1):
        used += _cells(text[index])
        if used > room:
            return text[index + 1 :]
    return text


def _shown(text: str) -> str:
    return safe.terminal(text.replace("\t", "    "))


class Excerpt(NamedTuple):
    """A source line, cut: what stands before the span, the span, what follows; safe to print."""

    before: str
    span: str
    after: str


def excerpt(line: str, column: int, end_column: int, room: int) -> Excerpt:
    """The line cut to `room` cells around its span (columns 1-based, in code points, end exclusive).

    Columns outside the line are drawn in; a span wider than the room loses its end.
    """
    start = min(max(column - 1, 0), len(line))
    end = min(max(end_column - 1, start), len(line))
    before, span, after = _shown(line[:start]), _shown(line[start:end]), _shown(line[end:]).rstrip()
    span = span if cells(span) <= room - 2 else _take(span, room - 3) + "…"
    spare = room - cells(span)
    if cells(before) + cells(after) > spare:
        left = max(spare // 2, spare - cells(after))
        if cells(before) > left:
            before = "…" + _take_end(before, max(left - 1, 0))
        right = spare - cells(before)
        if cells(after) > right:
            after = _take(after, max(right - 1, 0)) + "…"
    return Excerpt(before, span, after)


def frame(line: str, column: int, end_column: int, room: int) -> Frame:
    """The excerpt with the cells for its carets; an empty span gets one caret."""
    before, span, after = excerpt(line, column, end_column, room)
    return Frame(before + span + after, cells(before), max(cells(span), 1))
