"""Tables that say how one logs in to each service, and nothing of ports: `Service | Auth | Remarks`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask, mostly_struck
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers import cells, phrases
from consistency.readers.context import Context
from consistency.readers.headers import Column

#: Headers over services; what any other first column names may be a role, an endpoint, a user.
_SERVICES = lazily(r"services?|apps?|applications?|components?|systems?|dienste?|系统|服务|组件", re.IGNORECASE)
#: So many rows make such a list.
_ROWS = 3
#: What says that the table is of ports, and is read as a registry.
_OF_PORTS = frozenset(("port", "bind", "url", "range", "domain"))


def read(table: Table, columns: Sequence[Column], context: Context) -> Iterator[Claim]:
    """auth claims, one a row; nothing of a table whose columns say more than that."""
    roles = [c.role for c in columns]
    if context.role != "canon" or roles.count("service") != 1 or roles.count("auth") != 1 or _OF_PORTS & set(roles):
        return
    name, auth = roles.index("service"), roles.index("auth")
    if not _SERVICES.fullmatch(shown(mask(table.header[name].text))) or len(table.rows) < _ROWS:
        return
    for row in table.rows:
        service = shown(mask(row[name].text)) if len(row) > max(name, auth) else ""
        if service and phrases.is_name(service) and not mostly_struck(row[name].text):
            yield from cells.field(row[auth], columns[auth], context, service, f"L{row[name].line}", "table")
