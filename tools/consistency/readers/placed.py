"""The machine that a page gives in a field of its own, `Host: juno`, holds for the port, the bind and the login in the fields beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from consistency.model.claim import PLACED, PLAINLY, Claim
from consistency.model.name import host_key
from consistency.model.pattern import lazily

_FIELDS = frozenset(("bullet", "key-value table"))
#: One word, as people name machines, and its address; no `the old server`, no `AWS (eu-west-1)`.
_MACHINE = lazily(r"(?P<name>[A-Za-z0-9][\w.-]*)(?: \(\d{1,3}(?:\.\d{1,3}){3}\))?")


def placed(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of fields with the one machine that the page's fields give their service."""
    homes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        if claim.attribute == "host" and claim.source in _FIELDS and claim.modality == "stated":
            homes[claim.service, claim.scope].add(claim.value)
    return [_on(claim, homes[claim.service, claim.scope]) if homes else claim for claim in claims]


def _on(claim: Claim, hosts: set[str]) -> Claim:
    if (
        len(hosts) != 1
        or claim.attribute not in ("port", "bind", "auth")
        or claim.host
        or claim.namespace not in ("", "host")
        or claim.source not in _FIELDS
        or (claim.source == "bullet" and claim.attribute == "port" and not claim.statement.endswith(PLAINLY))
    ):
        return claim
    match = _MACHINE.fullmatch(next(iter(hosts)))
    known = match is not None and bool(host_key(match["name"]))
    if not match or not known:
        return claim
    ported = claim.attribute != "auth"
    return claim._replace(host=match["name"], source=claim.source + (PLACED if ported else ""))
