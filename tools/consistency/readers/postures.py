"""Tables that give technologies a direction: `Technology | Posture`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make

_HEADER = lazily(r"posture|(?:strategic |technical )?direction|lifecycle", re.IGNORECASE)
_VALUES = (
    ("maintenance-only", lazily(r"maintenance[- ]?(?:only|mode)?\b", re.IGNORECASE)),
    ("active", lazily(r"active\b", re.IGNORECASE)),
    ("planned", lazily(r"planned\b", re.IGNORECASE)),
    ("retired", lazily(r"retired\b", re.IGNORECASE)),
)


def posture_rows(table: Table, context: Context) -> Iterator[Claim]:
    """Claims of attribute posture: the first column names the technology, a cell begins with its posture."""
    columns = [index for index, cell in enumerate(table.header) if _HEADER.fullmatch(mask(cell.text).strip())]
    if not columns or columns[0] == 0:
        return
    for row in table.rows:
        name, cell = shown(mask(row[0].text)), row[columns[0]]
        text = mask(cell.text)
        start = len(text) - len(text.lstrip(" *_`~"))
        for value, pattern in _VALUES:
            if name and (match := pattern.match(text, start)):
                yield make(
                    context, cell, match.start(), match.end(), "posture", value, service=name, source="table",
                    statement=f"L{row[0].line}",
                )  # fmt: skip
                break
