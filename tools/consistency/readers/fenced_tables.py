"""Tables drawn within fences: columns under a rule of dashes, with pipes between them or gaps."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block, Table
from consistency.model.passage import Passage
from consistency.model.pattern import lazily

_PLAIN = frozenset(("", "text", "txt", "plain", "plaintext"))
_RULE = lazily(r"\s*[|+:─━═┼=-]*(?:[─━═-]{3}|={3})[|+:─━═┼ =-]*")
_CELL = lazily(r"\S+(?: \S+)*")
_PIPED = lazily(r"[^|]+")
#: A cell may begin so much before its header.
_SHIFT = 2
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
    if rules != [1] or len(lines) < 4:
        return block
    piped = "|" in lines[0].text
    header = _cells(lines[0], piped)
    if len(header) < 2 or any((("|" in line.text) != piped) for line in lines[2:]):
        return block
    rows = tuple(_row(line, header, piped) for line in lines[2:])
    if sum(sum(bool(cell.text) for cell in row) > 1 for row in rows) * 2 < len(rows):
        return block
    return block._replace(kind="table", table=Table(tuple(header), rows))


def _cells(line: Passage, piped: bool) -> list[Passage]:
    if not piped:
        return [line.slice(*match.span()) for match in _CELL.finditer(line.text)]
    return [_trimmed(line.slice(*match.span())) for match in _PIPED.finditer(line.text) if match[0].strip()]


def _trimmed(cell: Passage) -> Passage:
    text = cell.text
    return cell.slice(len(text) - len(text.lstrip()), len(text.rstrip()))


def _row(line: Passage, header: Sequence[Passage], piped: bool) -> tuple[Passage, ...]:
    """The cells below the header's: those between pipes in their order, others by where they begin,
    unless none is missing."""
    empty = line.slice(len(line.text))
    row = [empty] * len(header)
    if piped:
        inner = line.text.strip().strip("|")
        start = line.text.find(inner)
        at = 0
        for index, part in enumerate(inner.split("|")[: len(row)]):
            row[index] = _trimmed(line.slice(start + at, start + at + len(part)))
            at += len(part) + 1
        return tuple(row)
    cells = _cells(line, piped)
    if len(cells) == len(header):
        return tuple(cells)
    starts = [cell.pieces[0].column for cell in header]
    for cell in cells:
        index = max((at for at, start in enumerate(starts) if start <= cell.pieces[0].column + _SHIFT), default=0)
        if not row[index].text:
            row[index] = cell
    return tuple(row)
