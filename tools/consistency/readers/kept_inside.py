"""Ports that pages have on loopback alone, or published nowhere, whoever listens there, with the words around."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.bound import on_loopback, unpublished
from consistency.values.passing import names_in

#: One of these is in every such sentence.
_SIGNS = ("127.0.0.1", "localhost", "oopback", "::1", "ublished", "no host port")


def told(passage: Passage, context: Context) -> Iterator[Claim]:
    """call claims of the value loopback or inside, by the port; `part` has the words of the paragraph, its headings and the page's title."""
    if not any(sign in passage.text for sign in _SIGNS):
        return
    if context.role != "canon" or context.modality not in ("stated", "negated"):
        return
    text = mask(passage.text)
    if text.lstrip(" *+-").startswith("[ ]"):
        return  # nobody has done it yet
    found = [(exact.LOOPBACK, one) for one in on_loopback(text)] or [(exact.INSIDE, one) for one in unpublished(text)]
    for value, (start, end, port) in found:
        yield make(
            context._replace(modality="stated"), passage, start, end, "call", value, service=exact.bound(port), host="",
            port=port, part=f"{exact.NEAR}{names_in(text, context.section, context.title)}", source=PROJECT,
            statement=f"L{passage.line}",
        )  # fmt: skip
