"""Inline markup, read on demand: what a cell or an item says without it, at the same offsets.

A pattern that matches in `mask(text)` has matched the source: `passage.span(match.start(), match.end())` is its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from consistency.markdown.scanner import Link, scan
from consistency.model.pattern import lazily

__all__ = ["Link", "code_spans", "links", "marked", "mask", "struck", "with_targets"]

_TO_PORT = lazily(r"\]\(https?://[^\s/()]*:\d")
_ADDRESS = lazily(r"https?://[^\s/()]+:\d{2,5}(?:/[^\s()]*)?")
#: A text that says itself where something is, or is about something else.
_SAYS = lazily(r"://|:\d\d|\d{3}|^!")


def marked(text: str) -> bool:
    """Whether there may be markup in a text, or in a part of it."""
    return (
        "`" in text or "*" in text or "_" in text or "[" in text or "<" in text or "\\" in text or "~" in text
    )  # fmt: skip


def mask(text: str) -> str:
    """The text with every character of markup replaced by a space; newlines stay, and so does the length.

    Markup is emphasis and strikethrough where they act as such, backticks, the brackets and the target of a link
    (`[text][name]` is one, wherever the name is defined), all of an image and of a comment, known HTML tags, the
    backslash of an escape. Contents of code spans, [text] that is no link, <placeholders> and entities stay.
    """
    return _masked(text) if marked(text) else text


def with_targets(text: str) -> str:
    """As `mask`, but where a link leads to a port, and its text gives none, the target stays: `[Grafana](http://mini:3000)`."""
    plain = mask(text)
    if "](http" not in text or not _TO_PORT.search(text):
        return plain
    for link in links(text):
        end = link.target_start + len(link.target)
        if (
            _ADDRESS.fullmatch(link.target)
            and not _SAYS.search(link.label)
            and text[link.target_start : end] == link.target
        ):
            plain = plain[: link.target_start] + link.target + plain[end:]
    return plain


@lru_cache(maxsize=64)
def _masked(text: str) -> str:
    if "`" in text and (parts := _alternating(text)):
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


def _alternating(text: str) -> list[str]:
    """Text, code, text ... of a text with code spans and no other markup; nothing of any other."""
    parts = text.split("`") if "``" not in text else []
    return parts if len(parts) % 2 and not marked("".join(parts[::2])) else []


def _insides(parts: list[str]) -> Iterator[tuple[int, int]]:
    """Where the code is, without the one space on either side that only holds it apart."""
    at = 0
    for index, part in enumerate(parts):
        end = at + len(part)
        if index % 2:
            apart = part[0] in " \n" and part[-1] in " \n" and part.strip(" \n")
            yield (at + 1, end - 1) if apart else (at, end)
        at = end + 1


def links(text: str) -> tuple[Link, ...]:
    """Inline links, autolinks and HTML anchors, in the text's order. Bare URLs are none."""
    return scan(text).links if "[" in text or "<" in text else ()


def code_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of the contents of every code span."""
    if "`" not in text:
        return ()
    parts = _alternating(text)
    return tuple(_insides(parts)) if parts else scan(text).codes


def struck(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of every text within ~~ ~~, <del>, <s> or <strike>."""
    return scan(text).struck if "~~" in text or "<" in text else ()


def mostly_struck(text: str) -> bool:
    """Whether more of a text is struck through than not."""
    ranges = struck(text)
    return len(ranges) > 0 and sum(end - start for start, end in ranges) * 2 > len(text.strip())
