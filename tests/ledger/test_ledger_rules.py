"""The ledger's room and the rules' room know nothing of each other, and say the same."""

from consistency.ledger import answer
from consistency.rules.ledgers import LEDGER_RULES


def test_the_ledger_reports_under_the_rules_that_are_explained() -> None:
    known = {(rule.id, rule.name, rule.severity) for rule in LEDGER_RULES}
    assert known == {answer.ROW, answer.EXPIRED, answer.ORPHANED, answer.CONTRADICTORY, answer.AMBIGUOUS}
