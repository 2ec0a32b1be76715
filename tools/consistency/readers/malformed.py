"""What is wrong with a block itself: rows unlike their header, what is never closed, values never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.blocks import Block, Table, Uneven
from consistency.markdown.inline import mask
from consistency.markdown.text import lines
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context
from consistency.readers.headers import column

_UNEXPANDED = lazily(
    r"^[\s>*_+-]*(?:[Ll]ast[ _-]+)?(?:(?:[Uu]pdated?|[Mm]odified|[Rr]eviewed|[Gg]enerated|[Vv]ersion|[Dd]ate|[Rr]evision)"
    r"(?: (?:on|at|by|date))?)[*_]*\s*[:：]\s*[*_]*\s*(?P<value>\$\([^()\n]+\)|\$\{[^{}\n]+\}|\{\{[^{}\n]+\}\})[\s*_.]*$"
)
_ALL = frozenset(("all", "any", "*", "alle"))
_TEMPLATE = lazily(r"templates?\b|archetypes?\b|\.tmpl|\.j2", re.IGNORECASE)


def may_be(block: Block) -> bool:
    """False for a block of which there is nothing to say."""
    return block.kind == "table" or not block.closed or _is_opened(block.passage.text)


def of_block(block: Block, text: str, context: Context, registry: bool, rows: int) -> Iterator[Claim]:
    """`problem` claims of one block of the document `text`; `registry` and `rows` say how a table was read.

    Only registry tables are held to their header: in others, short rows are a habit that harms nobody.
    """
    if block.kind == "table" and block.table and registry:
        source = lines(text) if block.table.uneven else []
        for uneven in block.table.uneven:
            row = block.table.rows[uneven.row]
            if not _is_group(uneven, row):
                yield _row(uneven, source, len(block.table.header), context)
        if not rows and context.role == "canon" and _promises(block.table) and not _says_all(block.table):
            yield _problem(block.table.header[0], "no-rows", "", context)
    elif not block.closed:
        kind = "fence" if block.kind == "fence" else "comment"
        message = f"the {kind} runs to line {block.end_line - 1} because nothing closes it"
        first = lines(text)[block.line - 1]
        start = len(first) - len(first.lstrip())
        yield _claim("unclosed", (block.line, start + 1, len(first.rstrip()) + 1), first.strip(), message, context)
    elif block.kind in ("paragraph", "item") and _is_opened(block.passage.text):
        for piece in block.passage.pieces if not _TEMPLATE.search(context.path) else ():
            if match := _UNEXPANDED.match(piece.text):
                start, end = (piece.column + offset for offset in match.span("value"))
                yield _claim("unexpanded", (piece.line, start, end), match["value"], "", context)


def _promises(table: Table) -> bool:
    """Whether the header speaks of ports; a register of people has a name and a role, too."""
    heads = [mask(cell.text) for cell in table.header]
    return any(column(head).role in ("port", "bind") or "port" in head.lower() for head in heads)


def _says_all(table: Table) -> bool:
    """Rows of a firewall that name no port because they are about all of them."""
    rows = table.rows
    return bool(rows) and all(any(mask(cell.text).strip().lower() in _ALL for cell in row) for row in rows)


def _is_opened(text: str) -> bool:
    return "$(" in text or "${" in text or "{{" in text


def _is_group(uneven: Uneven, row: tuple[Passage, ...]) -> bool:
    """`| **Databases** |` is a heading inside the table, and closed."""
    return uneven.cells == 1 and uneven.closed and bool(row[0].text.strip())


def _row(uneven: Uneven, source: list[str], width: int, context: Context) -> Claim:
    span = uneven.span
    quote = source[span.line - 1][span.column - 1 : span.end_column - 1]
    message = f"{uneven.cells} cells under a header of {width}" if uneven.cells != width else "no pipe at its end"
    return _claim("uneven-row", (span.line, span.column, span.end_column), quote, message, context)


def _problem(passage: Passage, kind: str, message: str, context: Context) -> Claim:
    span = passage.whole()
    return _claim(kind, (span.line, span.column, span.end_column), passage.pieces[0].text, message, context)


def _claim(kind: str, place: tuple[int, int, int], quote: str, message: str, context: Context) -> Claim:
    return Claim(
        "problem", kind, context.path, *place, quote, role=context.role, observed_on=context.observed_on,
        section=context.section, source="document", part=message, modality=context.modality,
    )  # fmt: skip
