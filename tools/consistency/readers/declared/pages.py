"""Places in Markdown: a column of a table, a bullet's key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from consistency.markdown.blocks import Block, Table
from consistency.markdown.parse import blocks
from consistency.model.passage import Passage, Piece
from consistency.model.pattern import lazily
from consistency.readers.declared.check import Place
from consistency.readers.declared.pattern import Budget
from consistency.readers.declared.value import Extraction, PlaceValue, bare, cut, normal, plain, stretch

_SEPARATOR = lazily(r"[:：=]|\s[-–—]\s|->|→")
_NOTHING = frozenset(("", "-", "–", "—"))

#: Several places of one check read the same page; it is parsed once.
_blocks = lru_cache(maxsize=8)(blocks)


def column(place: Place, text: str) -> Extraction:
    """The values of a column, in every table (below `section`, if given) that has it and the columns it is tied to."""
    wanted = [place.locator, *([place.key] if place.key else []), *(name for name, _ in place.where)]
    values: list[PlaceValue] = []
    anchor: PlaceValue | None = None
    headers: list[str] = []
    budget = Budget()
    for block, _ in _within(place, text):
        if block.table is None:
            continue
        names = [plain(cell.text) for cell in block.table.header]
        headers.extend(name for name in names if name and name not in headers)
        if any(plain(name) not in names for name in wanted):
            continue
        cell = block.table.header[names.index(plain(place.locator))]
        anchor = anchor or stretch(cell, 0, len(cell.text))
        values.extend(_cells(place, block.table, names, budget))
    if anchor is None:
        return Extraction(absent=_no_column(place, wanted, headers, text))
    return Extraction(tuple(values), anchor, nothing="" if values else "the column has no value that counts")


def _no_column(place: Place, wanted: list[str], headers: list[str], text: str) -> str:
    if place.section and not _has_section(place, text):
        return f"there is no heading '{place.section}'"
    there = f"; its columns are {', '.join(headers[:12])}" if headers else ", it has no table"
    return f"no table has the column{'s' * (len(wanted) > 1)} {' and '.join(map(repr, wanted))}{there}"


def _cells(place: Place, table: Table, names: list[str], budget: Budget) -> Iterator[PlaceValue]:
    at = names.index(plain(place.locator))
    key_at = names.index(plain(place.key)) if place.key else -1
    filters = [(names.index(plain(name)), {plain(word) for word in words}) for name, words in place.where]
    for row in table.rows:
        if any(plain(row[index].text) not in words for index, words in filters):
            continue
        cell = row[at]
        if normal(cell.text) in _NOTHING:
            continue
        key = _inner(row[key_at].text) if place.key else ""
        if key or not place.key:
            for value in cut(place, cell, 0, len(cell.text), key, budget):
                yield value._replace(value=value.value.replace("\\|", "|"))


def _inner(text: str) -> str:
    start, end = bare(text, 0, len(text))
    return normal(text[start:end].replace("\\|", "|"))


def bullet(place: Place, text: str) -> Extraction:
    """The values behind `Key:` in list items and in paragraphs' lines."""
    wanted = plain(place.locator)
    values: list[PlaceValue] = []
    seen = False
    budget = Budget()
    for block, heading in _within(place, text):
        for passage in _lines(block):
            start = _behind(passage.text, wanted)
            if start is None:
                continue
            seen = True
            key = heading if place.key else ""
            if key or not place.key:
                values.extend(cut(place, passage, start, len(passage.text), key, budget))
    if place.section and not _has_section(place, text):
        return Extraction(absent=f"there is no heading '{place.section}'")
    if not values:
        why = f"behind '{place.locator}:' there is no value that counts" if seen else f"no line says '{place.locator}:'"
        return Extraction(nothing=why)
    return Extraction(tuple(values), values[0])


def _lines(block: Block) -> Iterator[Passage]:
    if block.kind == "item":
        yield block.passage
    elif block.kind == "paragraph":
        for piece in block.passage.pieces:
            yield Passage.of(Piece(piece.text, piece.line, piece.column))


def _behind(text: str, wanted: str) -> int | None:
    """The offset behind `Key:` if the text begins with that key, whatever markup is around it."""
    for match in _SEPARATOR.finditer(text, 0, len(wanted) + 80):
        label = text[: match.start()].strip()
        opened = next(
            (mark for mark in ("**", "__", "*", "_") if label.startswith(mark) and not label.endswith(mark)), ""
        )
        if plain(label.removeprefix(opened)) == wanted:
            end = match.end()
            return end + len(opened) if opened and text.startswith(opened, end) else end
    return None


def _within(place: Place, text: str) -> Iterator[tuple[Block, str]]:
    """The blocks below the place's section, or all, each with the heading next above it."""
    heading, level = "", 0
    inside = not place.section
    for block in _blocks(text):
        if block.kind == "heading":
            heading = normal(_inner(block.passage.text))
            if level and block.level <= level:
                inside, level = False, 0
            if place.section and not inside and plain(block.passage.text) == plain(place.section):
                inside, level = True, block.level
        if inside:
            yield block, heading


def _has_section(place: Place, text: str) -> bool:
    wanted = plain(place.section)
    return any(block.kind == "heading" and plain(block.passage.text) == wanted for block in _blocks(text))
