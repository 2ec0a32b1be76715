"""What a page tells to fill in for another container: ``download client: host `qbittorrent`, port `8080` ``."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.port import valid

_PAIR = lazily(
    r"\b[Hh]ost(?:name)?(?:\s(?:is|to))?\s*[:=]?\s*`(?P<host>[a-z][a-z0-9_-]{1,40})`\s*(?:,|\band\b)?\s*(?:and\s+)?(?:on\s+)?port(?:\s(?:is|to))?\s*[:=]?\s*`?(?P<port>[1-9]\d{2,4})\b"
)
#: Names of this machine, and of none.
_NOBODY = frozenset(("localhost", "host", "hostname", "server", "address", "your-host", "yourhost"))


def told(passage: Passage, context: Context) -> Iterator[Claim]:
    """call claims, as config makes them of what it calls in its network."""
    text = passage.text
    if "port" not in text or "ost" not in text or context.role != "canon":
        return
    for match in _PAIR.finditer(text):
        if match["host"] in _NOBODY or not valid(int(match["port"])) or words.modality(text) != "stated":
            continue
        yield make(
            context, passage, *match.span("port"), "call", match["port"], service=exact.networked(match["host"]),
            host="", port=int(match["port"]), namespace="container", source=PROJECT, statement=f"L{passage.line}",
        )  # fmt: skip
