"""Whose it is what a snapshot saw on a port."""

from __future__ import annotations

from collections import defaultdict

from consistency.model.claim import Claim


def named_by_port(claims: list[Claim]) -> list[Claim]:
    """What a snapshot saw on a port is of the service that it names as listening there."""
    names: dict[tuple[str, int], set[str]] = defaultdict(set)
    for claim in claims:
        if claim.attribute == "port" and claim.service and claim.namespace == "host":
            names[claim.host, claim.port].add(claim.service)
    lone = {place: next(iter(found)) for place, found in names.items() if len(found) == 1}
    return [
        claim._replace(service=lone[claim.host, claim.port])
        if claim.attribute in ("answer", "bind") and not claim.service and (claim.host, claim.port) in lone
        else claim
        for claim in claims
    ]
