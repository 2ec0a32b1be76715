"""Routing aliases: `fast -> 8126 (qwen3)`, `fast -> deep`, below a heading or on a line that speaks of aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values.port import valid

_CUE = lazily(r"\balias(?:es)?\b|\bfallbacks?\b|\bmodel routes?\b|\brouter handles?\b", re.IGNORECASE)
_ARROWS = ("->", "→", "=>", "➜")
_ROUTE = lazily(
    r"^[\s*+-]*(?:alias\s+)?(?P<alias>[A-Za-z][\w.:/-]*)\s*(?:->|→|=>|➜)\s*"
    r"(?:(?:port\s*)?:?(?P<port>\d{3,5})\b|(?P<other>[A-Za-z][\w.:/-]*))\s*(?:\((?P<model>[^()]+)\))?\s*$",
    re.IGNORECASE,
)


def read(passage: Passage, text: str, context: Context) -> Iterator[Claim]:
    """Claims `alias`, `model` and `fallback` of a route line; nothing for any other."""
    match = _ROUTE.match(text) if any(arrow in text for arrow in _ARROWS) else None
    if not match or (match["port"] and not valid(int(match["port"]))):
        return
    if not _CUE.search(f"{context.heading} {context.lead} {text}"):
        return
    known: dict[str, Any] = {"source": "route", "statement": f"L{passage.line}"}
    if match["other"]:
        falls = re.search(r"\bfallbacks?\b", f"{context.heading} {context.lead} {text}", re.IGNORECASE)
        attribute = "fallback" if falls else "alias"
        yield make(context, passage, *match.span("other"), attribute, match["other"], service=match["alias"], **known)
        return
    port = int(match["port"])
    yield make(
        context, passage, *match.span("alias"), "alias", match["alias"], service=match["alias"], port=port, **known
    )
    if match["model"]:
        yield make(
            context,
            passage,
            *match.span("model"),
            "model",
            match["model"].strip(),
            service=match["alias"],
            port=port,
            **known,
        )
