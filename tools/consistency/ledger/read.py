"""A month's ledger, as people wrote it: rows, and what is wrong with them."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import NamedTuple

from consistency.ledger.row import COLUMNS, KINDS, Row
from consistency.markdown.blocks import Table
from consistency.markdown.parse import blocks
from consistency.model.claim import Claim
from consistency.model.finding import SEVERITIES
from consistency.model.passage import Passage
from consistency.model.pattern import lazily

#: What people call the columns, beside the names in COLUMNS.
_ALIASES = {
    "document": "doc", "file": "doc", "page": "doc", "heading": "section", "statement": "claim", "finding": "claim",
    "reason": "resolution", "resolution / reason": "resolution", "why": "resolution", "decision": "disposition",
    "fingerprint": "id",
}  # fmt: skip
_NEEDED = ("id", "doc", "claim", "disposition", "resolution")
_WORDS = {
    "fix_now": "fix_now", "fix": "fix_now", "fixnow": "fix_now", "defer": "defer", "deferred": "defer",
    "accepted": "accepted", "accept": "accepted",
}  # fmt: skip
_DATE = lazily(r"(?<![\d-])(\d{4}-\d{1,2}-\d{1,2})(?![\d-])")
_DUE = lazily(r"\b(?:until|till|by|due|expires?)\b[^\w]{0,3}(\d{4}-\d{1,2}-\d{1,2})(?![\d-])", re.IGNORECASE)
_CLOSED = lazily(r"(?:resolved|fixed)\b[^\w]{0,3}(?:(?:on|in)\s+)?(\d{4}-\d{2}-\d{2})(?![\d-])", re.IGNORECASE)
_MARKUP = lazily(r"^[*_`\s]+|[*_`\s]+$")


class Ledger(NamedTuple):
    """`problems` are claims (attribute problem, value ledger-row, `part` says why) at the cell that is wrong."""

    path: str
    rows: tuple[Row, ...] = ()
    problems: tuple[Claim, ...] = ()


def read_ledger(path: str, text: str) -> Ledger:
    """The rows of every ledger table of a page. Never raises on any text; a row that is wrong answers nothing."""
    rows: list[Row] = []
    problems: list[Claim] = []
    tables = 0
    for block in blocks(text):
        names = columns(block.table) if block.table else {}
        if block.table and names:
            tables += 1
            _read_table(path, block.table, names, rows, problems)
        elif block.kind in ("fence", "html") and not block.closed:
            span = (block.line, 1, 2)
            why = "nothing closes this block, so no row below it is read"
            problems.append(Claim("problem", "ledger-row", path, *span, "", part=why, source="ledger"))
    if not tables:
        first = re.split(r"[\r\n]", text, maxsplit=1)[0][:200]
        why = f"no table has the columns {', '.join(_NEEDED)}"
        problems.append(Claim("problem", "ledger-row", path, 1, 1, 1 + len(first), first, part=why, source="ledger"))
    problems.extend(_twice(rows))
    return Ledger(path, tuple(rows), tuple(problems))


def columns(table: Table) -> dict[str, int]:
    """Column name to index; {} for a table that is no ledger (it has no disposition, or neither an id nor a claim)."""
    found: dict[str, int] = {}
    for index, cell in enumerate(table.header):
        name = " ".join(_MARKUP.sub("", cell.text).split()).casefold()
        found.setdefault(_ALIASES.get(name, name), index)
    return found if "disposition" in found and ("id" in found or "claim" in found) else {}


def _read_table(path: str, table: Table, names: dict[str, int], rows: list[Row], problems: list[Claim]) -> None:
    if missing := [name for name in _NEEDED if name not in names]:
        problems.append(_problem(path, table.header[0], f"the table lacks the column {' and '.join(missing)}"))
    uneven = {uneven.row: uneven for uneven in table.uneven}
    for number, cells in enumerate(table.rows):
        if not any(cell.text for cell in cells):
            continue
        if number in uneven and uneven[number].cells != len(table.header):
            span = uneven[number].span
            why = f"{uneven[number].cells} cells under {len(table.header)} columns: write a | inside a cell as \\|"
            problems.append(Claim("problem", "ledger-row", path, *span, "", part=why, source="ledger"))
            continue
        _read_row(path, cells, names, rows, problems)


def _read_row(
    path: str, cells: tuple[Passage, ...], names: dict[str, int], rows: list[Row], problems: list[Claim]
) -> None:
    texts = {name: cells[index].text.replace("\\|", "|") for name, index in names.items()}
    at = cells[names.get("id", names.get("claim", 0))]
    span = at.whole()
    decision = texts["disposition"]
    kind = kind_of(decision)
    closed = _CLOSED.match(_MARKUP.sub("", texts.get("resolution", "")))
    until, wrong = _until(decision, texts.get("resolution", "")) if kind == "defer" else ("", "")
    row = Row(
        section=texts.get("section", ""),
        claim=texts.get("claim", ""),
        evidence=texts.get("evidence", ""),
        resolution=texts.get("resolution", ""),
        id=_MARKUP.sub("", texts.get("id", "")),
        doc=document(texts.get("doc", "")),
        severity=_MARKUP.sub("", texts.get("severity", "")).casefold(),
        kind=kind,
        until=until,
        path=path,
        line=span.line,
        column=span.column,
        end_column=span.end_column,
        quote=at.text,
        closed=closed[1] if closed and _date(closed[1]) else "",
    )
    found = [] if row.closed else list(_wrong(row, decision, wrong))
    for name, why in found:
        problems.append(_problem(path, cells[names.get(name, names["disposition"])], why))
    rows.append(replace(row, sound=not {name for name, _ in found} - {"severity"}))


def _wrong(row: Row, decision: str, date: str) -> list[tuple[str, str]]:
    """Column and reason of whatever keeps a row from answering."""
    found: list[tuple[str, str]] = []
    if not row.kind:
        found.append(("disposition", f"'{decision[:40]}' is none of {', '.join(KINDS)}"))
    if date:
        found.append(("disposition", date))
    if row.kind in ("accepted", "defer") and not re.search(r"\w", row.resolution):
        found.append(("resolution", f"{row.kind} needs a reason in the resolution"))
    if not row.fingerprints and not row.doc:
        found.append(("doc", "the row names neither a fingerprint nor a document"))
    elif not row.fingerprints and not re.search(r"\w", row.claim):
        found.append(("claim", "the row names neither a fingerprint nor a claim"))
    if row.severity and row.severity not in SEVERITIES:
        found.append(("severity", f"'{row.severity[:40]}' is none of {', '.join(SEVERITIES)}"))
    return found


def kind_of(text: str) -> str:
    """The disposition that a cell says, "" for none: `defer until 2026-03-01`, `fix now`, `**accepted**`."""
    words = re.findall(r"[a-z]+", text.casefold().replace("_", " "))
    if words[:2] == ["fix", "now"]:
        return "fix_now"
    return _WORDS.get(words[0], "") if words else ""


def _until(decision: str, resolution: str) -> tuple[str, str]:
    """The date of a deferral, and what is wrong with it."""
    dates = _DATE.findall(decision) or _DUE.findall(resolution)
    if not dates:
        return "", "defer needs a date: defer until YYYY-MM-DD"
    if len(set(dates)) > 1:
        return "", "two dates: a deferral has one"
    if not _date(dates[0]):
        return "", f"{dates[0]} is no date: write YYYY-MM-DD"
    return dates[0], ""


def _date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def document(text: str) -> str:
    """The path in a doc cell: in code, as a link, or bare; its line number (`:12`, `#L12`) is left out."""
    link = re.search(r"\]\(([^()\s]+)\)", text)
    code = re.search(r"`([^`]+)`", text)
    path = code[1] if code else link[1] if link else text
    return re.sub(r"(?::\d+|#.*)$", "", path.strip()).removeprefix("./")


def _twice(rows: list[Row]) -> list[Claim]:
    """Two rows with one id: nobody can say which of them is meant."""
    seen: dict[str, Row] = {}
    problems = []
    for row in rows:
        if row.id and row.id in seen and not row.fingerprints:
            problems.append(row.cited("ledger-row", f"the id {row.id} is also the row's in line {seen[row.id].line}"))
        seen.setdefault(row.id, row)
    return problems


def _problem(path: str, cell: Passage, why: str) -> Claim:
    span = cell.whole()
    return Claim("problem", "ledger-row", path, *span, cell.text, part=why, source="ledger", statement=f"L{span.line}")


def new_table() -> str:
    """Header and delimiter of a ledger, lines joined by a newline, none at the end."""
    return f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}"
