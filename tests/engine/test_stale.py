"""Evidence older than its budget is said to be stale, host by host; it decides nothing else."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from consistency.config import Config
from consistency.engine.check import check, run
from consistency.engine.judge import link
from consistency.engine.prepared import Prepared, Scope
from consistency.engine.stale import Stale, note, stale
from consistency.model.claim import Claim
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 3, 1)
LOOK = ": `consistency snapshot` looks again"


def seen(day: str, attribute: str = "port", host: str = "Mini", value: str = "4000", service: str = "Gateway") -> Claim:
    path = f"docs/snapshots/{day}-{host}.md"
    return Claim(attribute, value, path, 3, 1, 5, value, service, host, role="evidence", observed_on=day)


def found(*claims: Claim, config: Config | None = None) -> tuple[Stale, ...]:
    config = config or Config()
    return stale(link(claims, config), config.budget, TODAY)


@pytest.mark.parametrize(("day", "many"), [("2026-02-21", 1), ("2026-02-22", 0), ("2026-03-01", 0), ("2026-03-05", 0)])
def test_the_budget_of_sockets_is_seven_days(day: str, many: int) -> None:
    assert len(found(seen(day))) == many


def test_each_facet_has_its_own_budget() -> None:
    assert found(seen("2026-02-01"), seen("2026-02-10", "unit", value="gateway.service")) == (
        Stale("Mini", "sockets", "2026-02-01", 7),
    )
    assert found(seen("2026-01-01"), config=Config(evidence=(("sockets", 90),))) == ()


def test_a_newer_look_makes_it_fresh_and_a_failed_one_does_not() -> None:
    old = seen("2026-01-01")
    assert found(old, seen("2026-02-28", "coverage", value="partial", service="sockets")) == ()
    assert len(found(old, seen("2026-02-28", "coverage", value="failed", service="sockets"))) == 1


def test_each_host_by_itself() -> None:
    assert [one.host for one in found(seen("2026-01-01"), seen("2026-02-28", host="Studio"))] == ["Mini"]


def test_documents_do_not_age() -> None:
    assert found(seen("2026-01-01")._replace(role="canon", observed_on="")) == ()


def test_one_sentence_for_all_hosts() -> None:
    assert note(()) == ""
    hosts = found(*(seen("2026-01-01", host=f"host{number}") for number in range(6)))
    assert note(hosts[:1]) == (
        "stale evidence: host0 (sockets last seen on 2026-01-01, 7 days allowed): `consistency snapshot` looks again"
    )
    assert "host3 (" in note(hosts)
    assert "host4" not in note(hosts)
    assert "; 2 more hosts:" in note(hosts)


SNAPSHOT = b"""\
# 2026-02-09 \xe2\x80\x94 Reality snapshot

It is **evidence** and no canon.

## Mini (Ubuntu) \xe2\x80\x94 evidence

### Listening sockets (selected)
Observed listeners:
- `127.0.0.1:4000` (litellm)
"""


def test_a_run_says_it_and_judges_as_before() -> None:
    tree = Memory({"docs/snapshots/2026-02-09-reality-snapshot-mini.md": SNAPSHOT})
    fresh, old = (run(Prepared(tree, (), "", ()), Scope(), day) for day in (datetime.date(2026, 2, 10), TODAY))
    assert not [one for one in fresh.notes if "stale" in one]
    assert [one for one in old.notes if "Mini (sockets last seen on 2026-02-09" in one]
    assert fresh.findings == old.findings


REGISTRY = "# Ports\n\n| Service | Host | Port |\n|---|---|---|\n| Grafana | mini | 3000 |\n"
SEEN = "# 2026-02-09 Reality snapshot\n\n## mini\n\nObserved listeners:\n- `0.0.0.0:3000` (grafana)\n"


def test_evidence_that_agrees_with_everything_ages_in_a_short_run_too(git_repository: Callable[..., Any]) -> None:
    """No group of facts is judged then: the host that the snapshot's heading names is found all the same."""
    repository = git_repository()
    repository.commit({"docs/ports.md": REGISTRY, "docs/snapshots/2026-02-09-mini.md": SEEN})
    told = [check(str(repository.path), Scope(), TODAY).notes for _ in range(3)]
    assert told == [("stale evidence: mini (sockets last seen on 2026-02-09, 7 days allowed)" + LOOK,)] * 3
    repository.stage({"docs/words.md": "Words.\n"})
    assert [check(str(repository.path), Scope("index"), TODAY).notes for _ in range(2)] == told[:2]
