"""Diagrams of boxes: what stands in one box is about one thing, its name in one line and where it listens in the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases, sides
from consistency.readers.context import Context, make
from consistency.readers.line import read_line
from consistency.readers.shape import FENCE
from consistency.values.port import has_digit, valid

_BARS = lazily(r"[│┃║|]")
#: The top of a box, and a top or a rule as only tables have: their cells share walls.
_TOP = lazily(r"[┌╭┏╔][─━═┄╌-]{2,}|(?<![\w|])\+[-=]{3,}\+(?![-=])")
_GRID = lazily(r"[┌╭┏╔][─━═]*[┬┳╦][─━═┬┳╦]*[┐╮┓╗]|\+[-=]+\+[-=]+\+|^\s*\|[ :|-]*-{3}[ :|-]*\|\s*$", re.MULTILINE)
_CORNERS = "┌╭┏╔"
#: Signs of borders and of lines between boxes.
_DRAWN = lazily(r"[─━═┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝]|[-=]{2,}[>+]|<[-=]{2,}|\+[-=]{2,}")
#: A line of a box that says nothing but where the thing listens.
_LISTENS = lazily(
    r"\W*(?:(?P<cue>ports?\s*[:=]?\s*|:)(?P<said>\d{2,5})|(?P<bare>\d{4,5}))(?:/(?:tcp|udp))?\s*\)?\s*", re.IGNORECASE
)
_YEAR = range(1900, 2100)
#: Characters by which the walls of a box may shift, where a line holds a sign that is two columns wide.
_SHIFT = 2


class _Box(NamedTuple):
    """The columns of a box's walls, and the name that stands in it, "" for none yet."""

    left: int
    right: int
    name: str


def is_drawn(text: str) -> bool:
    """Whether the fence shows boxes, and no table."""
    if "+-" not in text and "+=" not in text and not any(corner in text for corner in _CORNERS):
        return False
    return _TOP.search(text) is not None and not _GRID.search(text)


def read(lines: list[Passage], context: Context) -> tuple[list[Claim], list[Passage]]:
    """What the boxes say, and the lines that stand in none."""
    claims: list[Claim] = []
    others: list[Passage] = []
    above: list[_Box] = []
    for line in lines:
        walls = [found.start() for found in _BARS.finditer(line.text)]
        if len(walls) < 2:
            others.append(line)
            above = []
            continue
        boxes = []
        for left, right in pairwise(walls):
            inside = line.text[left + 1 : right]
            name = next((box.name for box in above if _same(box, left, right)), "")
            if _DRAWN.search(inside) and not has_digit(inside):
                continue
            if said := list(_said(line.slice(left + 1, right), inside, name, context)):
                claims += said
            boxes.append(_Box(left, right, name or _name(inside)))
        above = boxes
    return claims, others


def _same(box: _Box, left: int, right: int) -> bool:
    return abs(box.left - left) <= _SHIFT and abs(box.right - right) <= _SHIFT


def _said(part: Passage, text: str, name: str, context: Context) -> Iterator[Claim]:
    """What one line of a box says, of what it names or of what the lines above it name."""
    listens = _LISTENS.fullmatch(text)
    if not listens:
        yield from read_line(part, context._replace(item_service=name) if name else context, FENCE)
        return
    port = int(listens["said"] or listens["bare"])
    if name and valid(port) and not (listens["bare"] and port in _YEAR):
        place = listens.span("said") if listens["said"] else listens.span("bare")
        yield make(
            context, part, *place, "port", str(port), service=name, port=port, namespace=sides.in_parentheses(text),
            source="fence", statement=f"L{part.line}",
        )  # fmt: skip


def _name(text: str) -> str:
    """The name that a line of a box is, without what stands in parentheses; "" for any other."""
    name = shown(re.sub(r"\([^()]*\)", "", text))
    return name if name and not has_digit(name) and len(name.split()) <= 4 and phrases.is_name(name) else ""
