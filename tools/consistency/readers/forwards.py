"""Tunnels to what listens elsewhere: `ssh -L 18000:gpu-01:8000`, `kubectl port-forward svc/n8n 8080:5678`."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.values.address import reach
from consistency.values.url import urls

_FORWARD = lazily(
    r"\bport-forward\b[^\n`]*?\s(?P<local>\d{2,5}):(?P<remote>\d{2,5})\b|"
    r"-(?<=\s-)\w*L\s*(?:(?:[\w.]+|\*):)?(?P<near>\d{2,5}):[^\s:]+:(?P<far>\d{2,5})\b"
)


def local_ports(text: str) -> frozenset[int]:
    """The ports on the reader's own machine that the text's commands lead to other ports elsewhere."""
    if "port-forward" not in text and not (" -" in text and "L" in text and "ssh" in text):
        return frozenset()
    found = [(match["local"] or match["near"], match["remote"] or match["far"]) for match in _FORWARD.finditer(text)]
    return frozenset(int(near) for near, far in found if near != far)


def without(claims: Iterable[Claim], ports: frozenset[int]) -> list[Claim]:
    """The claims but those of loopback URLs with one of the ports: they are the near ends of tunnels."""
    every = list(claims)
    near = {
        (claim.line, claim.port)
        for claim in every
        if claim.attribute == "base_url" and claim.port in ports and _is_loopback(claim.value)
    }
    return [c for c in every if (c.line, c.port) not in near or c.attribute not in ("base_url", "port", "bind")]


def _is_loopback(value: str) -> bool:
    found = urls(value)
    return bool(found) and reach(found[0].host) == "loopback"
