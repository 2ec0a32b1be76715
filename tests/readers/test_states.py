"""What evidence says of the state of units and containers, and the host that a record names in its title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers.document import read_document
from consistency.readers.record_title import host_of


def states(body: str, path: str = "docs/snapshots/2026-11-20-mini.md", title: str = "# Reality snapshot 2026-11-20: mini") -> set[tuple[str, str, str]]:  # fmt: skip
    claims = read_document(path, f"{title}\n\n{body}\n").claims
    return {(claim.service, claim.host, claim.value) for claim in claims if claim.attribute == "status"}


@pytest.mark.parametrize(
    ("line", "service", "state"),
    [
        ("- grafana.service: inactive (dead)", "grafana.service", "stopped"),
        ("- **Loki**: stopped", "Loki", "stopped"),
        ("- `tempo.service` => active (running)", "tempo.service", "active"),
        ("`tempo.service` is running.", "tempo.service", "active"),
        ("- alloy.service - failed", "alloy.service", "stopped"),
    ],
)
def test_a_line_that_says_a_state(line: str, service: str, state: str) -> None:
    assert states(line) == {(service, "mini", state)}


@pytest.mark.parametrize(
    "line",
    [
        "- Failed units: none",
        "- The upgrade of Grafana failed because the disk was full",
        "- Grafana: active users 12",
        "- Watchdog: running since the last reboot it restarts what is down",
    ],
)
def test_a_line_that_says_more_is_left_alone(line: str) -> None:
    assert states(line) == set()


def test_a_table_of_states() -> None:
    body = "| Unit | State |\n|---|---|\n| grafana.service | inactive (dead) |\n| loki.service | active (running) |"
    assert states(body) == {("grafana.service", "mini", "stopped"), ("loki.service", "mini", "active")}


def test_outside_evidence_neither_says_anything() -> None:
    body = "| Unit | State |\n|---|---|\n| grafana.service | inactive (dead) |\n\n- Loki: stopped"
    assert states(body, "docs/units.md", "# Units") == set()


def test_what_systemctl_lists() -> None:
    listed = (
        "```\n$ systemctl list-units --type=service --all\n"
        "  UNIT               LOAD      ACTIVE   SUB     DESCRIPTION\n"
        "  grafana.service    loaded    inactive dead    Grafana\n"
        "● loki.service       loaded    failed   failed  Loki\n"
        "  backup.service     loaded    active   exited  Backup\n"
        "  node@1.service     loaded    active   running Node\n"
        "  backup.timer       loaded    active   waiting Backup, every night\n```"
    )
    assert states(listed) == {
        ("grafana", "mini", "stopped"), ("loki", "mini", "stopped"), ("backup", "mini", "active"),
        ("node@1", "mini", "active"),
    }  # fmt: skip


def test_what_a_timer_starts_need_not_run() -> None:
    listed = (
        "```\n$ systemctl list-units --all\n"
        "  backup.service     loaded    inactive dead    Backup\n"
        "  loki.service       loaded    inactive dead    Loki\n"
        "  backup.timer       loaded    active   waiting Backup, every night\n```"
    )
    assert states(listed) == {("loki", "mini", "stopped")}


def test_what_systemctl_tells_of_one_unit() -> None:
    told = (
        "```\n● caddy.service - Caddy\n     Loaded: loaded (/lib/systemd/system/caddy.service; enabled)\n"
        "     Active: inactive (dead) since Thu 2026-11-19 08:00:01 UTC; 1 day ago\n```"
    )
    assert states(told) == {("caddy", "mini", "stopped")}


def test_what_systemctl_answers_when_asked_for_two() -> None:
    assert states("```\n$ systemctl is-active grafana loki.service\nactive\ninactive\n```") == {
        ("grafana", "mini", "active"), ("loki", "mini", "stopped")
    }  # fmt: skip


def test_what_docker_lists_with_and_without_ports() -> None:
    listed = (
        "```\nNAMES     STATUS\n"
        "wiki      Up 3 days (healthy)\n"
        "photos    Exited (137) 2 hours ago\n"
        "new       Created\n```"
    )
    assert states(listed) == {("wiki", "mini", "active"), ("photos", "mini", "stopped")}


@pytest.mark.parametrize(
    ("title", "host"),
    [
        ("Reality snapshot 2026-11-20: mini", "mini"),
        ("Snapshot of juno, 2026-11-20", "juno"),
        ("juno (observed 2026-11-20)", "juno"),
        ("Port audit atlas-2 2026-11-20", "atlas-2"),
        ("Reality snapshot 2026-11-20: Mini + Studio", ""),
        ("Reality snapshot 2026-11-20", ""),
        ("Docker snapshot 2026-11-20", ""),
        ("docker ps, 2026-11-20", ""),
        ("ss output on juno, 2026-11-20", "juno"),
        ("Grafana", ""),
    ],
)
def test_the_host_that_a_record_names_in_its_title(title: str, host: str) -> None:
    assert host_of(title) == host


def test_a_record_is_no_service() -> None:
    claims = read_document("docs/snapshots/2026-11-20.md", "# Snapshot 2026-11-20: mini\n\n- GET http://127.0.0.1:3001/ => 200\n").claims  # fmt: skip
    assert {claim.service for claim in claims} == {""}
    assert {claim.host for claim in claims} == {"mini"}


@given(st.lists(st.text("●○ .:-()\n\tabcservice$LUNITPODACTVESK0", max_size=60), max_size=8))
def test_any_output_is_read_and_every_state_stands_where_it_says(lines: list[str]) -> None:
    text = "# Snapshot 2026-11-20: mini\n\n```\n$ systemctl is-active a b\nactive\n" + "\n".join(lines) + "\n```\n"
    every = text.split("\n")
    for claim in read_document("docs/snapshots/2026-11-20.md", text).claims:
        if claim.attribute == "status":
            assert every[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote
