"""A123: a page opens a port on the machine that config has inside of a container alone, and publishes elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.claim import REACHED
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.deployment import are_apart
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order


def _check(group: Group) -> Iterable[Finding]:
    """Of one port: who opens it, in whose container it is, and nobody who has it on a machine."""
    opened = [f for f in live(group.facts, "call") if f.claim.source == REACHED]
    if not opened:
        return
    known = [f for f in group.facts if f.claim.attribute in ("port", "base_url")]
    inside = [f for f in known if _is_mapped(f)]
    if not inside or any(f.claim.namespace in ("host", "node", "pod") for f in known if not _is_mapped(f)):
        return
    for fact in opened:
        theirs = [
            f
            for f in inside
            if not are_apart(fact, f)
            and (f.host == fact.host or not fact.claim.host)
            and f.claim.scope in ("", fact.claim.scope)  # of what is run to develop, a page about it speaks
        ]
        if theirs and len({f.service for f in theirs}) == 1:
            yield finding(
                INNER_PORT_OPENED, INNER_PORT_OPENED.severity, "port",
                f"port {group.key} is opened on the machine, where {theirs[0].claim.service} has it in its container alone",
                [fact, *order(theirs)], key=f"{fact.claim.path}/{group.key}",
                hint="Give the port that is published, or say that the command runs in the container.",
            )  # fmt: skip


def _is_mapped(fact: Fact) -> bool:
    """The inner end of a mapping, which alone says a protocol; the outer end has another port, or it would be here."""
    claim = fact.claim
    return (
        claim.role == "config" and claim.source == "compose" and claim.namespace == "container" and bool(claim.protocol)
    )


INNER_PORT_OPENED = Rule(
    "A123", "inner-port-opened", "medium", "A page opens a port on the machine that a container has inside alone.",
    "port", frozenset({"call"}), _check,
)  # fmt: skip
