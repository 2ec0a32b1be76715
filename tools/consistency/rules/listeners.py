"""A114: the bind that a document states for a port, and where the port was seen to listen, whoever was seen there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from consistency.model.conclude import conclude
from consistency.model.conclusion import CONTRADICTED
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, severity_of, subject_of
from consistency.values.address import reach, same_bind


def _check(group: Group) -> Iterable[Finding]:
    """Sockets that evidence names differently or not at all; what has the service's name is A103's.

    A port that documents give to another service as well, or on which a documented other one was seen, is theirs to
    settle: A101, A102.
    """
    seen = [fact for fact in group.facts if fact.claim.role == "evidence"]
    if not any(fact.claim.attribute == "bind" for fact in seen):
        return
    claims = [fact.claim for fact in seen]
    documented = [fact for fact in live(group.facts, "port", "bind") if fact.claim.role in ("canon", "config")]
    services = {fact.service for fact in documented if fact.service}
    owners: dict[int, set[str]] = defaultdict(set)
    for fact in documented:
        owners[fact.claim.port].add(fact.service)
    found: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in documented:
        claim = fact.claim
        if claim.attribute != "bind" or claim.role != "canon" or claim.namespace not in ("host", ""):
            continue
        if not claim.port or owners[claim.port] != {fact.service}:
            continue
        conclusion = conclude(claim, claims)
        if conclusion.verdict != CONTRADICTED:
            continue
        beside = _beside(fact, documented)
        cited = [
            one
            for one in seen
            if one.claim in conclusion.cited and one.claim.attribute == "bind"
            if not any(same_bind(bind, one.claim.value) for bind in beside)
        ]
        if cited and services.isdisjoint(one.service for one in cited):
            found[fact.service, claim.port] += [fact, *cited]
    for (service, port), facts in sorted(found.items()):
        wrong = order(facts)
        stated = ", ".join(dict.fromkeys(fact.claim.value for fact in wrong if fact.claim.role == "canon"))
        there = ", ".join(dict.fromkeys(fact.claim.value for fact in wrong if fact.claim.role == "evidence"))
        widened = reach(stated) == "loopback"  # what was seen is more than that, or it would be no contradiction
        date = max(fact.claim.observed_on for fact in wrong)
        yield finding(
            SOCKET_BIND, severity_of("critical" if widened else SOCKET_BIND.severity, wrong), "bind",
            f"{subject_of(wrong)}: bind {stated} documented, port {port} was seen on {there} on {date}", wrong,
            key=f"{service}/{port}/socket", hint="Correct the document, or the bind of what listens there; if that is another service, one of the two has to move.",
        )  # fmt: skip


def _beside(fact: Fact, documented: Iterable[Fact]) -> list[str]:
    """What the same place binds the port to as well: `127.0.0.1 + tailnet`."""
    own = (fact.claim.path, fact.claim.statement, fact.claim.port, "bind")
    binds = (one.claim for one in documented if one.claim is not fact.claim)
    return [one.value for one in binds if (one.path, one.statement, one.port, one.attribute) == own]


SOCKET_BIND = Rule(
    "A114", "socket-bind-mismatch", "high", "A port was seen on another address than its document binds it to, under another name or none.",
    "host", frozenset({"bind"}), _check, observed=True,
)  # fmt: skip
