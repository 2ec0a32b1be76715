"""A row answers what it names, and never more than one disagreement by accident."""

import datetime

import pytest
from ledgers import FEBRUARY, MARCH, finding, line_of, page, row

from consistency.ledger.answer import Answered, answer
from consistency.ledger.read import read_ledger
from consistency.model.finding import Finding

TODAY = datetime.date(2026, 2, 20)
BIND = finding()
URL = finding("A104", "base_url", "http://10.0.0.1:4000")
HEALTH = finding("B101", "health", "/health")
OTHER = finding(service="Chat", line=8)


def answered(rows: str, *findings: Finding, today: datetime.date = TODAY) -> Answered:
    return answer(findings, [read_ledger(FEBRUARY, page(rows))], today, line_of)


def kinds(result: Answered) -> list[str]:
    return [each.disposition.kind if each.disposition else "" for each in result.findings]


def names(result: Answered) -> list[str]:
    return [problem.name for problem in result.problems]


def test_a_fingerprint_is_enough_and_exact() -> None:
    result = answered(row(name=f"A103-{BIND.fingerprint}", claim="whatever"), BIND, URL, OTHER)
    assert kinds(result) == ["accepted", "", ""]
    assert result.problems == ()
    assert result.findings[0].disposition is not None
    assert result.findings[0].disposition.line == 5


@pytest.mark.parametrize(
    "claim",
    [
        "`0.0.0.0`",
        "Gateway binds `0.0.0.0`",
        "`Gateway (gw)`: `0.0.0.0`",
        '"0.0.0.0" for "Gateway"',
        "0.0.0.0",
        "`4000 \\| 0.0.0.0`",
        "`Gateway: 0.0.0.0`",
    ],
)
def test_a_quoted_claim_written_by_hand_finds_its_finding(claim: str) -> None:
    assert kinds(answered(row(claim), BIND, URL, HEALTH)) == ["accepted", "", ""]


OTHERS = "`0.0.0.1`;`0.0.0.0` and `10.9.9.9`;`Gateway (gw)`;`10.0.0.0`;`4000`;Gateway binds 0.0.0.0 somewhere"


@pytest.mark.parametrize("claim", OTHERS.split(";"))
def test_a_claim_that_says_something_else_answers_nothing(claim: str) -> None:
    result = answered(row(claim), BIND)
    assert kinds(result) == [""]
    assert names(result) == ["ledger-orphaned"]


def test_the_id_narrows_to_its_rule_and_family() -> None:
    assert kinds(answered(row("`/health`", name="B-01"), HEALTH)) == ["accepted"]
    assert kinds(answered(row("`/health`", name="B101"), HEALTH)) == ["accepted"]
    assert kinds(answered(row("`/health`", name="A-01"), HEALTH)) == [""]
    assert kinds(answered(row("`/health`", name="B102-1"), HEALTH)) == [""]
    assert kinds(answered(row("`/health`", name="ticket 12"), HEALTH)) == ["accepted"]


def test_the_document_may_be_shortened_and_must_fit() -> None:
    assert kinds(answered(row(doc="PORTS.md"), BIND)) == ["accepted"]
    assert kinds(answered(row(doc="_core/PORTS.md:7"), BIND)) == ["accepted"]
    assert kinds(answered(row(doc="ORTS.md"), BIND)) == [""]
    assert kinds(answered(row(doc="docs/other.md"), BIND)) == [""]


def test_a_row_that_could_mean_two_subjects_answers_neither_and_says_what_to_write() -> None:
    result = answered(row(), BIND, OTHER)
    assert kinds(result) == ["", ""]
    assert names(result) == ["ledger-ambiguous"]
    assert f"A103-{BIND.fingerprint}" in result.problems[0].message
    assert [claim.path for claim in result.problems[0].claims] == [FEBRUARY, BIND.claims[0].path, OTHER.claims[0].path]


def test_accepting_one_disagreement_does_not_accept_another_of_the_same_value() -> None:
    clash = finding("A110", "bind")
    assert names(answered(row(), BIND, clash)) == ["ledger-ambiguous"]
    assert kinds(answered(row(name="A110"), BIND, clash)) == ["", "accepted"]


def test_a_row_that_is_not_sound_answers_nothing_and_is_no_orphan_either() -> None:
    result = answered(row(disposition="defer"), BIND)
    assert kinds(result) == [""]
    assert names(result) == ["ledger-row"]


def test_within_a_month_the_strictest_counts_and_the_dispute_is_said() -> None:
    result = answered(row() + "\n" + row(disposition="fix_now", name="A-02"), BIND)
    assert kinds(result) == ["fix_now"]
    assert names(result) == ["ledger-contradictory"]
    assert [claim.line for claim in result.problems[0].claims] == [6, 5]


def test_the_same_answer_twice_is_no_contradiction() -> None:
    assert names(answered(row() + "\n" + row(name="A-02"), BIND)) == []


def test_a_later_month_supersedes_an_earlier_one() -> None:
    february = read_ledger(FEBRUARY, page(row(disposition="defer until 2026-02-28")))
    march = read_ledger(MARCH, page(row(name="A-09")))
    for ledgers in ([february, march], [march, february]):
        result = answer([BIND], ledgers, datetime.date(2026, 3, 9), line_of)
        assert kinds(result) == ["accepted"]
        assert result.problems == ()


def test_without_the_documents_lines_the_claim_itself_is_enough() -> None:
    ledger = read_ledger(FEBRUARY, page(row("`Gateway`: `0.0.0.0`")))
    assert kinds(answer([BIND], [ledger], TODAY, lambda *_: "")) == ["accepted"]


def test_a_part_of_the_findings_makes_no_orphans() -> None:
    ledger = read_ledger(FEBRUARY, page(row(), row(name="A-02", claim="`gone`")))
    assert names(answer([BIND], [ledger], TODAY, line_of, whole=False)) == []
    assert names(answer([BIND], [ledger], TODAY, line_of)) == ["ledger-orphaned"]
