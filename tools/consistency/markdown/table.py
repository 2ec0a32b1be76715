"""The pipe table of GitHub Flavored Markdown, read into cells that know their columns.

Takes the place of markdown-it's own `table` rule, with the same grammar (https://github.github.com/gfm/#tables-extension-):
that rule makes seven tokens a row and forgets where a cell stood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consistency.markdown.blocks import Table, Uneven
from consistency.model.passage import Passage, Piece, Span
from consistency.model.pattern import lazily

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

#: Whitespace that is trimmed around text: what CommonMark and Unicode's Zs call space, no control characters.
BLANK = " \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
ASCII_BLANK = " \t\n\v\f\r"
#: Cells that a document may leave out of its rows altogether; the rest of such a table is text. Bounds what a small
#: document can make of itself.
MISSING_CELLS = 0x10000

_DELIMITERS = lazily(r"[|:\-][|:\- \t]*")
_DELIMITER = lazily(r":?-+:?")
_PIPE = lazily(r"(?<!\\)\|")
_new = tuple.__new__  # a document's cells are many, and this takes half the time


class Row:
    """One line of a table, cut at its pipes. `cells` are trimmed; columns are 1-based."""

    __slots__ = ("cells", "line", "span", "tail")

    def __init__(self, text: str, line: int, column: int) -> None:
        blank = ASCII_BLANK if text.isascii() else BLANK
        bare = text.strip(blank)
        if bare != text:
            column += text.index(bare)
            text = bare
        parts = text.split("|") if "\\" not in text else _PIPE.split(text)
        self.tail = len(parts) > 1 and not parts[-1]
        self.line = line
        self.span = Span(line, column, column + len(text))
        if not parts[0]:
            del parts[0]
            column += 1
        if parts and not parts[-1]:
            del parts[-1]
        self.cells: list[Passage] = []
        for part in parts:
            bare = part.strip(blank)
            at = column + part.index(bare) if bare else column + (len(part) > 1)
            self.cells.append(_new(Passage, (bare, (_new(Piece, (bare, line, at)),))))
            column += len(part) + 1

    def passages(self, width: int) -> tuple[Passage, ...]:
        """The first `width` cells; those that are not there are empty, at the row's end."""
        found = self.cells[:width]
        if len(found) < width:
            end = Passage("", (Piece("", self.line, self.span.end_column),))
            found.extend([end] * (width - len(found)))
        return tuple(found)


def columns(delimiters: str) -> int:
    """How many columns a delimiter row (`|---|:-:|`) makes, 0 when it is none."""
    if not _DELIMITERS.fullmatch(delimiters) or (delimiters[0] == "-" and delimiters[1:2] in (" ", "\t", "")):
        return 0
    parts = delimiters.split("|")
    inner = [part.strip(BLANK) for part in parts]
    if not inner[0]:
        del inner[0]
    if inner and not inner[-1]:
        del inner[-1]
    return len(inner) if all(_DELIMITER.fullmatch(part) for part in inner) else 0


def table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule: emits one token, `table`, with the Table in its meta."""
    header = _header(state, start, end)
    if header is None or silent:
        return header is not None
    width = len(header.cells)
    rows: list[Row] = []
    missing = 0
    for line in range(start + 2, _end(state, start + 2, end)):
        row = _row(state, line)
        missing += width - len(row.cells)
        if missing > MISSING_CELLS:
            break
        rows.append(row)
    state.line = start + 2 + len(rows)
    token = state.push("table", "table", 0)
    token.map = [start, state.line]
    uneven = [_uneven(number, row, header) for number, row in enumerate(rows) if not _is_even(row, header)]
    token.meta["table"] = Table(header.passages(width), tuple([row.passages(width) for row in rows]), tuple(uneven))
    return True


def _row(state: StateBlock, line: int) -> Row:
    begin = state.bMarks[line] + state.tShift[line]
    return Row(state.src[begin : state.eMarks[line]], line + 1, begin - state.env["starts"][line] + 1)


def _header(state: StateBlock, start: int, end: int) -> Row | None:
    """The header row at `start`, when a delimiter row of as many columns follows it."""
    second = start + 1
    if second >= end:
        return None
    begin = state.bMarks[second] + state.tShift[second]
    if state.src[begin] not in "|-:" or not 0 <= state.sCount[second] - state.blkIndent < 4:
        return None
    width = columns(state.src[begin : state.eMarks[second]])
    if not width or state.is_code_block(start):
        return None
    text = state.src[state.bMarks[start] : state.eMarks[start]]
    header = _row(state, start) if "|" in text else None
    return header if header and len(header.cells) == width else None


def _end(state: StateBlock, line: int, end: int) -> int:
    """The first line from `line` on that is no row: blank, outdented, indented, or where another block begins."""
    terminators = state.md.block.ruler.getRules("blockquote")
    while line < end and 0 <= state.sCount[line] - state.blkIndent < 4:
        begin = state.bMarks[line] + state.tShift[line]
        if state.src[begin] != "|":
            if any(rule(state, line, end, True) for rule in terminators):
                break
            if not state.src[begin : state.eMarks[line]].strip(BLANK):
                break
        line += 1
    return line


def _is_even(row: Row, header: Row) -> bool:
    return len(row.cells) == len(header.cells) and (row.tail or not header.tail)


def _uneven(number: int, row: Row, header: Row) -> Uneven:
    return Uneven(number, len(row.cells), tuple(row.cells[len(header.cells) :]), row.tail or not header.tail, row.span)
