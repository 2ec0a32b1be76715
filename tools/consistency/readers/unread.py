"""The conservation check of the readers: what looks like a port or an endpoint and is in no claim, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consistency.markdown.blocks import Block
from consistency.markdown.inline import with_targets
from consistency.model.claim import Claim, Unread
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context
from consistency.readers.terse import lone_number
from consistency.values.endpoint import literals, may_hold

_KEYED = lazily(r"\w*ports?\s*[:=]", re.IGNORECASE)
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
        if ends.get((line, column), 0) >= column + len(passage.text):
            continue  # one claim holds all of it
        lone = lone_number(passage.text) if block.kind in ("item", "paragraph") else None
        if not lone and not may_hold(passage.text):
            continue
        held = held or _by_line(ends)
        found = literals(with_targets(passage.text)) if len(passage.text) < _LONGEST else ()
        for start, end in [(literal.start, literal.end) for literal in found] or ([lone] if lone else []):
            span = passage.span(start, end)
            if any(begin < span.end_column and span.column < to for begin, to in held.get(span.line, ())):
                continue
            reason = _reason(block, context) if found else "a number behind a name, and nothing says that it is a port"
            yield Unread(context.path, span.line, span.column, span.end_column, passage.text[start:end][:_MOST], reason)


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
    if block.kind == "front-matter":
        return [line for line in block.passage.lines() if _KEYED.match(line.text)]
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
