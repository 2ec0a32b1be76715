"""A134: a page lists an app behind one gateway or class of ingress, and its route is attached to another."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.finding import Finding, weaker
from consistency.rules.projects import in_force
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, same_scope, unlinked
from consistency.values.exact import DOORWAY

#: So many places of config are shown.
_SHOWN = 3


def _check(group: Group) -> Iterable[Finding]:
    facts = in_force(group.facts, DOORWAY)
    config = [fact for fact in facts if fact.claim.role == "config"]
    led = {fact.claim.value for fact in config}
    wrong = [fact for fact in facts if fact.claim.role == "canon" and config and fact.claim.value not in led]
    wrong = [fact for fact in wrong if all(same_scope(fact.claim, one.claim) for one in config)]
    if wrong:
        app, said = config[0].claim.service.removeprefix(DOORWAY), wrong[0].claim.value
        severity = ROUTE_CLASS.severity if said == "internal" else weaker(ROUTE_CLASS.severity, 1)
        yield finding(
            ROUTE_CLASS, severity, "exposure", f"{app}: {said} documented, its route is attached to the {config[0].claim.value} gateway or class",
            unlinked([*order(wrong), *order(config)[:_SHOWN]]), key=f"{group.key}/doorway",
            hint="Attach the route to what the page says, or say on the page how far it really reaches.",
        )  # fmt: skip


ROUTE_CLASS = Rule(
    "A134", "route-class-mismatch", "medium", "A page lists an app behind one gateway or class of ingress, and its route is attached to another.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
