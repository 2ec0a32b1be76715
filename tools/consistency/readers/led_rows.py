"""Tables that lead public names to containers: `Name | Points to | Goes to` over `admin.acme.io | 203.0.113.40 | admin:8080`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.values.port import valid

_SITE = lazily(r"[\s<]*(?:https?://)?(?P<name>[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+){1,6})/?[\s>]*")
#: A service of the proxy's own network; a name with a number may be a machine's.
_TARGET = lazily(r"\s*(?:http://)?(?P<name>[a-z](?:[a-z_-]*[a-z])?):(?P<port>[1-9]\d{1,4})/?\s*")
#: The source of names by which a proxy's own network knows its containers: they are nobody's by another name.
LED = "table led"
_HERE = frozenset(("localhost", "host"))


def led_rows(table: Table, context: Context) -> tuple[Claim, ...]:
    """The port inside and the name of each row's service, where every row of a table has a name first and such a target."""
    rows = [(row, _SITE.fullmatch(mask(row[0].text))) for row in table.rows if row]
    if len(rows) < 2 or not all(site for _, site in rows):
        return ()
    for index in range(1, len(table.header)):
        led = [(row, site, _TARGET.fullmatch(mask(row[index].text))) for row, site in rows if index < len(row)]
        if len(led) == len(rows) and all(target and target["name"] not in _HERE for _, _, target in led):
            return tuple(
                claim
                for row, site, target in led
                if site and target
                for claim in _row(row, index, site, target, context)
            )
    return ()


def _row(
    row: tuple[Passage, ...], index: int, site: re.Match[str], target: re.Match[str], context: Context
) -> Iterator[Claim]:
    mode = context.modality if context.modality != "stated" else words.modality(" | ".join([cell.text for cell in row]))
    if not valid(int(target["port"])) or mode not in ("stated", "planned", "retired"):
        return
    here = context._replace(modality=mode)
    known: dict[str, Any] = {"service": target["name"], "source": LED, "statement": f"L{row[0].line}", "host": ""}
    port = int(target["port"])
    yield make(here, row[0], *site.span("name"), "domain", site["name"], port=port, **known)
    yield make(
        here, row[index], *target.span("port"), "port", target["port"], port=port, namespace="container", **known
    )
