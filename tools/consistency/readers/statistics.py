"""Where a page says that HAProxy shows its statistics, and where somebody has metrics beside such a page.

The page is no service of which a document speaks; metrics are an endpoint of whom the sentence names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.port import valid

_SIGN = "haproxy"
#: Both words, and within the sentence a URL with a port or `port 8404`.
_SAID = lazily(
    r"\bHAProxy(?:['’]s)?[ \t\n]+(?:stats|statistics)\b[^.!?;|]{0,60}?(?:https?://[\w.-]{1,120}:|\bport[ \t\n]+[`*]{0,3})(?P<port>[1-9]\d{3,4})(?![\w-]|[.:]\d)",
    re.IGNORECASE,
)
_ROW = lazily(r"HAProxy (?:stats|statistics)(?: page)?", re.IGNORECASE)
#: Beside other words for it: a name followed by `metrics` alone is one that sentences have.
_MEASURED = lazily(
    r"\b(?P<name>[A-Z][A-Za-z]{2,24})(?:['’]s)?[ \t\n]+(?:stats|statistics|health|status)[ \t\n]+and[ \t\n]+metrics[ \t\n]+(?:live|are|sit|is)[ \t\n]+on[ \t\n]+(?:tcp[ \t\n]+)?"
    r"port[ \t\n]+[`*]{0,3}(?P<port>[1-9]\d{3,4})(?![\w-]|[.:]\d)"
)


def told(passage: Passage, context: Context) -> Iterator[Claim]:
    """Both, of one passage."""
    yield from shown(passage, context)
    yield from measured(passage, context)


def measured(passage: Passage, context: Context) -> Iterator[Claim]:
    """The port of each sentence about what a service measures: `Traefik stats and metrics live on port 8404`."""
    text = passage.text
    if " metrics " not in text or context.role != "canon" or context.modality != "stated":
        return
    for match in _MEASURED.finditer(text):
        if words.modality(match[0]) == "stated" and valid(int(match["port"])):
            yield make(
                context, passage, *match.span("port"), "port", match["port"], service=match["name"], part="metrics",
                port=int(match["port"]), namespace="", source="prose",
                statement=f"L{passage.span(*match.span('port')).line}",
            )  # fmt: skip


def shown(passage: Passage, context: Context) -> Iterator[Claim]:
    """The port of each sentence about the statistics."""
    text = passage.text
    if _SIGN not in text.lower() or context.role != "canon" or context.modality != "stated":
        return
    for match in _SAID.finditer(text):
        if words.modality(match[0]) == "stated" and valid(int(match["port"])):
            yield make(
                context, passage, *match.span("port"), "port", match["port"], service=exact.STATISTICS, host="",
                port=int(match["port"]), source=PROJECT, statement=f"L{passage.span(*match.span('port')).line}",
            )  # fmt: skip


def set_apart(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a table, those of rows about the page as the page's: `HAProxy stats | 8404`, `HAProxy | http://lb-01:8404/stats`."""
    if not any(claim.service.lower().startswith(_SIGN) for claim in claims):
        return list(claims)
    urls = {claim.statement for claim in claims if claim.attribute == "base_url" and claim.value.endswith("/stats")}
    return [
        claim._replace(service=exact.STATISTICS, host="", part="", namespace="host", source=PROJECT)
        if claim.attribute == "port"
        and claim.service.lower().startswith(_SIGN)
        and (_ROW.fullmatch(claim.service) or claim.statement in urls)
        else claim
        for claim in claims
    ]
