"""Names that only their marks show: ``forwards to **notifyd** on port 7105``."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.values.endpoint import Literal

_MARKED = lazily(
    r"[`*_](?P<name>[a-z][\w.-]{2,30})[`*_]{1,2}\s+(?:(?:is|runs|listens|lives|answers)\s+)?(?:on|at|via)\s+(?:the\s+)?(?:tcp\s+|udp\s+|http\s+)?[`*]*$"
)


def before(source: str, end: int) -> str:
    """The name in marks for whose port the literal at `end` is given: ``forwards to **notifyd** on port 7105``."""
    match = _MARKED.search(source, max(0, end - 60), end) if "*" in source or "`" in source else None
    return match["name"] if match and phrases.is_name(match["name"]) else ""


def owners(known: Sequence[tuple[str, bool]], passage: Passage, found: Sequence[Literal]) -> list[tuple[str, bool]]:
    """The names for whose ports literals are given, and for a literal of nobody the one that marks before it show."""
    names = [owner[0] or before(passage.text, literal.start) for owner, literal in zip(known, found, strict=True)]
    return [owner if owner[0] else (name, bool(name)) for owner, name in zip(known, names, strict=True)]
