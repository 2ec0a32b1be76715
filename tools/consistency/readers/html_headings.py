"""Headings written as HTML, as many READMEs have their title: `<h1 align="center">Pollen</h1>`."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.pattern import lazily

_HEADING = lazily(
    r"\s*(?:<(?:div|p|center|a)\b[^<>]*>\s*)*<h(?P<level>[1-3])\b[^<>]{0,200}>(?P<text>[^\n]{1,200}?)</h(?P=level)\s*>"
)
_LETTERS = lazily(r"[^\W\d_]{2,}")


def with_html_headings(found: Sequence[Block]) -> Sequence[Block]:
    """The blocks, before each of HTML that begins with a heading that heading as a block of its own."""
    if not any(block.kind == "html" for block in found):
        return found
    headed: list[Block] = []
    for block in found:
        if block.kind == "html" and (heading := _heading(block)):
            headed.append(heading)
        headed.append(block)
    return headed


def _heading(block: Block) -> Block | None:
    text = block.passage.text
    match = _HEADING.match(text) if "<h" in text[:400] else None
    if match is None or not _LETTERS.search(plain := mask(match["text"])):
        return None
    start = match.start("text") + len(plain) - len(plain.lstrip())
    passage = block.passage.slice(start, match.start("text") + len(plain.rstrip()))
    return block._replace(
        kind="heading", passage=passage, level=int(match["level"]), line=passage.line, end_line=passage.line + 1
    )
