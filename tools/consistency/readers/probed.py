"""Tables of evidence that say what was asked and what came back: `| http://juno:3000/health | 200 |`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask, with_targets
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import cells, phrases
from consistency.readers.context import Context, make
from consistency.readers.headers import Column
from consistency.values import address
from consistency.values.endpoint import Literal, literals
from consistency.values.port import valid

_ANSWERS = lazily(r"\b(?:https?|code|status|results?|response|answers?|answered|outcome|returned|got)\b", re.IGNORECASE)
_CODE = lazily(r"\W*(?:HTTP[ /]?(?:[\d.]+ )?)?(?P<code>[1-5]\d\d)(?!\w)")
_REFUSED = lazily(
    r"\W*(?:connection )?(?:refused|reset|closed|no answer|no response|unreachable|nothing listening|not listening)\b",
    re.IGNORECASE,
)


def answers(table: Table, columns: Sequence[Column], context: Context) -> list[Claim]:
    """port and answer claims of what answered, status idle of what refused; nothing without a column of answers."""
    heads = [mask(cell.text) for cell in table.header]
    index = next((i for i, head in enumerate(heads) if i and _ANSWERS.search(head)), 0)
    if not index or context.role != "evidence":
        return []
    names = next((i for i, col in enumerate(columns) if col.role == "service"), None)
    return [claim for row in table.rows if index < len(row) for claim in _row(row, index, names, context)]


def _row(row: Sequence[Passage], index: int, names: int | None, context: Context) -> Iterator[Claim]:
    asked = next(
        (
            (cell, one)
            for cell in row[:index]
            for one in literals(with_targets(cell.text))
            if one.kind in ("url", "socket")
        ),
        None,
    )
    answer = mask(row[index].text)
    code, refused = _CODE.match(answer), _REFUSED.match(answer)
    if not asked or not (code or refused) or not valid(asked[1].low):
        return
    cell, literal = asked
    name = cells.service_name(row[names]) if names is not None else ""
    known = _known(cell, literal, name if phrases.is_name(name) else "", context)
    if refused:
        place = (literal.value_start, literal.value_end)
        yield make(context, cell, *place, "status", "idle", source="observation", **known)
        return
    if cell.text[literal.value_start : literal.value_end].isdigit():
        place = (literal.value_start, literal.value_end)
        yield make(context, cell, *place, "port", str(literal.low), namespace="host", source="probe", **known)
    if code and literal.kind == "url":
        path = literal.path or "/"
        yield make(context, row[index], *code.span("code"), "answer", f"{code['code']} {path}", source="probe", **known)


def _known(cell: Passage, literal: Literal, service: str, context: Context) -> dict[str, Any]:
    host = "" if address.reach(literal.host) in ("loopback", "any") else literal.host
    return {"service": service, "host": host or context.host, "port": literal.low, "statement": f"L{cell.line}"}
