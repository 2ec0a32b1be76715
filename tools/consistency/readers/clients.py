"""Settings of an agent that a page gives for taking over: the servers under `mcpServers`, held against the file that has them."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.readers.context import Context

KEY = '"mcpServers"'


def read(passage: Passage, context: Context) -> Iterator[Claim]:
    """The ports of the servers, by the names that they have there."""
    from consistency.readers.config.jsonnodes import read_json
    from consistency.readers.config.mcp import servers
    from consistency.readers.config.sheet import Sheet

    sheet = Sheet.of_passage(context.path, passage, context.role)._replace(source=PROJECT, scope=context.scope)
    for root in read_json(sheet).roots:
        for claim in servers(sheet, root):
            yield claim._replace(
                observed_on=context.observed_on,
                modality=context.modality,
                section=context.section,
                statement=f"L{claim.line}",
            )
