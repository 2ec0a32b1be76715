"""What can be wrong with the audit ledger. The ledger's room, which sees findings and rows, gives these findings."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule


def _elsewhere(_group: Group) -> Iterable[Finding]:
    """A row is held against findings, which no rule sees: `ledger.answer` does that."""
    return ()


def _rule(number: str, name: str, severity: str, summary: str) -> Rule:
    return Rule(number, name, severity, summary, "repository", frozenset(), _elsewhere)


LEDGER_RULES = (
    _rule("G201", "ledger-row", "medium", "A ledger row lacks what it needs to answer."),
    _rule("G202", "ledger-expired", "medium", "A deferral has passed its date, and its finding is still there."),
    _rule("G203", "ledger-orphaned", "low", "A ledger row answers no finding any more."),
    _rule("G204", "ledger-contradictory", "medium", "One finding has two different answers in one ledger."),
    _rule("G205", "ledger-ambiguous", "medium", "A ledger row could mean several findings and answers none."),
)  # fmt: skip
