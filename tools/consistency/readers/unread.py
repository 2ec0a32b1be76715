"""The conservation check of the readers: what looks like a port or an endpoint and is in no claim, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consistency.markdown.blocks import Block
from consistency.markdown.inline import with_targets
from consistency.model.claim import Claim, Unread
from consistency.model.passage import Passage
from consistency.readers.context import Context
from consistency.values.endpoint import literals, may_hold

_MOST = 400
#: Nobody looks for ports in longer ones.
_LONGEST = 100_000


def of_block(block: Block, context: Context, claims: Iterable[Claim]) -> Iterator[Unread]:
    """The literals of one block that no claim's span touches."""
    ends: dict[tuple[int, int], int] = {}
    for claim in claims:
        place = claim.line, claim.column
        if ends.get(place, 0) < claim.end_column:
            ends[place] = claim.end_column
    held: dict[int, list[tuple[int, int]]] = {}
    for passage in _passages(block):
        _, line, column = passage.pieces[0]
        if ends.get((line, column), 0) >= column + len(passage.text) or not may_hold(passage.text):
            continue  # one claim holds all of it, or there is nothing to hold
        held = held or _by_line(ends)
        for literal in literals(with_targets(passage.text)) if len(passage.text) < _LONGEST else ():
            span = passage.span(literal.start, literal.end)
            if any(start < span.end_column and span.column < end for start, end in held.get(span.line, ())):
                continue
            quote = passage.text[literal.start : literal.end][:_MOST]
            yield Unread(context.path, span.line, span.column, span.end_column, quote, _reason(block, context))


def of_nobody(claims: Iterable[Claim], left: Iterable[Unread]) -> Iterator[Unread]:
    """The ports of names that say what and not whose, `API` or `Web UI`, where nothing above says it; each once."""
    told = {(one.line, one.column) for one in left}
    for claim in claims:
        if claim.attribute == "port" and (claim.line, claim.column) not in told:
            told.add((claim.line, claim.column))
            why = f"{claim.service} of what, neither the row nor a heading says"
            yield Unread(claim.path, claim.line, claim.column, claim.end_column, claim.quote, why)


def _by_line(ends: dict[tuple[int, int], int]) -> dict[int, list[tuple[int, int]]]:
    held: dict[int, list[tuple[int, int]]] = {}
    for (line, column), end in ends.items():
        held.setdefault(line, []).append((column, end))
    return held


def _passages(block: Block) -> list[Passage]:
    if block.table:
        return [cell for row in (block.table.header, *block.table.rows) for cell in row if cell.text]
    return [block.passage] if block.kind in ("heading", "paragraph", "item", "fence") and block.passage.pieces else []


def _reason(block: Block, context: Context) -> str:
    if block.kind == "table":
        return "the table's header names no port, URL or bind column, or the cell's column holds something else"
    if block.kind == "fence":
        return "code or a shell session: usage, not a statement of inventory"
    if context.usage:
        return "below a heading about usage"
    if block.kind == "heading":
        return "a heading that names no service for it"
    return "no service is named for it"
