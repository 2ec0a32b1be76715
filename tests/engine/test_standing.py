"""Which evidence is held against the documents: a complete look replaces, a partial one adds, a failed one does not."""

from typing import Any

import pytest

from consistency.config import Config
from consistency.engine.judge import judge, link
from consistency.engine.standing import standing
from consistency.model.claim import Claim

REGISTRY = Claim("bind", "0.0.0.0", "docs/PORTS.md", 3, 1, 8, "0.0.0.0", "Gateway", "Mini", 4000, source="table")


def seen(value: str, day: str, state: str, host: str = "Mini") -> list[Claim]:
    path = f"docs/snapshots/{day}.md"
    more: dict[str, Any] = {"host": host, "role": "evidence", "observed_on": day}
    return [
        Claim("coverage", state, path, 1, 1, 9, state, "sockets", source="snapshot coverage", **more),
        Claim("bind", value, path, 2, 1, 9, value, "Gateway", port=4000, source="snapshot listener", **more),
    ]


def rules(*claims: Claim) -> list[str]:
    return [one.rule for one in judge(link(claims, Config()), Config()).findings]


OLD = seen("127.0.0.1", "2026-01-01", "complete")


@pytest.mark.parametrize(
    ("later", "days"),
    [
        (seen("0.0.0.0", "2026-02-01", "complete"), {"2026-02-01"}),
        (seen("0.0.0.0", "2026-02-01", "partial"), {"2026-01-01", "2026-02-01"}),
        (seen("0.0.0.0", "2026-02-01", "complete", "Studio"), {"2026-01-01", "2026-02-01"}),
        (seen("", "2026-02-01", "failed")[:1], {"2026-01-01"}),
    ],
)
def test_what_a_later_look_replaces(later: list[Claim], days: set[str]) -> None:
    facts = standing(link([REGISTRY, *OLD, *later], Config()))
    assert {fact.claim.observed_on for fact in facts if fact.claim.attribute == "bind"} == {"", *days}


def test_a_look_by_address_replaces_one_by_name() -> None:
    tie = Claim("address", "192.168.1.7", "docs/HOSTS.md", 1, 1, 9, "192.168.1.7", host="Mini")
    later = seen("0.0.0.0", "2026-02-01", "complete", "192.168.1.7")
    facts = standing(link([tie, *OLD, *later], Config()))
    assert {fact.claim.observed_on for fact in facts} == {"", "2026-02-01"}


def test_superseded_evidence_contradicts_nothing() -> None:
    assert "A103" in rules(REGISTRY, *OLD)
    assert rules(REGISTRY, *OLD, *seen("0.0.0.0", "2026-02-01", "complete")) == []
    gone = [one for one in seen("", "2026-02-01", "complete") if one.attribute == "coverage"]
    assert "A103" not in rules(REGISTRY, *OLD, *gone)
