"""One more row for a ledger's text: nothing else in it changes by a byte."""

from __future__ import annotations

import re
import unicodedata

from consistency.ledger.read import columns, new_table, read_ledger
from consistency.ledger.row import COLUMNS, Row
from consistency.markdown.blocks import Block
from consistency.markdown.parse import blocks
from consistency.model.pattern import lazily

_LINE_END = lazily(r"\r\n|\r|\n")
_TITLE = "# Consistency audit, {month}\n\nHow findings were answered. What is not listed here is open.\n\n"


class LedgerError(Exception):
    """A ledger that cannot take the row: one sentence with the place and a way out."""


def appended(path: str, text: str, cells: dict[str, str], month: str) -> str:
    """The ledger's text with one row more. `cells` are texts by column name; `month` heads a ledger that is new.

    The row goes behind the last row of the last ledger table, in that table's columns and the file's line ends; a page
    without one gets a table at its end. Raises LedgerError where the row would not read back as it was meant.
    """
    ends = _LINE_END.findall(text)
    end = max(set(ends), key=ends.count) if ends else "\n"
    tables = [block for block in blocks(text) if block.table and columns(block.table)]
    if tables:
        new = _into(path, text, tables[-1], cells, end)
    else:
        head = "" if text.strip("\ufeff \t\r\n") else _TITLE.format(month=month)
        gap = "" if not text.strip("\ufeff") else end if _ends_line(text) else end * 2
        added = f"{head}{new_table()}\n{_line(COLUMNS, cells)}\n"
        new = f"{text}{gap}{added.replace(chr(10), end)}"
    _verify(path, text, new, cells)
    return new


def _ends_line(text: str) -> bool:
    return text.endswith(("\n", "\r"))


def _into(path: str, text: str, block: Block, cells: dict[str, str], end: str) -> str:
    if block.table is None:
        raise LedgerError(f"{path}: no table at line {block.line}")
    names = columns(block.table)
    if missing := [name for name in cells if cells[name] and name not in names]:
        raise LedgerError(f"{path}:{block.line}: the table lacks the column {' and '.join(missing)}; add it")
    order = {index: name for name, index in names.items()}
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    header = text[starts[block.line - 1] :].split("|", 1)[0] if block.line <= len(starts) else ""
    lead = header if not header.strip(" \t>") else ""
    row = lead + _line(tuple(order.get(index, "") for index in range(len(block.table.header))), cells)
    if block.end_line - 1 < len(starts) and (block.end_line - 1 < len(starts) - 1 or _ends_line(text)):
        at = starts[block.end_line - 1]
        return text[:at] + row + end + text[at:]
    return text + end + row


def _line(names: tuple[str, ...], cells: dict[str, str]) -> str:
    return "".join(f"| {escaped(cells.get(name, ''))} " for name in names) + "|"


def escaped(text: str) -> str:
    """A text that stays in its cell: one line, no control characters, pipes escaped, markup that could act defused."""
    plain = "".join(" " if _blank(char) else char for char in text)
    return " ".join(plain.split()).replace("|", "\\|")


def _blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def coded(text: str) -> str:
    """A document's text as a code span: shown, never rendered."""
    inner = " ".join("".join(" " if _blank(char) else char for char in text).split())
    longest = max((len(run) for run in re.findall("`+", inner)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{fence}{pad}{inner}{pad}{fence}" if inner else ""


def _verify(path: str, old: str, new: str, cells: dict[str, str]) -> None:
    """The page now has one row more, the one that was meant."""
    before, after = read_ledger(path, old).rows, read_ledger(path, new).rows
    added = [row for row in after if row.id == _read_back(cells.get("id", ""))]
    if len(after) != len(before) + 1 or not any(_same(row, cells) for row in added):
        raise LedgerError(f"{path}: a row put there would not be read; look for a fence or comment that is not closed")


def _same(row: Row, cells: dict[str, str]) -> bool:
    return all(_read_back(cells.get(name, "")) == getattr(row, name) for name in ("claim", "evidence", "resolution"))


def _read_back(text: str) -> str:
    return escaped(text).replace("\\|", "|")
