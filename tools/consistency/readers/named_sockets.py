"""Cells that say of whom they speak and where that is: `| No bookings | stock-api (mars:9020) | restart it |`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import cells, phrases, words
from consistency.readers.context import Context, make
from consistency.readers.headers import Column
from consistency.readers.sentence import may_be_machine
from consistency.values.address import is_address, is_ours, reach
from consistency.values.port import has_digit, valid

_NAME = r"\s*(?P<name>[^\W\d_][\w .-]{1,40}?)\s*"
_HOST = r"(?P<host>[A-Za-z][\w-]*(?:\.[\w-]+)*|\d{1,3}(?:\.\d{1,3}){3})"
_CELL = lazily(rf"{_NAME}\(\s*{_HOST}:(?P<port>\d{{2,5}})\s*\)\s*")
#: The same beside an address under which it is reached.
_BEHIND = lazily(rf"{_NAME}\s(?:on|auf|sur)\s+{_HOST}(?::|,?\s+(?:[Pp]ort\s+)?)(?P<port>\d{{3,5}})\s*")
_SITE = lazily(r"\s*<?https?://[\w.-]+\.[a-z]{2,}/?>?\s*")


def named_sockets(table: Table, context: Context) -> tuple[Claim, ...]:
    """port claims of a table in which two rows or more have such a cell, and the sites beside; its headers may say anything."""
    found = [claim for row in table.rows for claim in _row(row, context)]
    return tuple(found) if len({claim.line for claim in found}) > 1 else ()


def _row(row: tuple[Passage, ...], context: Context) -> Iterator[Claim]:
    sites = [cell for cell in row if "://" in cell.text and _SITE.fullmatch(mask(cell.text))]
    for cell in row:
        if not has_digit(cell.text):
            continue
        text = mask(cell.text)
        match = _CELL.fullmatch(text) or (_BEHIND.fullmatch(text) if len(sites) == 1 else None)
        if match is None or not valid(port := int(match["port"])) or not _is_one(match):
            continue
        mode = context.modality if context.modality != "stated" else words.modality(" | ".join([c.text for c in row]))
        if mode not in ("stated", "planned", "retired"):
            continue
        here = context._replace(modality=mode, host=match["host"])
        known: dict[str, Any] = {"service": shown(match["name"]), "source": "table", "statement": f"L{cell.line}"}
        own: dict[str, Any] = {**known, "host": match["host"], "port": port, "namespace": ""}
        yield make(here, cell, match.start("port"), match.end("port"), "port", str(port), **own)
        for site in sites if len(sites) == 1 else ():
            yield from cells.read(site, mask(site.text), Column("url"), here, known)


def _is_one(match: re.Match[str]) -> bool:
    """Whether a name and a machine of the site's own stand there."""
    host = match["host"]
    away = "." in host and not (is_address(host) and is_ours(host))
    if away or reach(host) == "loopback" or not may_be_machine(host):
        return False
    return phrases.is_name(shown(match["name"]))
