"""Lists of names and numbers below words for services, and machines with their address and services in one list."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str) -> list[tuple[str, str, str]]:
    claims = read_document("docs/notes.md", text).claims
    return [(c.service, c.host, c.value) for c in claims if c.attribute == "port"]


def unread(text: str) -> list[str]:
    return [one.text for one in read_document("docs/notes.md", text).unread]


@pytest.mark.parametrize("heading", ["Services", "What runs where", "Apps", "Running containers"])
@pytest.mark.parametrize("items", ["- Grafana: 3000\n- Loki: `3100`\n", "- **Grafana** 3000\n- **Loki** 3100\n"])
def test_numbers_below_words_for_services(heading: str, items: str) -> None:
    assert ports(f"# Lab\n\n## {heading}\n\n{items}") == [("Grafana", "", "3000"), ("Loki", "", "3100")]


def test_a_paragraph_each() -> None:
    assert ports("# Lab\n\n## Services\n\nGrafana: 3000\n\nLoki: 3100\n") == [
        ("Grafana", "", "3000"),
        ("Loki", "", "3100"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Numbers\n\n- Visits: 4000\n- Orders: 3000\n",
        "## Service limits\n\n- Connections: 4000\n- Streams: 3000\n",
        "## Services\n\n- Grafana: 3000\n- Loki: 3000\n",
        "## Services\n\n- Users: 3000\n- Price: 3100\n",
    ],
)
def test_other_numbers(text: str) -> None:
    assert not ports(f"# Lab\n\n{text}")


def test_a_lone_number_behind_a_name_is_listed() -> None:
    assert unread("# Overview\n\nAlertmanager: 9093\n") == ["9093"]
    assert not unread("# Overview\n\nFounded: 1998\n\nTeam: 12\n")


HOME = "# Devices\n\n## edge-gw\n\n- IP: 10.8.0.2\n- OS: Debian 12\n- Node-RED: 1880\n- EMQX dashboard: 18084\n"


def test_a_machine_with_its_address_and_its_services() -> None:
    assert ports(HOME) == [("Node-RED", "edge-gw", "1880"), ("EMQX dashboard", "edge-gw", "18084")]


def test_a_service_with_its_address_and_its_port() -> None:
    text = "# Services\n\n## Grafana\n\n- IP: 10.8.0.2\n- Port: 3000\n- Metrics: 9091\n"
    assert ("Grafana", "3000") in [(service, value) for service, _, value in ports(text)]
    assert not any(c.attribute == "address" for c in read_document("docs/notes.md", text).claims)
