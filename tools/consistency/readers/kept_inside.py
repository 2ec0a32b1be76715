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

#: Characters of headings that are looked at.
_LONGEST = 300
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
    near = f"{context.section[:_LONGEST]} {context.title[:_LONGEST]}"
    found = [(exact.LOOPBACK, text, one) for one in on_loopback(text)]
    found = found or [(exact.INSIDE, said, (start, end, port)) for start, end, port, said in unpublished(text)]
    words: dict[str, str] = {}
    for value, said, (start, end, port) in found:
        words[said] = words.get(said) or names_in(said, near)
        yield make(
            context._replace(modality="stated"), passage, start, end, "call", value, service=exact.bound(port), host="",
            port=port, part=f"{exact.NEAR}{words[said]}", source=PROJECT, statement=f"L{passage.line}",
        )  # fmt: skip
