"""Paths that are there to be probed, by their last word: `/healthz`, `/api/health/live`."""

from __future__ import annotations

from consistency.model.pattern import lazily

_KINDS = (
    ("ready", lazily(r"(?:^|[/_.-])(?:ready|readyz|readiness|started|startup)$")),
    ("live", lazily(r"(?:^|[/_.-])(?:live|livez|liveness|alive)$")),
    ("health", lazily(r"(?:^|[/_.-])(?:health|healthz|healthy|health[_-]?check|heartbeat)$")),
)
#: One of these is in every such path.
_SIGNS = ("heal", "heart", "live", "alive", "read", "start")


def kind(path: str) -> str:
    """ready | live | health, by what the path tells; "" for any other."""
    plain = path.lower().rstrip("/")
    if not any(sign in plain for sign in _SIGNS):
        return ""
    return next((name for name, pattern in _KINDS if pattern.search(plain)), "")
