"""Tables of machines: `Host | IP | OS` says which addresses belong to which name, and which headings are hosts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import host_key, shown
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values import address

_FIRST = lazily(
    r"host ?(?:name)?|machine|server|node|name|device|vm|lxc|box|rechner|gerät|maschine|serveur|servidor|主机|хост",
    re.IGNORECASE,
)
_IP = lazily(r"^[\s`]*(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?:/\d{1,2})?[\s`]*$")


def machines(table: Table, context: Context) -> tuple[Claim, ...]:
    """address claims of a table whose first column names machines and another holds nothing but addresses."""
    if len(table.header) < 2 or not _FIRST.fullmatch(shown(mask(table.header[0].text)) or "-"):
        return ()
    found: list[Claim] = []
    for index in range(1, len(table.header)):
        cells = [(row[0], row[index]) for row in table.rows if len(row) > index and row[index].text.strip()]
        matches = [(name, cell, _IP.match(mask(cell.text))) for name, cell in cells]
        if not matches or not all(match for _, _, match in matches):
            continue
        for name, cell, match in matches:
            host = shown(mask(name.text))
            if match and host_key(host) and address.is_ours(match["ip"]):
                statement = f"L{name.line}"
                found.append(
                    make(
                        context,
                        cell,
                        *match.span("ip"),
                        "address",
                        match["ip"],
                        host=host,
                        source="table",
                        statement=statement,
                    )
                )
    return tuple(found)


def headed(context: Context, known: Mapping[str, str]) -> Context:
    """The context below a heading that is one of the `known` machines (key to name)."""
    for _, text in context.headings if known else ():
        name = text.split("(")[0].split(" — ")[0].strip()
        if host := known.get(host_key(name)):
            service = "" if context.service in (text, name) else context.service
            context = context._replace(host=host, service=service)
    return context
