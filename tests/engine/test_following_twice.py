"""What follows from a finding that itself follows from another one."""

from __future__ import annotations

from consistency.engine.judge import attach
from consistency.model.claim import Claim
from consistency.model.finding import Finding


def _finding(rule: str, *lines: int) -> Finding:
    claims = tuple(Claim("port", "8071", "a.yaml", line, 1, 5, "8071", service=f"s{line}", port=8071) for line in lines)
    return Finding(rule=rule, name=rule, severity="medium", attribute="port", message=rule, claims=claims)


def test_the_middle_one_is_gone_before_the_last_one_asks_for_it() -> None:
    (kept,) = attach([_finding("C105", 1, 2), _finding("A129", 2, 3), _finding("A128", 1, 4)])
    assert kept.rule == "C105"
    assert {claim.line for claim in kept.claims} == {1, 2, 3, 4}


def test_what_followed_from_the_middle_one_alone_stands_by_itself() -> None:
    kept = attach([_finding("C105", 1, 2), _finding("A129", 2, 3), _finding("A128", 3, 4)])
    assert [one.rule for one in kept] == ["C105", "A128"]


def test_a_line_is_cited_once() -> None:
    (kept,) = attach([_finding("A101", 1, 2), _finding("A128", 2, 2, 5)])
    assert [claim.line for claim in kept.claims] == [1, 2, 5]
