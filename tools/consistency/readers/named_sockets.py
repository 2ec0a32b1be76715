"""Cells that say of whom they speak and where that is: `| No bookings | stock-api (mars:9020) | restart it |`."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases, words
from consistency.readers.context import Context, make
from consistency.values.address import is_address, is_ours, reach
from consistency.values.port import valid

_CELL = lazily(
    r"\s*(?P<name>[^\W\d_][\w .-]{1,40}?)\s*\(\s*(?P<host>[A-Za-z][\w-]*(?:\.[\w-]+)*|\d{1,3}(?:\.\d{1,3}){3}):(?P<port>\d{2,5})\s*\)\s*"
)


def named_sockets(table: Table, context: Context) -> tuple[Claim, ...]:
    """port claims of a table in which two rows or more have such a cell; its headers may say anything."""
    found = [claim for row in table.rows for cell in row if ":" in cell.text for claim in _read(cell, row, context)]
    return tuple(found) if len({claim.line for claim in found}) > 1 else ()


def _read(cell: Passage, row: tuple[Passage, ...], context: Context) -> Iterator[Claim]:
    match = _CELL.fullmatch(mask(cell.text))
    if match is None or not valid(port := int(match["port"])):
        return
    name, host = shown(match["name"]), match["host"]
    away = "." in host and not (is_address(host) and is_ours(host))
    if away or reach(host) == "loopback" or not phrases.is_name(name):
        return
    mode = context.modality if context.modality != "stated" else words.modality(" | ".join([one.text for one in row]))
    if mode in ("stated", "planned", "retired"):
        yield make(
            context, cell, *match.span("port"), "port", str(port), service=name, host=host, port=port, namespace="",
            modality=mode, source="table", statement=f"L{cell.line}",
        )  # fmt: skip
