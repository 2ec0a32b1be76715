"""Names that only their marks show: ``forwards to **notifyd** on port 7105``."""

from __future__ import annotations

from consistency.model.pattern import lazily
from consistency.readers import phrases

_MARKED = lazily(
    r"[`*_](?P<name>[a-z][\w.-]{2,30})[`*_]{1,2}\s+(?:(?:is|runs|listens|lives|answers)\s+)?(?:on|at|via)\s+(?:the\s+)?(?:tcp\s+|udp\s+|http\s+)?[`*]*$"
)


def before(source: str, end: int) -> str:
    """The name in marks for whose port the literal at `end` is given: ``forwards to **notifyd** on port 7105``."""
    match = _MARKED.search(source, max(0, end - 60), end) if "*" in source or "`" in source else None
    return match["name"] if match and phrases.is_name(match["name"]) else ""
