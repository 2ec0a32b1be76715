"""On which machines the ports of a row are, where its columns do not say so plainly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from consistency.markdown.blocks import Table
from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.values.address import is_address
from consistency.values.url import Url, urls

#: What somebody types, with its arguments.
_COMMAND = lazily(r"`[a-z][\w./-]* [^`\n]{1,120}`")


def on_each(claims: Sequence[Claim], machines: Sequence[str]) -> list[Claim]:
    """`pg-01, pg-02`, `gpu01–gpu08` in the column of machines: the row once for each of them."""
    said = [claim for claim in claims if claim.attribute != "host"]
    return [claim._replace(host=name) for name in machines for claim in said]


def apart(claims: list[Claim]) -> list[Claim]:
    """Two rows with one port, each with a URL of another machine by its address, are on these: `80 | http://10.0.0.3`."""
    rows: dict[int, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.attribute == "port" and not claim.host and claim.namespace != "container":
            rows[claim.port].add(claim.statement)
    shared = set[str]().union(*(found for found in rows.values() if len(found) > 1))
    there: dict[str, list[Url]] = defaultdict(list)
    for claim in claims if shared else ():
        if claim.attribute == "base_url" and claim.statement in shared:
            there[claim.statement] += urls(claim.value)
    return [_on(claim, there.get(claim.statement, [])) if shared else claim for claim in claims]


def _on(claim: Claim, opened: Sequence[Url]) -> Claim:
    if claim.attribute != "port" or claim.host or claim.namespace == "container" or len(opened) != 1:
        return claim
    url = opened[0]
    return claim._replace(host=url.host) if is_address(url.host) and url.effective_port == claim.port else claim


def developed(claims: list[Claim], table: Table) -> list[Claim]:
    """`flask run -p 14020`, then http://localhost:14020: what a row's own command has started is none of a machine's."""
    commands = {
        f"L{row[0].line}": " ".join(match[0] for cell in row for match in _COMMAND.finditer(cell.text))
        for row in table.rows
        if row and any("`" in cell.text for cell in row) and any("localhost:" in cell.text for cell in row)
    }
    return [
        claim._replace(modality="example")
        if (command := commands.get(claim.statement, ""))
        and claim.port
        and re.search(rf"(?<!\d){claim.port}(?!\d)", command)
        else claim
        for claim in claims
    ]
