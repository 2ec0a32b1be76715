"""Tables of names below one domain, which the words above them give: `*.home.acme.org` over `Name | App`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.headers import Column, column

_BELOW = lazily(r"\*\.(?P<domain>(?:[\w-]+\.)+[a-z]{2,})")
_HEADS = frozenset("name subdomain host hostname dns record address url domain".split())
_LABEL = lazily(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def named(columns: list[Column], table: Table, lead: str) -> list[Column]:
    """The columns, with the names of sites as nothing else where the lead says below which domain they are."""
    places = _places(table, lead)
    if not places:
        return columns
    kept = {places[0]: Column(""), places[1]: Column("service")}
    return [kept.get(index, c) for index, c in enumerate(columns)]


def read(table: Table, context: Context) -> Iterator[Claim]:
    """The domain claim of every row."""
    places = _places(table, context.lead)
    below = _BELOW.search(context.lead) if places else None
    if below is None:
        return
    for row in table.rows:
        if len(row) <= max(places):
            continue
        cell, service = row[places[0]], shown(mask(row[places[1]].text))
        text = mask(cell.text)
        start = len(text) - len(text.lstrip())
        label = text.strip()
        if service:
            yield make(
                context, cell, start, start + len(label), "domain", f"{label}.{below['domain'].lower()}", service=service,
                source="table", statement=f"L{cell.line}",
            )  # fmt: skip


def _places(table: Table, lead: str) -> Sequence[int]:
    """Where the names are, and where what they lead to is; nothing for any other table."""
    if "*." not in lead or not _BELOW.search(lead):
        return ()
    heads = [mask(cell.text).strip().lower() for cell in table.header]
    names = next((index for index, head in enumerate(heads) if head in _HEADS), -1)
    roles = [column(head).role for head in heads]
    services = [index for index, role in enumerate(roles) if role == "service" and index != names]
    if names < 0 or len(services) != 1:
        return ()
    labels = [mask(row[names].text).strip() for row in table.rows if names < len(row)]
    return (names, services[0]) if labels and all(map(_LABEL.fullmatch, labels)) else ()
