"""What the evidence says of each statement about a service: supported, contradicted, or not evidenced and why. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.conclude import conclude
from consistency.model.conclusion import NOT_EVIDENCED, Conclusion
from consistency.model.fact import Fact

_HELD = ("port", "bind", "auth", "health", "unit", "status", "model")


class Evidenced(NamedTuple):
    """A statement and the conclusion about it."""

    claim: Claim
    conclusion: Conclusion


def evidenced(facts: Sequence[Fact], service: str, attribute: str = "") -> tuple[Evidenced, ...]:
    """For each statement of canon or config about a service; `facts` are those of the repository that stand."""
    own = [fact for fact in facts if fact.service == service]
    hosts = {fact.host for fact in own if fact.host and fact.claim.role in ("canon", "config")}
    default = next(iter(hosts)) if len(hosts) == 1 else ""
    ports = {fact.claim.port for fact in own if fact.claim.attribute == "port" and fact.claim.role != "evidence"}
    port = next(iter(ports)) if len(ports) == 1 else 0
    return tuple(
        Evidenced(fact.claim, _concluded(fact, fact.host or default, port, facts))
        for fact in own
        if fact.claim.role in ("canon", "config")
        and fact.claim.attribute in _HELD
        and attribute in ("", fact.claim.attribute)
    )


def _concluded(fact: Fact, host: str, port: int, facts: Sequence[Fact]) -> Conclusion:
    if not host:
        return Conclusion(NOT_EVIDENCED, "no document says on which host it runs")
    seen = [other for other in facts if other.claim.role == "evidence" and other.host == host]
    if not seen:
        return Conclusion(NOT_EVIDENCED, f"no snapshot of {fact.host_name or host} is there")
    claim = fact.claim if fact.claim.port else fact.claim._replace(port=port)
    return conclude(claim, [other.claim for other in seen])
