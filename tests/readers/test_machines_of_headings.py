"""A heading with an address: over services it is a machine, over a port of its own it is a service on that address."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document
from consistency.readers.machines import addressed


def said(text: str, *attributes: str) -> list[tuple[str, str, str, str]]:
    claims = read_document("docs/site.md", text).claims
    return [(c.attribute, c.value, c.service, c.host) for c in claims if c.attribute in attributes]


TABLE = "| Service | Port |\n|---|---|\n| Grafana | 3000 |\n"


@pytest.mark.parametrize(
    "heading",
    ["# juno (10.20.0.6)", "## juno - 10.20.0.6", "## juno – 10.20.0.6", "### Host: juno (10.20.0.6)", "## juno: 10.20.0.6",
     "## 2. juno (LXC 104, 10.20.0.6)", "## juno (10.20.0.6/24)", "## `juno` (`10.20.0.6`)", "## 🖥️ juno @ 10.20.0.6"],
)  # fmt: skip
def test_a_machine_and_its_address(heading: str) -> None:
    assert said(f"{heading}\n\n{TABLE}", "address", "port") == [
        ("address", "10.20.0.6", "", "juno"),
        ("port", "3000", "Grafana", "juno"),
    ]


def test_sections_below_a_machine_are_its_services() -> None:
    text = "# juno (10.20.0.6)\n\nIn the rack.\n\n## Grafana\n\n- Port: 3000\n\n## Loki\n\nListens on port 3100.\n"
    assert said(text, "address", "port") == [
        ("address", "10.20.0.6", "", "juno"),
        ("port", "3000", "Grafana", "juno"),
        ("port", "3100", "Loki", "juno"),
    ]


def test_a_machine_ends_where_the_next_begins() -> None:
    text = f"## juno (10.20.0.6)\n\n{TABLE}\n## vega (10.20.0.8)\n\n- Jellyfin: port 8096\n\n## Other\n\n{TABLE}"
    assert said(text, "port") == [
        ("port", "3000", "Grafana", "juno"),
        ("port", "8096", "Jellyfin", "vega"),
        ("port", "3000", "Grafana", ""),
    ]


@pytest.mark.parametrize(
    "below", ["- Port: 3000", "Port: 3000", "Runs on port 3000.", "- Port: 3000\n- Loki: port 3100"]
)
def test_a_service_on_an_address(below: str) -> None:
    text = f"## Grafana (10.20.0.6)\n\n{below}\n"
    assert not said(text, "address")
    assert all(host == "10.20.0.6" for _, _, _, host in said(text, "port"))
    assert said(text, "port")


@pytest.mark.parametrize(
    "heading",
    [
        "juno (8.8.8.8)",
        "Version (1.2.3.4.5)",
        "Changes in 10.20.0.6",
        "10.20.0.6",
        "juno 10.20.0.6",
        "Local Network Access (10.20.0.6)",
        "LAN - 10.20.0.6",
    ],
)
def test_no_machine_is_given_an_address(heading: str) -> None:
    assert addressed(heading) is None


def test_a_broken_table_below_a_machine_is_read() -> None:
    text = "# Site\n\n## attic (192.168.10.30)\n\n| Port | Service |\n|---|---|\n| 2283 | Immich | photos |\n| 3000 | Gitea |\n"
    claims = read_document("docs/ports.md", text).claims
    assert ("Gitea", "3000") in {(claim.service, claim.value) for claim in claims if claim.attribute == "port"}
    assert [claim.line for claim in claims if claim.attribute == "problem"] == [7]
