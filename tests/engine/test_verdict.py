"""Who says what, who is the odd one out, and who would have to move."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.engine.verdict import in_words, odd_one_out, told, verdict, who_moves
from consistency.model.claim import Claim
from consistency.model.finding import Finding

ORDER = ("canon", "config", "evidence")


def says(path: str, value: str, role: str = "canon", day: str = "", **more: Any) -> Claim:
    fields: dict[str, Any] = {"attribute": "bind", "service": "Gateway", "port": 4000, **more}
    return Claim(
        value=value, path=path, line=1, column=1, end_column=2, quote=value, role=role, observed_on=day, **fields
    )


DOCUMENT = says("ports.md", "0.0.0.0")
INVENTORY = says("inventory.md", "0.0.0.0")
UNIT = says("gateway.service", "0.0.0.0", "config")
SEEN = says("snapshots/2.md", "127.0.0.1", "evidence", "2026-02-09")


def test_what_was_seen_is_the_odd_one_out() -> None:
    found = verdict([DOCUMENT, UNIT, SEEN], ORDER)
    assert odd_one_out(found) == "canon, config agree; the snapshot of 2026-02-09 is the odd one out"
    assert who_moves(found) == "by precedence (canon, config, evidence), what runs would have to move"


def test_the_document_is_the_odd_one_out_and_wins_all_the_same() -> None:
    found = verdict([DOCUMENT, UNIT._replace(value="127.0.0.1"), SEEN], ORDER)
    assert odd_one_out(found) == "config, evidence agree; ports.md is the odd one out"
    assert [source.path for source in found.moving] == ["gateway.service", "snapshots/2.md"]


def test_the_site_may_say_that_what_runs_is_right() -> None:
    found = verdict([DOCUMENT, INVENTORY, SEEN], ("evidence", "config", "canon"))
    assert [source.path for source in found.moving] == ["inventory.md", "ports.md"]
    assert who_moves(found).startswith("by precedence (evidence, config, canon), inventory.md and ports.md would")


def test_one_of_three_documents() -> None:
    found = verdict([DOCUMENT, INVENTORY, says("notes.md", "127.0.0.1")], ORDER)
    assert odd_one_out(found) == "canon agrees in 2 places; notes.md is the odd one out"
    assert who_moves(found) == "precedence does not decide: canon disagrees with itself"


@pytest.mark.parametrize("claims", [[DOCUMENT, SEEN], [DOCUMENT, says("notes.md", "127.0.0.1")]])
def test_of_two_nobody_is_odd(claims: list[Claim]) -> None:
    assert odd_one_out(verdict(claims, ORDER)) == ""


def test_two_against_two_have_no_odd_one() -> None:
    assert odd_one_out(verdict([DOCUMENT, INVENTORY, says("a.md", "::1"), says("b.md", "127.0.0.1")], ORDER)) == ""


@pytest.mark.parametrize(
    "claims",
    [
        [],
        [DOCUMENT],
        [DOCUMENT, says("notes.md", "*")],
        [DOCUMENT, SEEN, says("snapshots/3.md", "::", "evidence", "2026-03-01")],
        [DOCUMENT, says("roadmap.md", "127.0.0.1", "plan")],
        [DOCUMENT, says("notes.md", "127.0.0.1", modality="retired")],
        [says("a.md", "8000-8010", attribute="port"), says("b.md", "8004", attribute="port")],
        [says("a.md", "Mini (rack 2)", attribute="host"), says("b.md", "mini", attribute="host")],
        [DOCUMENT, says("ports.md", "127.0.0.1"), says("notes.md", "127.0.0.1")],
    ],
)
def test_what_agrees(claims: list[Claim]) -> None:
    found = verdict(claims, ORDER)
    assert found.agree
    assert in_words(found) == ""


values = st.sampled_from(["0.0.0.0", "127.0.0.1", "10.0.0.1", "*"])
sources = st.builds(says, st.sampled_from("abcde"), values, st.sampled_from(ORDER), st.sampled_from(["", "2026-01-01"]))


@given(st.lists(sources, max_size=6), st.randoms())
def test_the_order_of_claims_changes_no_verdict(claims: list[Claim], random: Random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    one, other = verdict(claims, ORDER), verdict(shuffled, ORDER)
    assert (one.agree, {s.path for s in one.odd}, {s.path for s in one.moving}) == (
        other.agree,
        {s.path for s in other.odd},
        {s.path for s in other.moving},
    )


def test_a_finding_says_it_behind_its_hint() -> None:
    one = Finding("A103", "bind-mismatch", "high", "bind", "differs", (DOCUMENT, UNIT, SEEN), hint="Correct one.")
    assert told(one, ORDER).hint == (
        "Correct one. Canon, config agree; the snapshot of 2026-02-09 is the odd one out; "
        "by precedence (canon, config, evidence), what runs would have to move."
    )
    two = Finding("A103", "bind-mismatch", "high", "bind", "differs", (DOCUMENT, SEEN))
    assert told(two, ORDER).hint == "By precedence (canon, config, evidence), what runs would have to move."


def test_a_finding_about_several_things_is_left_as_it_is() -> None:
    ranged = says("ports.md", "8000-8010", attribute="range")
    taken = says("b.md", "4000", attribute="port", service="Other")
    for claims in ((DOCUMENT, ranged), (says("a.md", "4000", attribute="port"), taken), (DOCUMENT,)):
        one = Finding("D101", "some-rule", "high", claims[0].attribute, "differs", claims, hint="So.")
        assert told(one, ORDER) is one


def test_a_declared_check_says_it_too_unless_its_own_fence_is_a_side() -> None:
    page = says("defaults.md", "600", attribute="default", source="check:timeout", statement="timeout.0")
    file = says("app.toml", "300", "config", attribute="default", source="check:timeout", statement="timeout.1")
    one = Finding("F900", "declared-default-check", "high", "default", "differs", (page, file))
    assert told(one, ORDER).hint == "By precedence (canon, config, evidence), app.toml would have to move."
    fence = page._replace(path="DOD.md", statement="timeout")
    two = Finding("F900", "declared-default-check", "high", "default", "differs", (fence, file))
    assert told(two, ORDER) is two
