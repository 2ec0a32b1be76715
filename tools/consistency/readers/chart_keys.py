"""The table of a chart's values: `service.port` and its default, which the chart's values.yaml has under that key."""

from __future__ import annotations

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values.key import title
from consistency.values.port import valid

_GIVEN = lazily(r"[\s\"'`]*(?:(?P<port>\d{1,5})|(?P<bind>\d{1,3}(?:\.\d{1,3}){3}))[\s\"'`]*")
_DEFAULT = frozenset(("default", "value", "default value", "defaults", "values"))


def table(rows: Table, context: Context) -> tuple[Claim, ...]:
    """The ports and addresses among the keys of the first column, by the column of their defaults; nothing of any other table."""
    heads = [mask(cell.text).strip().lower() for cell in rows.header]
    at = next((index for index, head in enumerate(heads) if index and head in _DEFAULT), 0)
    found: list[Claim] = []
    for row in rows.rows if at else ():
        name = title(mask(row[0].text)) if "." in row[0].text else ""
        given = _GIVEN.fullmatch(mask(row[at].text)) if name else None
        if given is None or (given["port"] and not valid(int(given["port"]))):
            continue
        attribute = "port" if given["port"] else "bind"
        found.append(
            make(
                context, row[at], *given.span(attribute), attribute, given[attribute], service=name, host="",
                port=int(given["port"] or 0), source=PROJECT, statement=f"L{row[0].line}",
            )
        )  # fmt: skip
    return tuple(found)
