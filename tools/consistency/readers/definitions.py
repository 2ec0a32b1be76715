"""Definition lists, as some renderers have them: a term on one line, and below it `: 8010`."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.model.pattern import lazily

_DEFINED = lazily(r"[^\n:|]{1,80}\n: +\S[^\n]*(?:\n(?!:)[^\n]*)*")


def with_definitions(found: Sequence[Block]) -> Sequence[Block]:
    """The blocks, a paragraph of a term and its one definition as the item that it is."""
    if not any("\n: " in block.passage.text for block in found if block.kind == "paragraph"):
        return found
    return [
        block._replace(kind="item", level=block.depth + 1, depth=block.depth + 1)
        if block.kind == "paragraph" and "\n: " in block.passage.text and _DEFINED.fullmatch(block.passage.text)
        else block
        for block in found
    ]
