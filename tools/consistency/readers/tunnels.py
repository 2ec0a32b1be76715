"""At which port pages have the site's WireGuard: endpoints, forwarded ports, rules of a firewall, sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.sections import in_force, lines_of
from consistency.values import exact
from consistency.values.wireguard import is_of_another, may_hold, ports


def of_page(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """call claims, each on the host in front of the port."""
    if context.role != "canon" or context.modality != "stated" or not may_hold(text):
        return
    for block in in_force(found, "51"):
        for line in lines_of(block):
            if "51" in line.text and words.modality(line.text) == "stated":
                for one in ports(line.text):
                    port = line.text[one.start : one.end]
                    yield make(
                        context, line, one.start, one.end, "call", port, port=int(port), service=exact.WIREGUARD,
                        host=one.host, part=exact.ELSE if is_of_another(line.text) else "", source=PROJECT,
                        statement=f"L{line.line}",
                    )  # fmt: skip
