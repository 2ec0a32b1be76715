"""Logs of decisions: what each one that is in force says, `Grafana on 3080`, as a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers import runs_on
from consistency.readers.context import Context
from consistency.readers.line import read_line
from consistency.readers.shape import PARAGRAPH

_DECISION = frozenset(
    ("decision", "decided", "we decided", "what we decided", "entscheidung", "beschluss", "decisión", "décision")
)
#: What is said of one that no longer holds, or not yet.
_OVER = lazily(
    r"\b(?:supersed|replac|revers|revok|reject|withdrawn|propos|draft|pending|deprecat|obsolet|abgelöst|ersetzt|verworfen|zurückgezogen)",
    re.IGNORECASE,
)


def read(table: Table, context: Context) -> Iterator[Claim]:
    """The claims of the column of decisions, row by row; none of a row that says that it is over."""
    heads = [shown(mask(cell.text)).lower() for cell in table.header]
    at = next((index for index, head in enumerate(heads) if head in _DECISION), -1)
    for row in table.rows if at >= 0 else ():
        if at >= len(row) or any(_OVER.search(cell.text) for cell in row):
            continue
        yield from runs_on.told(row[at], context._replace(modality="stated"))
        yield from read_line(row[at], context._replace(item_service="", service="", modality="stated"), PARAGRAPH)
