"""Rows of tables: on which machine their services listen, over which protocol, and numbers that are no ports."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.readers.document import read_document


def claims(text: str, attribute: str = "port") -> list[Claim]:
    return [claim for claim in read_document("docs/page.md", text).claims if claim.attribute == attribute]


def test_a_guest_listens_at_its_own_address_and_not_at_its_hypervisors() -> None:
    rows = "| ct1 | pve1 | 10.0.0.30 | Forgejo | 3000 |\n| ct2 | pve1 | 10.0.0.31 | Grafana | 3000 |\n"
    text = f"# Lab\n\n| CT | Host | IP | What | Port |\n|---|---|---|---|---|\n{rows}"
    assert {(c.service, c.host) for c in claims(text)} == {("Forgejo", "10.0.0.30"), ("Grafana", "10.0.0.31")}


def test_one_address_a_machine_leaves_the_machines_name() -> None:
    rows = "| Forgejo | alpha | 10.0.0.30 | 3000 |\n| Loki | alpha | 10.0.0.30 | 3100 |\n"
    text = f"# Lab\n\n| Service | Host | IP | Port |\n|---|---|---|---|\n{rows}"
    assert {c.host for c in claims(text)} == {"alpha"}


def test_an_upstream_on_another_address_is_no_other_name_of_the_proxys_machine() -> None:
    text = "# Proxy\n\nThe host is 10.0.0.10.\n\n## 10.0.0.10\n\n| Name | Upstream |\n|---|---|\n| git | 10.0.0.30:3000 |\n"
    assert [c.host for c in claims(text)] == ["10.0.0.30"]
    assert claims(text, "address") == []


def test_urls_in_a_column_of_places_bind_nothing() -> None:
    text = (
        "# App\n\n| What | Where |\n|---|---|\n| Grafana | http://localhost:3000 |\n| Loki | http://localhost:3100 |\n"
    )
    assert claims(text, "bind") == []
    assert {(c.service, c.value) for c in claims(text)} == {("Grafana", "3000"), ("Loki", "3100")}


@pytest.mark.parametrize("header", ["Context", "Max tokens", "Size"])
def test_sizes_are_no_ports(header: str) -> None:
    text = f"# Models\n\n| Backend | {header} |\n|---|---|\n| llama | 8191 |\n| nomic | 4095 |\n"
    assert claims(text) == []


def test_powers_of_two_under_a_header_that_says_nothing_are_no_ports() -> None:
    text = "# Models\n\n| Backend | Current |\n|---|---|\n| llama | 8192 |\n| nomic | 32768 |\n"
    assert claims(text) == []


def test_the_protocol_of_a_row_and_behind_a_number() -> None:
    text = "# Games\n\n| Game | Port | Protocol |\n|---|---|---|\n| Terraria | 7777 | TCP |\n| Quake | 27960 | UDP |\n"
    assert {(c.service, c.protocol) for c in claims(text)} == {("Terraria", "tcp"), ("Quake", "udp")}
    (said,) = claims("# Satisfactory\n\nIt listens on port 7777 UDP.\n")
    assert said.protocol == "udp"
    assert {c.protocol for c in claims("# Dns\n\nIt listens on port 5353 TCP/UDP.\n")} == {""}
