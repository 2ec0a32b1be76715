"""Tables of machines with what runs on each: `| gpu-03 | 256 GB | MLflow (5001), MinIO (9000) |`."""

from __future__ import annotations

import re

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import host_key, shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases, words
from consistency.readers.cells import host_name
from consistency.readers.context import Context, make
from consistency.readers.headers import Column
from consistency.values.port import valid

_HEADER = lazily(
    r"(?:(?:key|main|running|hosted) )?(?:services?|apps?|applications|containers|workloads|software|stack)|runs|what runs(?: here)?|running|hosts|"
    r"dienste|servicios|serviços|services hébergés",
    re.IGNORECASE,
)
#: `Grafana (3000)`, `Grafana (port 3000)`, `Grafana :3000`, with more behind a comma or a break.
_ITEM = lazily(
    r"(?:^|[,;]|<br\s*/?>|\band\b)\s*(?P<name>[^\W\d_][^,;()<>:|]{0,40}?)\s*(?:\(\s*(?:port )?:?(?P<inner>\d{2,5})\s*\)|:(?P<behind>\d{2,5}))"
    r"(?=\s*(?:[,;<|]|$|and\b))"
)


def hosted(table: Table, columns: list[Column], context: Context) -> tuple[Claim, ...]:
    """port claims, each on the machine of its row; nothing for a table without two such items."""
    if len(columns) < 2 or columns[0].role != "host":
        return ()
    index = next((i for i, cell in enumerate(table.header) if i and _HEADER.fullmatch(shown(mask(cell.text)))), 0)
    found = [claim for row in table.rows if 0 < index < len(row) for claim in _row(row, index, context)]
    return tuple(found) if len(found) > 1 else ()


def _row(row: tuple[Passage, ...], index: int, context: Context) -> list[Claim]:
    cell, host = row[index], host_name(mask(row[0].text))
    mode = context.modality if context.modality != "stated" else words.modality(" | ".join([c.text for c in row]))
    if not host_key(host) or mode not in ("stated", "planned", "retired"):
        return []
    claims = []
    for item in _ITEM.finditer(mask(cell.text)):
        name, group = shown(item["name"]), "inner" if item["inner"] else "behind"
        port = int(item[group])
        if valid(port) and (phrases.is_name(name) or (name.isalpha() and name[0].isupper())):  # NPM, Homepage: services
            claims.append(
                make(
                    context, cell, *item.span(group), "port", str(port), service=name, host=host, port=port, namespace="",
                    modality=mode, source="table", statement=f"L{cell.line}.{item.start()}",
                )
            )  # fmt: skip
    return claims
