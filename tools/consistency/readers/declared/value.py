"""One value of a place, with its exact stretch of text, and how markup and lists are taken off it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.passage import Passage, Span
from consistency.model.pattern import lazily
from consistency.readers.declared.check import Place
from consistency.readers.declared.pattern import Budget, checked

_MARKS = ("**", "__", "``", "~~", "`", "*", "_", '"')
_LINK = lazily(r"\[([^\[\]]+)\]\([^()]*\)")
_COMMA = lazily(r"[,;、，]")


class PlaceValue(NamedTuple):
    """`quote` is the text at `span` as written; `value` the same without escapes; `key` ties it to other places."""

    value: str
    span: Span
    quote: str
    key: str = ""


class Extraction(NamedTuple):
    """What a place gave in one document. `anchor` is where it looked: a column's header, the first value.

    `trouble` says why the document cannot be relied on (it does not parse ...), `absent` that it has no such place at
    all, `nothing` that it was looked through and no value found. At most one of the three is set.
    """

    values: tuple[PlaceValue, ...] = ()
    anchor: PlaceValue | None = None
    trouble: str = ""
    absent: str = ""
    nothing: str = ""


def stretch(passage: Passage, start: int, end: int, key: str = "") -> PlaceValue:
    """The value at `passage.text[start:end]`; what runs over a line's end is quoted up to there."""
    span = passage.span(start, end)
    text = passage.text[start:end]
    return PlaceValue(normal(text), span, text[: span.end_column - span.column], key)


def normal(text: str) -> str:
    return " ".join(text.split())


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of `text[start:end]` without the blanks and the markup around it."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        inner = text[start:end]
        link = _LINK.fullmatch(inner)
        mark = next((mark for mark in _MARKS if _wrapped(inner, mark)), "")
        if link:
            start, end = start + link.start(1), start + link.end(1)
        elif mark:
            start, end = start + len(mark), end - len(mark)
        else:
            return start, end


def _wrapped(text: str, mark: str) -> bool:
    inside = text[len(mark) : -len(mark)]
    return len(text) > 2 * len(mark) and text.startswith(mark) and text.endswith(mark) and mark not in inside


def plain(text: str) -> str:
    """A label for comparing: no markup, one space, no case."""
    start, end = bare(text, 0, len(text))
    return normal(re.sub(r"[`*]", "", _LINK.sub(r"\1", text[start:end]))).casefold()


def cut(
    place: Place, passage: Passage, start: int, end: int, key: str, budget: Budget, markup: bool = True
) -> Iterator[PlaceValue]:
    """The values in one stretch: split if the place lists them, bare of markup, narrowed by `take`."""
    for first, last in _items(passage.text, start, end) if place.listed else ((start, end),):
        if markup or place.listed:
            first, last = bare(passage.text, first, last)
        if not place.take:
            if last > first:
                yield stretch(passage, first, last, key)
            continue
        for found in checked(place.take).find(passage.text[first:last], budget):
            begin, stop = found.groups.get("value", (0, 0))
            if stop > begin:
                yield stretch(passage, first + begin, first + stop, key)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for comma in _COMMA.finditer(text, start, end):
        yield start, comma.start()
        start = comma.end()
    yield start, end
