"""Variables in a value: `${VAR:-default}` filled in, with the way back to the text as written.

Format: https://docs.docker.com/reference/compose-file/interpolation/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from consistency.model.pattern import lazily

#: Stands in a filled text for a variable of which no value is known.
UNKNOWN = "\x01"

_VARIABLE = lazily(
    r"\$(?:(?P<escaped>\$)|\{(?P<braced>[A-Za-z_]\w*)(?:(?P<how>:?[-?+])(?P<rest>(?:[^{}$]|\$\{[^{}]*\}|\$(?!\{))*))?\}"
    r"|(?P<bare>[A-Za-z_]\w*))"
)


class Filled(NamedTuple):
    """`places` gives, for each character of `text`, the stretch of the original text that it came from."""

    text: str
    places: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text behind `text[start:end]`."""
        if start >= end:
            at = self.places[start][0] if start < len(self.places) else self.places[-1][1] if self.places else 0
            return at, at
        return self.places[start][0], self.places[end - 1][1]


def names(text: str) -> set[str]:
    """The variables that a text mentions."""
    return {match["braced"] or match["bare"] for match in _VARIABLE.finditer(text) if not match["escaped"]}


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Known variables by their value, others by their default, the rest by UNKNOWN."""
    if "$" not in text:
        return Filled(text, tuple((at, at + 1) for at in range(len(text))))
    return _fill(text, values, 0, len(text), 0)


def _fill(text: str, values: Mapping[str, str], start: int, end: int, depth: int) -> Filled:
    out: list[str] = []
    places: list[tuple[int, int]] = []
    at = start
    for match in _VARIABLE.finditer(text, start, end):
        if match.start() < at:
            continue
        out.append(text[at : match.start()])
        places.extend((offset, offset + 1) for offset in range(at, match.start()))
        value, own = _value(match, text, values, depth)
        out.append(value)
        places.extend(own or [match.span()] * len(value))
        at = match.end()
    out.append(text[at:end])
    places.extend((offset, offset + 1) for offset in range(at, end))
    return Filled("".join(out), tuple(places))


def _value(
    match: re.Match[str], text: str, values: Mapping[str, str], depth: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    if match["escaped"]:
        return "$", ()
    name, how = match["braced"] or match["bare"], match["how"] or ""
    value = values.get(name)
    if value is not None and (value or not how.startswith(":")) and not how.endswith("+"):
        return value, ()
    if how.endswith("-") and depth < 3:
        return _fill(text, values, *match.span("rest"), depth + 1)
    return UNKNOWN, ()
