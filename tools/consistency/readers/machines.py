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
_OTHER_NAME = lazily(
    r"[\s`]*(?:(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?:/\d{1,2})?|(?P<name>(?=[^\s`]*[A-Za-z])[A-Za-z0-9][\w-]*(?:\.[\w-]+){2,}))[\s`]*$"
)


def machines(table: Table, context: Context, listed: bool = False) -> tuple[Claim, ...]:
    """address claims of a table whose first column names machines and another holds nothing but addresses or the
    machines' full names; with `listed` the first column's own full names are some, too."""
    if len(table.header) < 2 or not _FIRST.fullmatch(shown(mask(table.header[0].text)) or "-"):
        return ()
    found: list[Claim] = []
    for index in range(0 if listed else 1, len(table.header)):
        cells = [(row[0], row[index]) for row in table.rows if len(row) > index and row[index].text.strip()]
        matches = [(name, cell, _OTHER_NAME.match(mask(cell.text))) for name, cell in cells]
        if not all(match for _, _, match in matches):
            continue
        for name, cell, match in matches:
            host = shown(mask(name.text))
            if match and host_key(host) and _is_of(match["name"] or match["ip"], host):
                span = match.span("name" if match["name"] else "ip")
                value, statement = cell.text[slice(*span)], f"L{name.line}"
                found.append(
                    make(context, cell, *span, "address", value, host=host, source="table", statement=statement)
                )
    return tuple(found)


def _is_of(name: str, host: str) -> bool:
    """An address of the site, or the host's own name with a domain."""
    return (
        address.is_ours(name)
        if address.is_address(name)
        else name.partition(".")[0].lower() == host.partition(".")[0].lower()
    )


def headed(context: Context, known: Mapping[str, str]) -> Context:
    """The context below a heading that is one of the `known` machines (key to name)."""
    for _, text in context.headings if known else ():
        name = text.split("(")[0].split(" — ")[0].strip()
        if host := known.get(host_key(name)):
            service = "" if context.service in (text, name) else context.service
            context = context._replace(host=host, service=service)
    return context
