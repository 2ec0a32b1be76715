"""The parts of a line that are about one thing each: between commas, bars, semicolons and `and`, outside parentheses."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.pattern import lazily

#: A bracket, or what separates two parts. No separator holds a bracket, so those between brackets may be passed over.
_SIGN = lazily(r"[(\[{]|[)\]}]|(?P<cut>[,;]\s+|\s+\|\s+|\s+and\s+|\s+/\s+(?=[A-Z]))")


def parts(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Start and end of every part of `text[start:]`."""
    depth, at = 0, start
    for sign in _SIGN.finditer(text, start):
        if sign["cut"] is None:
            depth += 1 if sign[0] in "([{" else -1
        elif depth <= 0:
            yield at, sign.start()
            at = sign.end()
    yield at, len(text)


def segment_start(text: str, floor: int, position: int) -> int:
    """Where the part that holds `position` begins."""
    last = floor
    for start, _ in parts(text, floor):
        if start <= position:
            last = start
    return last
