"""An audit month replayed: drift found, deferred, expired, found again, fixed, the row left over."""

import datetime

from ledgers import FEBRUARY, finding, line_of

from consistency.ledger.answer import Answered, answer
from consistency.ledger.append import appended
from consistency.ledger.entry import entry
from consistency.ledger.read import read_ledger
from consistency.ledger.row import holds
from consistency.model.finding import Finding

DRIFT = finding()


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def state(text: str, today: str, *findings: Finding) -> Answered:
    return answer(findings, [read_ledger(FEBRUARY, text)], day(today), line_of)


def test_an_audit_month() -> None:
    cells = entry(DRIFT, "defer", "wait for the new gateway", "2026-03-15", day("2026-02-20"))
    text = appended(FEBRUARY, "", cells, "February 2026")

    deferred = state(text, "2026-03-15", DRIFT)
    assert deferred.problems == ()
    assert holds(deferred.findings[0].disposition, day("2026-03-15"))

    passed = state(text, "2026-03-16", DRIFT)
    assert not holds(passed.findings[0].disposition, day("2026-03-16"))
    (expired,) = passed.problems
    assert expired.name == "ledger-expired"
    assert [claim.path for claim in expired.claims] == [FEBRUARY, DRIFT.claims[0].path]

    fixed = state(text, "2026-03-20")
    (orphaned,) = fixed.problems
    assert orphaned.name == "ledger-orphaned"
    assert orphaned.claims[0].quote == f"A103-{DRIFT.fingerprint}"

    closed = state(text.replace("| wait for", "| resolved 2026-03-20, was: wait for"), "2026-03-20")
    assert closed.problems == ()

    back = state(text.replace("| wait for", "| resolved 2026-03-20, was: wait for"), "2026-05-01", DRIFT)
    assert back.findings[0].disposition is None


def test_a_value_that_changes_makes_the_answer_lapse() -> None:
    cells = entry(DRIFT, "accepted", "only on the LAN", "", day("2026-02-20"))
    text = appended(FEBRUARY, "", cells, "February 2026")
    other = finding(value="10.0.0.5")
    result = state(text, "2026-02-21", other)
    assert result.findings[0].disposition is None
    assert [problem.name for problem in result.problems] == ["ledger-orphaned"]


def test_problems_have_fingerprints_that_do_not_move_with_lines() -> None:
    cells = entry(DRIFT, "accepted", "only on the LAN", "", day("2026-02-20"))
    text = appended(FEBRUARY, "", cells, "February 2026")
    before, after = (state(each, "2026-02-21").problems[0].fingerprint for each in (text, "\n\n" + text))
    assert before == after
