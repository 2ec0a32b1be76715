"""Where what others send is led on the reader's own machine: `stripe listen --forward-to localhost:4005/stripe/webhook`."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make, page_service
from consistency.values.port import valid

SIGN = "--forward-to"
_LED = lazily(r"--forward-to[ =]+[\"']?(?:https?://)?(?:localhost|127\.0\.0\.1):(?P<port>[1-9]\d{3,4})(?![\d.:])")


def read(passage: Passage, context: Context) -> Iterator[Claim]:
    """The port of the service that the page is about, whatever its section is called; nothing of any other page."""
    service = page_service(context._replace(headings=())) if context.role == "canon" else ""
    for match in _LED.finditer(passage.text) if service else ():
        if valid(port := int(match["port"])):
            yield make(
                context, passage, *match.span("port"), "port", str(port), service=service, host="", port=port,
                source="fence", statement=f"L{passage.span(*match.span('port')).line}",
            )  # fmt: skip
