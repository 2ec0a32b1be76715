"""The (target "title") of an inline link."""

from __future__ import annotations

import re
from typing import NamedTuple

from consistency.model.pattern import lazily


class Destination(NamedTuple):
    """Offsets: the target is `first` to `last`, all of it with its parentheses ends at `end`."""

    first: int
    last: int
    end: int


#: Parentheses within a target, as deep as markdown-it follows them.
_DEPTH = 32
_SPACE = lazily(r"[ \t\n]*")
_ANGLED = lazily(r"<((?:\\.|[^<>\\\n])*)>")
_STOP = lazily(r"\\.|[()\s\x00-\x1f\x7f]")
_TITLE = lazily(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)""", re.DOTALL)


def destination(text: str, at: int) -> Destination | None:
    """The destination that begins with the parenthesis at `at`, None when there is none."""
    if text[at : at + 1] != "(":
        return None
    first = _skip(text, at + 1)
    if angled := _ANGLED.match(text, first):
        first, last, end = angled.start(1), angled.end(1), angled.end()
    else:
        last = end = _plain(text, first)
    after = _skip(text, end)
    if after > end and (title := _TITLE.match(text, after)):
        after = _skip(text, title.end())
    return Destination(first, last, after + 1) if text[after : after + 1] == ")" else None


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _plain(text: str, first: int) -> int:
    """The end of a target without brackets: the first space, control character or unmatched parenthesis."""
    depth = 0
    for found in _STOP.finditer(text, first):
        if found[0] == "(":
            depth += 1
            if depth > _DEPTH:
                return found.start()
        elif found[0] == ")":
            if not depth:
                return found.start()
            depth -= 1
        elif found[0][0] != "\\":
            return found.start()
    return len(text)
