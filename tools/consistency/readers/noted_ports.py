"""Tables of components that give a port in passing: `| Router API | ✅ Complete | 42 endpoints, port 8082 |`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import cells, phrases, words
from consistency.readers.context import Context, make
from consistency.readers.headers import Column, column
from consistency.readers.topics import is_topic
from consistency.values.port import has_digit, valid

#: One port, at the end of what the cell says or of a part of it.
_PORT = lazily(r"(?:^|[\s(,;])(?:(?:on|at|via)\s+)?(?i:port)\s+[`*]*(?P<port>\d{4,5})[`*]*(?=\s*(?:$|[).,;]))")
_LISTENS = lazily(r"\b(?i:ports?)\b|:\d{2,5}\b")
#: What somebody else has, or what is told to be done with it.
_OTHERS = lazily(
    r"\b(?:from|to|against|instead|was|provider|upstream|external|block\w*|change\w*|use|uses|using|connects?)\b",
    re.IGNORECASE,
)
#: Headings over what goes wrong; and what numbers rows, which is no component: `P1`.
_TROUBLES = lazily(
    r"\s*(?:issues?|problems?|symptoms?|errors?|failures?|questions?|pitfalls?|gotchas?|fehler|probleme?|störung|problème|problema|erro|проблема|ошибка|问题|症状|問題)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = lazily(r"[A-Z]{1,2}-?\d{1,2}")
#: Columns that say something of the row's component.
_SAYING = frozenset(("purpose", "", "status", "value"))


def noted_ports(table: Table, columns: list[Column], context: Context) -> tuple[Claim, ...]:
    """port claims of the rows, each of whose cells together say one port; the first column names the components."""
    if (
        not columns
        or columns[0].role not in ("service", "container")
        or _TROUBLES.fullmatch(mask(table.header[0].text))
    ):
        return ()
    return tuple(claim for row in table.rows for claim in _row(row, columns, context))


def named_keys(table: Table, context: Context) -> Iterator[Claim]:
    """port claims of the keys, among the properties of a machine, that are no properties: `PostgreSQL | 15, Port 5432`."""
    columns = [Column("service"), Column("value")]
    for row in table.rows:
        key = mask(row[0].text) if row else ""
        if key and not column(key).role and not is_topic(key):
            yield from _row(row, columns, context)


def _row(row: tuple[Passage, ...], columns: list[Column], context: Context) -> Iterator[Claim]:
    name = cells.service_name(row[0]) if row else ""
    if not name or not phrases.is_name(name) or _NUMBERED.fullmatch(name):
        return
    said = [cell for cell, c in zip(row[1:], columns[1:], strict=False) if c.role in _SAYING and has_digit(cell.text)]
    found = [(cell, match) for cell in said for match in _PORT.finditer(mask(cell.text))]
    if len(found) != 1 or sum(len(_LISTENS.findall(mask(cell.text))) for cell in said) != 1:
        return
    cell, match = found[0]
    mode = context.modality if context.modality != "stated" else words.modality(" | ".join([c.text for c in row]))
    if mode != "stated" or _OTHERS.search(cell.text) or not valid(port := int(match["port"])):
        return
    yield make(
        context, cell, *match.span("port"), "port", match["port"], service=name, port=port, namespace="", source="table",
        statement=f"L{cell.line}",
    )  # fmt: skip
