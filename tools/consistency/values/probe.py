"""Paths that are there to be probed, by their last word: `/healthz`, `/api/health/live`."""

from __future__ import annotations

from consistency.model.pattern import lazily

_KINDS = (
    ("ready", lazily(r"(?:^|[/_.-])(?:ready|readyz|readiness|started|startup)$")),
    ("live", lazily(r"(?:^|[/_.-])(?:live|livez|liveness|alive)$")),
    ("health", lazily(r"(?:^|[/_.-])(?:health|healthz|healthy|health[_-]?check|heartbeat|ping)$")),
)
#: One of these is in every such path.
_SIGNS = ("heal", "heart", "live", "alive", "ping", "read", "start")


#: Steps before the last word of the path of a whole program; with others it is one resource's.
_OWN = lazily(
    r"(?:/(?:api|rest|actuator|manage|management|v\d+))*/(?:[\w-]*heal[\w-]*(?:/(?:live|liveness|alive))?|livez)/?"
)


def is_own(path: str) -> bool:
    """Whether a path asks how the program itself is: `/api/v1/health`; stores have a heartbeat of their own."""
    return kind(path) in ("health", "live") and _OWN.fullmatch(path) is not None


def kind(path: str) -> str:
    """ready | live | health, by what the path tells; "" for any other."""
    plain = path.lower().rstrip("/")
    if not any(sign in plain for sign in _SIGNS):
        return ""
    return next((name for name, pattern in _KINDS if pattern.search(plain)), "")
