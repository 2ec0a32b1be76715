"""What can be wrong with the audit ledger. The ledger's room, which sees findings and rows, gives these findings."""

from __future__ import annotations

from consistency.rules.rule import Rule, elsewhere


def _rule(number: str, name: str, severity: str, summary: str) -> Rule:
    return Rule(number, name, severity, summary, "repository", frozenset(), elsewhere)  # `ledger.answer` gives them


LEDGER_RULES = (
    _rule("G201", "ledger-row", "medium", "A ledger row lacks what it needs to answer."),
    _rule("G202", "ledger-expired", "medium", "A deferral has passed its date, and its finding is still there."),
    _rule("G203", "ledger-orphaned", "low", "A ledger row answers no finding any more."),
    _rule("G204", "ledger-contradictory", "medium", "One finding has two different answers in one ledger."),
    _rule("G205", "ledger-ambiguous", "medium", "A ledger row could mean several findings and answers none."),
)  # fmt: skip
