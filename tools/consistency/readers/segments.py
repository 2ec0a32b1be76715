"""The parts of a line that are about one thing each: between commas, bars, semicolons and `and`, outside parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SEGMENT = re.compile(r"[,;]\s+|\s+\|\s+|\s+and\s+|\s+/\s+(?=[A-Z])")


def parts(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Start and end of every part of `text[start:]`."""
    depth, at = 0, start
    position = start
    while position < len(text):
        char = text[position]
        depth += (char in "([{") - (char in ")]}")
        if depth <= 0 and (cut := _SEGMENT.match(text, position)):
            yield at, position
            at = position = cut.end()
            continue
        position += 1
    yield at, len(text)


def segment_start(text: str, floor: int, position: int) -> int:
    """Where the part that holds `position` begins."""
    last = floor
    for start, _ in parts(text, floor):
        if start <= position:
            last = start
    return last
