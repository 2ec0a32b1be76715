"""The assignments of an env file, with their places.

Format: what python-dotenv reads (https://saurabh-kumar.com/python-dotenv/), parsed here because it keeps no places.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from consistency.model.pattern import lazily

_SPACE = lazily(r"\s*")
_KEY = lazily(r"(?:export[^\S\r\n]+)?+(?:'([^']+)'|((?!')[^=#\s]+))[^\S\r\n]*")
_VALUE = lazily(
    r"=(?:[^\S\r\n]+(?P<none>)(?=#)|[^\S\r\n]*+(?:'(?P<single>(?:\\.|[^'\\])*)'|\"(?P<double>(?:\\.|[^\"\\])*)\""
    r"|(?P<plain>(?!['\"])[^\r\n]*)))",
    re.DOTALL,
)
_REST = lazily(r"[^\S\r\n]*(?:#[^\r\n]*)?(?=\r|\n|\Z)")
_LINE = lazily(r"[^\r\n]*")


class Variable(NamedTuple):
    """One assignment: `value` stands literally at `start` to `end`, `at` is where its name begins."""

    name: str
    value: str
    start: int
    end: int
    at: int


def variables(text: str) -> list[Variable]:
    """Every assignment in order, as python-dotenv sees them; a line that is none is passed over."""
    found_: list[Variable] = []
    at = 1 if text.startswith("\ufeff") else 0
    while at < len(text):
        at = _end(_SPACE, text, at)
        variable, at = _binding(text, at)
        if variable:
            found_.append(variable)
    return found_


def _binding(text: str, at: int) -> tuple[Variable | None, int]:
    key = _KEY.match(text, at)
    value = _VALUE.match(text, key.end()) if key else None
    read = value.end() if value else key.end() if key else at
    rest = _REST.match(text, read)
    if not key or not value or not rest:
        return None, max(_end(_LINE, text, read), at + 1)
    group = value.lastgroup or "plain"
    start, end = value.span(group)
    if group == "plain":
        bare = re.sub(r"\s+#.*", "", value["plain"]).rstrip()
        end = start + len(bare)
    return Variable(key[1] or key[2], text[start:end], start, end, key.start()), rest.end()


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
