"""Tables that say on which machine each service is, and nothing of ports: `Service | Runs on | What for`, `VM | IP | Runs`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask, mostly_struck
from consistency.model.claim import LISTED, Claim
from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers import cells, phrases
from consistency.readers.context import Context, make
from consistency.readers.headers import Column

#: Headers over machines; `Where` and `Location` are over rooms, too.
_MACHINES = lazily(
    r"(?:host|server|machine|node|vm|lxc|(?:runs|running|deployed|lives|hosted) on|rechner|maschine|läuft auf)",
    re.IGNORECASE,
)
_MACHINE = lazily(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
#: So many rows make such a list, of fewer machines.
_ROWS = 4
#: What says that the table is of ports, and is read as a registry.
_OF_PORTS = frozenset(("port", "bind", "url", "range"))
#: Headers over what is on a machine; below the looser ones are words, too.
_RUN = lazily(
    r"(?:what )?(?:runs|running|services|apps|applications|containers|workloads|stacks|hosts)(?: (?:here|on it))?|dienste",
    re.IGNORECASE,
)
_LOOSE = lazily(r"purpose|role|notes?|for|usage|used for|what|comment|zweck|rolle", re.IGNORECASE)
_GUESTS = lazily(r"(?:host)?name|host|server|machine|node|vm|lxc|guest|hostname|rechner|maschine", re.IGNORECASE)
_ITEM = lazily(r"[A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*")
#: So many names behind one another are a list.
_NAMES = 3


def read(table: Table, columns: Sequence[Column], context: Context) -> Iterator[Claim]:
    """host claims of the source LISTED, one a row, or one a name of a row; nothing of a table whose columns say more than that."""
    roles = [c.role for c in columns]
    yield from _in_cells(table, context)
    if context.role != "canon" or roles.count("service") != 1 or roles.count("host") != 1 or _OF_PORTS & set(roles):
        return
    name, host = roles.index("service"), roles.index("host")
    if not _MACHINES.fullmatch(shown(mask(table.header[host].text))):
        return
    rows = [row for row in table.rows if len(row) > max(name, host) and _MACHINE.fullmatch(shown(mask(row[host].text)))]
    machines = {shown(mask(row[host].text)) for row in rows}
    if len(rows) < _ROWS or len(machines) * 2 > len(rows) or len(rows) * 2 < len(table.rows):
        return
    for row in rows:
        service, machine = shown(mask(row[name].text)), cells.host_name(mask(row[host].text))
        if machine and phrases.is_name(service) and not mostly_struck(row[name].text):
            start = row[host].text.index(machine)
            yield make(
                context, row[host], start, start + len(machine), "host", machine, service=service, host=machine,
                source=LISTED, statement=f"L{row[name].line}",
            )  # fmt: skip


def _in_cells(table: Table, context: Context) -> Iterator[Claim]:
    """`docker01 | 10.0.0.21 | traefik, paperless, gitea`: what a row lists is on its machine."""
    heads = [shown(mask(cell.text)) for cell in table.header]
    hosts = [index for index, head in enumerate(heads) if _GUESTS.fullmatch(head)]
    lists = [index for index, head in enumerate(heads) if _RUN.fullmatch(head)]
    loose = not lists
    lists = lists or [index for index, head in enumerate(heads) if _LOOSE.fullmatch(head)]
    if context.role != "canon" or not hosts or len(lists) != 1:
        return
    for row in (row for row in table.rows if len(row) > max(hosts[0], lists[0])):
        machine, cell = cells.host_name(mask(row[hosts[0]].text)), row[lists[0]]
        text = mask(cell.text)
        names = [part.strip() for part in text.replace("\\", " ").split(",")]
        plain = [name for name in names if _ITEM.fullmatch(name) and (not loose or name.islower())]
        if not _MACHINE.fullmatch(machine) or len(names) < _NAMES or len(plain) * 3 < len(names) * 2:
            continue
        for name in plain:
            start = text.index(name)
            yield make(
                context, cell, start, start + len(name), "host", machine, service=name, host=machine, source=LISTED,
                statement=f"L{cell.line}",
            )  # fmt: skip
