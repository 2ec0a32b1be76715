"""Paragraphs and items that begin with a name in bold and go on about it: `**n8n** in the cellar, http://cellar:5678`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.pattern import lazily
from consistency.readers import asides, phrases

_BEGUN = lazily(
    r"\s*\*\*(?P<name>[^\W_][\w.+-]*(?: [A-Z][\w.+-]*){0,2})\*\*(?=,?\s+(?!(?:and|or|und|for|if|when)\s)[a-z(`])"
)
_FAR = 12


def begun(blocks: Sequence[Block], index: int) -> tuple[str, int]:
    """The name with which a block begins and the offset behind it, where one beside it begins with another; else "", 0."""
    name, end = _name(blocks[index])
    others = {other for block in _beside(blocks, index) if (other := _name(block)[0])} if name else set()
    return (name, end) if others - {name} else ("", 0)


def _name(block: Block) -> tuple[str, int]:
    if block.kind not in ("paragraph", "item") or "**" not in block.passage.text[:4]:
        return "", 0
    match = _BEGUN.match(block.passage.text)
    if not match or not phrases.is_name(match["name"]) or asides.is_nobody(match["name"]):
        return "", 0
    return match["name"], match.end()


def _beside(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """Blocks of its kind in the same section, as far as they are near."""
    for way in (range(index - 1, max(-1, index - _FAR), -1), range(index + 1, min(len(blocks), index + _FAR))):
        for at in way:
            if blocks[at].kind == "heading":
                break
            if blocks[at].kind == blocks[index].kind:
                yield blocks[at]
