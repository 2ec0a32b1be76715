"""The facts that count: of evidence, only what no later look at the same host replaces."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.model.fact import Fact
from consistency.model.latest import latest


def standing(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """All but superseded evidence, in order: hosts are told apart by identity, so an address and a name are one."""
    if not any(fact.claim.role == "evidence" for fact in facts):
        return tuple(facts)
    hosts = {fact.claim: fact.host for fact in facts}
    kept = set(latest((fact.claim for fact in facts), lambda claim: hosts[claim]))
    return tuple(fact for fact in facts if fact.claim in kept)
