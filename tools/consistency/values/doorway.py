"""Gateways and classes of ingress that are called after whom they let in: `envoy-external`, `nginx-internal`, `private`."""

from __future__ import annotations

from consistency.model.pattern import lazily

_CLASS = lazily(
    r"(?:[a-z0-9]+[-_.])*(?P<which>internal|private|external|public)(?:[-_.](?:gateway|gw|ingress|nginx|traefik|envoy|https?))?"
)
_INSIDE = frozenset(("internal", "private"))


def side(text: str) -> str:
    """`internal`, `external`, or "" for a name that does not say."""
    match = _CLASS.fullmatch(text.strip().lower())
    return ("internal" if match["which"] in _INSIDE else "external") if match else ""
