"""Inline markup, read on demand: what a cell or an item says without it, at the same offsets.

A pattern that matches in `mask(text)` has matched the source: `passage.span(match.start(), match.end())` is its place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from consistency.markdown.scanner import Link, scan

__all__ = ["Link", "code_spans", "links", "marked", "mask", "struck"]


def marked(text: str) -> bool:
    """Whether there may be markup in a text, or in a part of it."""
    return (
        "`" in text or "*" in text or "_" in text or "[" in text or "<" in text or "\\" in text or "~" in text
    )  # fmt: skip


def mask(text: str) -> str:
    """The text with every character of markup replaced by a space; newlines stay, and so does the length.

    Markup is emphasis and strikethrough where they act as such, backticks, the brackets and the target of a link,
    all of an image and of a comment, known HTML tags, the backslash of an escape. Contents of code spans, [text]
    that is no link, <placeholders> and entities stay.
    """
    return _masked(text) if marked(text) else text


@lru_cache(maxsize=64)
def _masked(text: str) -> str:
    if "`" in text and "``" not in text:
        parts = text.split("`")
        if len(parts) % 2 and not marked("".join(parts[::2])):  # code spans and nothing else
            return " ".join(parts)
    out: list[str] = []
    at = 0
    for start, end in scan(text).markup:
        if end > at:
            start = max(start, at)
            out.append(text[at:start])
            gap = text[start:end]
            out.append(" " * (end - start) if "\n" not in gap else re.sub(r"[^\n]", " ", gap))
            at = end
    out.append(text[at:])
    return "".join(out)


def links(text: str) -> tuple[Link, ...]:
    """Inline links, autolinks and HTML anchors, in the text's order. Bare URLs are none."""
    return scan(text).links if "[" in text or "<" in text else ()


def code_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of the contents of every code span."""
    return scan(text).codes if "`" in text else ()


def struck(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of every text within ~~ ~~, <del>, <s> or <strike>."""
    return scan(text).struck if "~~" in text or "<" in text else ()
