"""Machines that headings, introductions and lists name in passing, and pages that give ports to whom they belong."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.readers.document import read_document


def ports(path: str, text: str) -> list[Claim]:
    return [claim for claim in read_document(path, text).claims if claim.attribute == "port"]


def test_a_heading_that_says_with_what_one_looked() -> None:
    (seen,) = ports(
        "docs/snapshots/2026-01-24-all.md", "# 2026-01-24, both\n\n## kiln (`lsof`)\n\n- `*:8300` embedder\n"
    )
    assert (seen.host, "lsof" in seen.service) == ("kiln", False)
    (port,) = ports("docs/a.md", "# Services\n\n## Kiln (the big one)\n\n- Port: 8300\n")
    assert (port.host, port.service) == ("", "Kiln (the big one)")


@pytest.mark.parametrize(
    ("lead", "host"),
    [
        ("All run on anvil over HTTP, bound to 127.0.0.1.", "anvil"),
        ("These services run on anvil.", "anvil"),
        ("All run on demand.", ""),
        ("Some run on anvil.", ""),
    ],
)
def test_an_introduction_that_places_all(lead: str, host: str) -> None:
    table = "| Server | Port | Tools | Unit |\n|---|---|---|---|\n| memory-mcp | 7801 | 6 | a.service |\n| mail-mcp | 7802 | 11 | b.service |\n"
    said = ports("docs/mcp.md", f"# MCP\n\n{lead}\n\n{table}")
    assert [(claim.service, claim.host) for claim in said] == [("memory-mcp", host), ("mail-mcp", host)]


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("docs/PORT_PLAN.md", "canon"),
        ("docs/ip-plan.md", "canon"),
        ("docs/addressing-plan.md", "canon"),
        ("docs/move-plan.md", "plan"),
        ("docs/plan.md", "plan"),
        ("docs/transport-plan.md", "plan"),
    ],
)
def test_a_plan_of_ports_is_what_holds(path: str, role: str) -> None:
    (port,) = ports(path, "# Ports\n\n| Service | Port |\n|---|---|\n| memory-mcp | 7801 |\n")
    assert port.role == role


def test_a_list_of_machines_with_what_they_are() -> None:
    text = "# Ground\n\n- **anvil**: Ubuntu 24.04, 192.168.50.10, all units\n- **kiln**: Mac Studio, 192.168.50.21, models\n"
    claims = read_document("CLAUDE.md", text).claims
    assert {(c.host, c.value) for c in claims if c.attribute == "address"} == {
        ("anvil", "192.168.50.10"), ("kiln", "192.168.50.21"),
    }  # fmt: skip


def test_containers_of_stacks() -> None:
    table = "| Stack | Container | Host port | Container port |\n|---|---|---|---|\n| arr | sonarr | 8101 | 8989 |\n| arr | radarr | 8102 | 7878 |\n"
    said = ports("docs/hosts.md", f"# Ports\n\n{table}")
    assert {claim.service for claim in said} == {"sonarr", "radarr"}
