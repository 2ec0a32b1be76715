"""A136: one place says that the internet reaches a service, and another one that it does not."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.finding import Finding
from consistency.rules.deployment import is_sample
from consistency.rules.projects import in_force
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, same_scope, unlinked
from consistency.values.abroad import NO, YES
from consistency.values.exact import ABROAD

#: So many places of each side are shown.
_SHOWN = 3
#: Environments in which people open what is closed elsewhere.
_ASIDE = frozenset(("dev", "test", "ci", "mock", "demo", "preview", "sandbox"))


def _check(group: Group) -> Iterable[Finding]:
    facts = [fact for fact in in_force(group.facts, ABROAD) if not is_sample(fact.claim.path)]
    facts = [fact for fact in facts if fact.claim.scope not in _ASIDE]
    both = {fact.claim.path for fact in facts if fact.claim.value == YES} & {
        fact.claim.path for fact in facts if fact.claim.value == NO
    }
    facts = [fact for fact in facts if fact.claim.path not in both]
    closed = [fact for fact in facts if fact.claim.value == NO and fact.claim.role == "canon"]
    opened = [fact for fact in facts if fact.claim.value == YES]
    if any(one.claim.part and one.claim.part == other.claim.part for one in closed for other in opened):
        return  # two tables of one form: of two sites
    if not closed or not opened or not all(same_scope(closed[0].claim, one.claim) for one in (*closed, *opened)):
        return
    name = facts[0].claim.service.removeprefix(ABROAD)
    config = any(fact.claim.role == "config" for fact in opened)
    yield finding(
        PUBLICITY, PUBLICITY.severity, "exposure",
        f"{name}: said not to be reached from the internet, {'and opened to it by config' if config else 'and to be reached from there'}",
        unlinked([*order(closed)[:_SHOWN], *order(opened)[:_SHOWN]]), key=f"{group.key}/internet",
        hint="Say in every place how far it really reaches, or close the way in.",
    )  # fmt: skip


PUBLICITY = Rule(
    "A136", "publicity-mismatch", "medium", "One place says that the internet reaches a service, and another one that it does not.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
