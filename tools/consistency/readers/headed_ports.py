"""Headings that give a port, a range or a number of a list: `### Grafana (port 3000)`, `## Agents (8160-8169)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.readers import numbered, ranges
from consistency.readers.context import Context, make, service_in
from consistency.values.endpoint import literals
from consistency.values.port import has_digit, valid


def read(blocks: Sequence[Block], index: int, context: Context, text: str) -> Iterator[Claim]:
    """What the heading at `index` of a document `text` says by itself."""
    block = blocks[index]
    plain = mask(block.passage.text)
    if not has_digit(plain):
        return
    yield from ranges.heading_range(block.passage, context)
    yield from numbered.heading(blocks, index, context, text)
    name = service_in(shown(plain))
    for literal in literals(plain):
        if name and literal.kind == "port" and valid(literal.low) and literal.low == literal.high:
            yield make(
                context, block.passage, literal.value_start, literal.value_end, "port", str(literal.low), service=name,
                port=literal.low, namespace="", source="heading", statement=f"L{block.line}",
            )  # fmt: skip
