"""A statement is guarded where another source would contradict it, were it changed alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.config import Config
from consistency.engine.guarded import merged, statements
from consistency.engine.judge import link
from consistency.model.claim import Claim


def claim(path: str, attribute: str = "port", value: str = "3000", **more: Any) -> Claim:
    fields: dict[str, Any] = {"service": "Grafana", "port": 3000, **more}
    return Claim(attribute, value, path, 1, 1, 1 + len(value), value, **fields)


def by(*claims: Claim) -> list[tuple[str, ...]]:
    """For each statement, the documents that guard it."""
    return [tuple(other.path for other in each.by) for each in statements(link(claims, Config()))]


def test_another_document_guards_and_is_guarded() -> None:
    assert by(claim("a.md"), claim("b.md")) == [("b.md",), ("a.md",)]


def test_a_contradiction_guards_as_well() -> None:
    assert by(claim("a.md"), claim("b.md", value="3001", port=3001)) == [("b.md",), ("a.md",)]


@pytest.mark.parametrize(
    "other",
    [
        claim("a.md", section="elsewhere"),
        claim("b.md", service="Prometheus"),
        claim("b.md", attribute="bind", value="127.0.0.1"),
        claim("b.md", host="studio"),
        claim("b.md", namespace="container"),
        claim("b.md", modality="planned"),
        claim("b.md", role="history"),
        claim("b.md", scope="staging"),
    ],
)
def test_what_is_no_other_source_of_the_same_guards_nothing(other: Claim) -> None:
    assert by(claim("a.md", host="mini", scope="production"), other)[0] == ()


def test_config_and_evidence_guard_a_document_and_evidence_is_no_statement_of_its_own() -> None:
    config = claim("compose.yaml", role="config")
    seen = claim("snapshots/1.md", role="evidence", observed_on="2026-02-09", host="mini")
    assert by(claim("a.md", host="mini"), config, seen) == [
        ("compose.yaml", "snapshots/1.md"),
        ("a.md", "snapshots/1.md"),
    ]


def test_two_config_files_are_environments_of_their_own() -> None:
    assert by(claim("a.yaml", role="config"), claim("b.yaml", role="config")) == [(), ()]


def test_a_listener_of_unknown_owner_guards_the_port_of_its_host() -> None:
    seen = claim("snapshots/1.md", service="", role="evidence", observed_on="2026-02-09", host="mini")
    assert by(claim("a.md", host="mini"), seen) == [("snapshots/1.md",)]
    assert by(claim("a.md", host="studio"), seen) == [()]


def test_an_address_is_held_against_binds() -> None:
    url = claim("a.md", "base_url", "http://10.0.0.1:3000")
    assert by(url, claim("b.md", "bind", "127.0.0.1")) == [("b.md",), ()]


def test_a_range_is_guarded_by_a_port_in_it() -> None:
    given_ = claim("a.md", "range", "3000-3010", service="web apps", port=0)
    assert by(given_, claim("b.md")) == [("b.md",), ()]
    assert by(given_, claim("b.md", value="4000", port=4000)) == [(), ()]


def test_one_place_that_two_groups_hold_is_one_statement() -> None:
    alone = statements(link([claim("a.md")], Config()))
    both = merged(alone, [alone[0]._replace(by=(claim("b.md"),))])
    assert [tuple(other.path for other in each.by) for each in both] == [("b.md",)]


@given(
    st.permutations(
        [claim("a.md"), claim("b.md"), claim("c.md", host="x"), claim("d.md", host="y"), claim("e.md", "bind", "::")]
    )
)
def test_the_order_of_documents_changes_nothing(claims: list[Claim]) -> None:
    found = {each.claim.path: {other.path for other in each.by} for each in statements(link(claims, Config()))}
    assert found == {
        "a.md": {"b.md", "c.md", "d.md"},
        "b.md": {"a.md", "c.md", "d.md"},
        "c.md": {"a.md", "b.md"},
        "d.md": {"a.md", "b.md"},
        "e.md": set(),
    }
