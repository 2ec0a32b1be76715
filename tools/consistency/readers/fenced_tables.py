"""Tables drawn within fences: columns under a rule of dashes, with pipes between them or gaps."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block, Table
from consistency.markdown.table import Row
from consistency.model.passage import Passage
from consistency.model.pattern import lazily

_PLAIN = frozenset(("", "text", "txt", "plain", "plaintext"))
_RULE = lazily(r"\s*[|+:─━═┼=-]*(?:[─━═-]{3}|={3})[|+:─━═┼ =-]*")
_CELL = lazily(r"\S+(?: \S+)*")
#: A cell may begin so much before its header.
_SHIFT = 2
#: A header, a rule and two rows.
_LEAST = 4
_BOXES = "│┃║┌┐└┘├┤╔╗╚╝"


def with_tables(found: Sequence[Block]) -> Sequence[Block]:
    """The blocks, a fence that holds nothing but one table being that table."""
    if not any(_may_be_table(block) for block in found):
        return found
    return [_as_table(block) if _may_be_table(block) else block for block in found]


def _may_be_table(block: Block) -> bool:
    text = block.passage.text
    return (
        block.kind == "fence"
        and block.closed
        and block.info.strip().lower() in _PLAIN
        and ("---" in text or "───" in text or "===" in text or "━━━" in text or "═══" in text)
        and not any(sign in text for sign in _BOXES)
    )


def _as_table(block: Block) -> Block:
    lines = [line for line in block.passage.lines() if line.text.strip() and not line.text.lstrip().startswith("#")]
    rules = [at for at, line in enumerate(lines) if _RULE.fullmatch(line.text)]
    if rules != [1] or len(lines) < _LEAST:
        return block
    piped = "|" in lines[0].text
    header = _piped(lines[0]).cells if piped else _gapped(lines[0])
    if len(header) < 2 or any((("|" in line.text) != piped) for line in lines[2:]):
        return block
    rows = tuple(_piped(line).passages(len(header)) if piped else _row(line, header) for line in lines[2:])
    if sum(sum(bool(cell.text) for cell in row) > 1 for row in rows) * 2 < len(rows):
        return block
    return block._replace(kind="table", table=Table(tuple(header), rows))


def _piped(line: Passage) -> Row:
    piece = line.pieces[0]
    return Row(piece.text, piece.line, piece.column)


def _gapped(line: Passage) -> list[Passage]:
    return [line.slice(*match.span()) for match in _CELL.finditer(line.text)]


def _row(line: Passage, header: Sequence[Passage]) -> tuple[Passage, ...]:
    """The cells between gaps, each below the header under which it begins, unless none is missing."""
    cells = _gapped(line)
    if len(cells) == len(header):
        return tuple(cells)
    row = [line.slice(len(line.text))] * len(header)
    starts = [cell.pieces[0].column for cell in header]
    for cell in cells:
        index = max((at for at, start in enumerate(starts) if start <= cell.pieces[0].column + _SHIFT), default=0)
        if not row[index].text:
            row[index] = cell
    return tuple(row)
