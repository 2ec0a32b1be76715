"""A115: one place of a page opens another port than all the rest of it."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.claim import ALONE, OPENED, PUBLISHED
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live


def _check(group: Group) -> Iterable[Finding]:
    """The reader marks the place that is alone, and gives nothing where none is."""
    facts = [fact for fact in live(group.facts, "call") if fact.claim.source in (ALONE, OPENED, PUBLISHED)]
    if len({fact.claim.port for fact in facts}) > 1:
        wrong = sorted(facts, key=lambda fact: fact.claim.source != ALONE)
        lone, usual = wrong[0].claim.port, wrong[-1].claim.port
        started = any(fact.claim.source == PUBLISHED for fact in facts)
        elsewhere = f"and the command above publishes {usual}" if started else f"{usual} everywhere else on the page"
        yield finding(
            STRAY, STRAY.severity, "port", f"port {lone} is opened here{'' if started else ' alone'}, {elsewhere}", wrong,
            key=f"{group.key}/{usual}", hint="Give the port that the program listens on, or say what else listens there.",
        )  # fmt: skip


STRAY = Rule(
    "A115", "stray-local-port", "medium", "One address of a page opens another port than all of its other local addresses.",
    "document", frozenset({"call"}), _check,
)  # fmt: skip
