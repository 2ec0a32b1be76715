"""The latest evidence per host and facet: what a complete look did not see is gone; a partial one only adds."""

from __future__ import annotations

from typing import Any

from consistency.model.claim import Claim
from consistency.model.latest import facet, latest


def seen(day: str, attribute: str, value: str, **more: Any) -> Claim:
    fields: dict[str, Any] = {
        "path": f"docs/snapshots/{day}-000000Z-mini.md", "line": 1, "column": 1, "end_column": 2, "quote": value,
        "role": "evidence", "observed_on": day, "host": "mini", **more,
    }  # fmt: skip
    return Claim(attribute=attribute, value=value, **fields)


def look(day: str, state: str, *ports: int, kind: str = "sockets", host: str = "mini") -> list[Claim]:
    found = [seen(day, "port", str(port), port=port, source="snapshot listener", host=host) for port in ports]
    return [seen(day, "coverage", state, service=kind, host=host), *found]


def ports(claims: tuple[Claim, ...]) -> set[tuple[str, int]]:
    return {(claim.observed_on, claim.port) for claim in claims if claim.attribute == "port"}


def states(claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    return [(claim.observed_on, claim.value) for claim in claims if claim.attribute == "coverage"]


def test_a_complete_look_replaces_what_was_seen_before() -> None:
    kept = latest([*look("2026-01-01", "complete", 80, 443), *look("2026-02-01", "complete", 80)])
    assert ports(kept) == {("2026-02-01", 80)}
    assert states(kept) == [("2026-02-01", "complete")]


def test_a_partial_look_adds() -> None:
    kept = latest([*look("2026-01-01", "complete", 80), *look("2026-02-01", "partial", 443)])
    assert ports(kept) == {("2026-01-01", 80), ("2026-02-01", 443)}
    assert states(kept) == [("2026-02-01", "partial")]


def test_a_failed_look_replaces_nothing() -> None:
    kept = latest([*look("2026-01-01", "complete", 80), *look("2026-02-01", "failed")])
    assert ports(kept) == {("2026-01-01", 80)}
    assert states(kept) == [("2026-01-01", "complete")]
    assert states(latest(look("2026-02-01", "failed"))) == [("2026-02-01", "failed")]


def test_hosts_and_facets_are_apart() -> None:
    other = look("2026-02-01", "complete", 22, host="nas")
    probes = look("2026-03-01", "complete", kind="probes")
    kept = latest([*look("2026-01-01", "complete", 80), *other, *probes])
    assert ports(kept) == {("2026-01-01", 80), ("2026-02-01", 22)}
    assert len(states(kept)) == 3


def test_hosts_by_whatever_key_the_caller_has() -> None:
    mini, alias = look("2026-01-01", "complete", 80), look("2026-02-01", "complete", 81, host="Mac mini")
    assert ports(latest([*mini, *alias])) == {("2026-01-01", 80), ("2026-02-01", 81)}
    assert ports(latest([*mini, *alias], lambda _: "mini")) == {("2026-02-01", 81)}


def test_evidence_by_hand_is_replaced_by_a_complete_look_and_replaces_none() -> None:
    by_hand = [seen("2026-01-15", "bind", "0.0.0.0", port=80, source="observation")]
    assert by_hand[0] in latest([*by_hand, *look("2026-01-01", "complete", 80)])
    assert by_hand[0] not in latest([*by_hand, *look("2026-02-01", "complete", 80)])
    assert ports(latest([*by_hand, *look("2026-01-01", "complete", 443)])) == {("2026-01-01", 443)}


def test_two_looks_on_one_day_count_by_the_time_in_their_names() -> None:
    early = [
        claim._replace(path="docs/snapshots/2026-01-01-010000Z-mini.md") for claim in look("2026-01-01", "complete", 80)
    ]
    late = [
        claim._replace(path="docs/snapshots/2026-01-01-020000Z-mini.md") for claim in look("2026-01-01", "complete", 81)
    ]
    assert ports(latest([*late, *early])) == {("2026-01-01", 81)}


def test_a_corrected_snapshot_counts_for_nothing() -> None:
    correction = seen(
        "2026-02-01", "coverage", "corrected", service="2026-01-01-000000Z-mini", source="snapshot correction"
    )
    kept = latest([*look("2026-01-01", "complete", 80), *look("2026-02-01", "failed"), correction])
    assert ports(kept) == set()


def test_other_roles_pass() -> None:
    canon = seen("2026-01-01", "port", "9", port=9)._replace(role="canon", observed_on="")
    assert canon in latest([canon, *look("2026-02-01", "complete")])


def test_the_facet_of_a_claim() -> None:
    assert facet(seen("d", "port", "1", source="snapshot listener", namespace="container")) == "namespaces"
    assert facet(seen("d", "port", "1", source="snapshot publish")) == "containers"
    assert facet(seen("d", "answer", "200 /")) == "probes"
    assert facet(seen("d", "alias", "x")) == ""
