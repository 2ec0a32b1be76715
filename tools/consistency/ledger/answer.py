"""Findings and rows put together: which finding is answered how, and which rows answer nothing any more."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from consistency.ledger.match import LineOf, matched
from consistency.ledger.read import Ledger
from consistency.ledger.row import Row
from consistency.model.claim import Claim
from consistency.model.finding import Finding, fingerprint

#: Rule id, name and severity of what can be wrong with a ledger.
ROW = ("G201", "ledger-row", "medium")
EXPIRED = ("G202", "ledger-expired", "medium")
ORPHANED = ("G203", "ledger-orphaned", "low")
CONTRADICTORY = ("G204", "ledger-contradictory", "medium")
AMBIGUOUS = ("G205", "ledger-ambiguous", "medium")

_STRICTNESS = {"fix_now": 0, "defer": 1, "accepted": 2}


class Answered(NamedTuple):
    """`findings` are those given, in their order, with their disposition; `problems` what is wrong with the ledgers."""

    findings: tuple[Finding, ...]
    problems: tuple[Finding, ...]


def answer(
    findings: Iterable[Finding],
    ledgers: Iterable[Ledger],
    today: datetime.date,
    line_of: LineOf,
    whole: bool = True,
) -> Answered:
    """Apply the ledgers' rows. A later month supersedes an earlier one; within a file the strictest row counts.

    `whole` says that `findings` are all there are: only then does a row that answers none of them count as orphaned.
    """
    given = tuple(findings)
    months = sorted(ledgers, key=lambda ledger: ledger.path)
    problems = [_problem(ROW, claim.part, (claim,)) for ledger in months for claim in ledger.problems]
    answers: dict[int, list[Row]] = {}
    for row in (row for ledger in months for row in ledger.rows):
        if row.closed or not row.sound:
            continue
        meant = matched(row, given, line_of)
        if not meant:
            problems.extend([_orphaned(row)] if whole else [])
        elif _ambiguous(row, meant):
            problems.append(_unclear(row, meant))
        else:
            for finding in meant:
                answers.setdefault(id(finding), []).append(row)
    answered: list[Finding] = []
    for finding in given:
        rows = answers.get(id(finding), [])
        standing = _standing(rows)
        if standing is not None:
            problems.extend(_disputed(finding, standing, rows))
            if standing.expired(today):
                problems.append(_expired(finding, standing))
            finding = finding._replace(disposition=standing.disposition())
        answered.append(finding)
    return Answered(tuple(answered), tuple(problems))


def _standing(rows: list[Row]) -> Row | None:
    """The row that counts: of the latest file the strictest, of equals the earliest date."""
    if not rows:
        return None
    latest = max(row.path for row in rows)
    return min(
        (row for row in rows if row.path == latest), key=lambda row: (_STRICTNESS[row.kind], row.until, row.line)
    )


def _ambiguous(row: Row, meant: list[Finding]) -> bool:
    """A row written by hand means one subject, and one rule unless its id says which."""
    subjects = {(finding.service, finding.host, finding.key) for finding in meant}
    rules = {finding.rule for finding in meant}
    return not row.fingerprints and (len(subjects) > 1 or len(rules) > 1)


def _disputed(finding: Finding, standing: Row, rows: list[Row]) -> list[Finding]:
    """Rows of the same file that answer one finding in different ways."""
    others = [
        row for row in rows if row.path == standing.path and (row.kind, row.until) != (standing.kind, standing.until)
    ]
    if not others:
        return []
    said = " and ".join(dict.fromkeys(_said(row) for row in (standing, *others)))
    message = f"one finding, answered as {said} (it counts as {_said(standing)}): {finding.message}"
    return [_problem(CONTRADICTORY, message, tuple(row.cited("ledger-contradictory") for row in (standing, *others)))]


def _said(row: Row) -> str:
    return f"{row.kind} until {row.until}" if row.until else row.kind


def _expired(finding: Finding, row: Row) -> Finding:
    message = f"deferred until {row.until}, which has passed, and still there: {finding.message}"
    return _problem(EXPIRED, message, (row.cited("ledger-expired"), *finding.claims[:1]))


def _orphaned(row: Row) -> Finding:
    what = " ".join(f"{row.id} {row.doc}".split()) or "the row"
    message = f"{what} answers no finding: if it is fixed, begin its resolution with 'resolved' and the date"
    return _problem(ORPHANED, message, (row.cited("ledger-orphaned"),))


def _unclear(row: Row, meant: list[Finding]) -> Finding:
    named = ", ".join(f"{finding.rule}-{finding.fingerprint}" for finding in meant[:4])
    more = f" and {len(meant) - 4} more" if len(meant) > 4 else ""
    message = (
        f"{row.id or 'the row'} could mean {len(meant)} findings and answers none: write its id as one of {named}{more}"
    )
    return _problem(AMBIGUOUS, message, (row.cited("ledger-ambiguous"), *(finding.claims[0] for finding in meant[:4])))


def _problem(rule: tuple[str, str, str], message: str, claims: tuple[Claim, ...]) -> Finding:
    sides = {(claim.path, claim.quote or claim.part) for claim in claims}
    key = f"{claims[0].path} {claims[0].quote or claims[0].part}"
    return Finding(
        rule=rule[0],
        name=rule[1],
        severity=rule[2],
        attribute="problem",
        message=message,
        claims=claims,
        key=key,
        fingerprint=fingerprint(rule[0], key, "problem", sides),
    )
