"""A service, and behind it what is spoken at which of its ports: `trackd: HTTP 7102, gRPC 7202`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.name import PARTS
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make
from consistency.readers.headers import column
from consistency.values.client import called
from consistency.values.port import valid

_WORDS = "|".join(
    sorted({*PARTS, "http", "https", "tcp", "udp", "rest", "smtp", "imap", "mqtt", "tls"}, key=len, reverse=True)
)
_ONE = (
    rf"(?P<word>{_WORDS})\b\s*(?:ports?\s+|on\s+|at\s+|:\s*)?[`*:]{{0,3}}(?P<port>[1-9]\d{{3,4}})(?![\w.:])[`*]{{0,3}}"
)
_NEXT = lazily(rf"[\s`*]*{_ONE}\s*(?:\([^()\d]*\)\s*)?(?P<end>[,;/+&|·]\s*|and\s+|und\s+|\.?\s*$)", re.IGNORECASE)
_QUOTE = lazily(r"[\s`*]*")


def read(passage: Passage, text: str, label: str, start: int, context: Context, source: str) -> Iterator[Claim]:
    """The ports of the service `label`, each with its part, where the text from `start` on is a list of them and no more; `Ports:` are those
    of the service above."""
    service = label if phrases.is_name(label) else context.itself if column(label).role == "port" else ""
    if not service:
        return
    known: dict[str, Any] = {"service": service, "source": source, "statement": f"L{passage.line}"}
    quote = _QUOTE.match(text, start)
    if call := called(text, quote.end() if quote else start):
        number = text[slice(*call.port)]
        if call.here and valid(int(number)):  # how it is asked, from the machine itself
            yield make(context, passage, *call.port, "port", number, port=int(number), **known)
        return
    found = []
    at = start
    while match := _NEXT.match(text, at):
        found.append(match)
        at = match.end()
    if not found or at < len(text.rstrip()):
        return
    for match in found:
        part = PARTS.get(match["word"].lower(), "")
        own = {**known, "port": int(match["port"]), "part": part, "namespace": ""}
        yield make(context, passage, *match.span("port"), "port", match["port"], **own)
