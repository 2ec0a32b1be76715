"""A sentence that begins with a pronoun is about whom the one before was about; and what a sentence says of a bind."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def said(text: str, attribute: str = "bind") -> list[tuple[str, str, str]]:
    claims = read_document("docs/notes.md", f"# Notes\n\n{text}\n").claims
    return [(c.service, c.host, c.value) for c in claims if c.attribute == attribute and c.modality == "stated"]


@pytest.mark.parametrize(
    ("text", "bind"),
    [
        ("Grafana listens on port 3000 on juno. It binds to 127.0.0.1 only.", ("Grafana", "juno", "127.0.0.1")),
        ("Grafana listens on port 3000. The service is bound to `0.0.0.0`.", ("Grafana", "", "0.0.0.0")),
        (
            "**Grafana** is the dashboard.\nIt runs on mon01. It listens only on localhost.",
            ("Grafana", "", "localhost"),
        ),
        ("Grafana binds to 127.0.0.1 only.", ("Grafana", "", "127.0.0.1")),
        ("Loki listens on all interfaces.", ("Loki", "", "0.0.0.0")),
        ("Loki lauscht nur auf 127.0.0.1.", ("Loki", "", "127.0.0.1")),
    ],
)
def test_to_what_it_binds(text: str, bind: tuple[str, str, str]) -> None:
    assert said(text) == [bind]


@pytest.mark.parametrize(
    "text",
    [
        "The proxy forwards to Tempo. It binds to 127.0.0.1.",
        "Prometheus listens on port 9090. Alertmanager is next to it. It binds to 127.0.0.1.",
        "Grafana listens on port 3000.\n\nIt binds to 127.0.0.1.",
        "Grafana talks to Loki. It binds to 127.0.0.1.",
        "Prometheus scrapes node-exporter on port 9100. It binds to 127.0.0.1.",
        "Grafana must not be bound to 0.0.0.0.",
        "By default Grafana binds to 127.0.0.1.",
        "Grafana will be listening on all interfaces at port 3000.",
        "Never bind to 0.0.0.0.",
        "Grafana is bound to 10.20.30.40.50.",
        "If Grafana binds to 127.0.0.1, nobody reaches it.",
    ],
)
def test_of_whom_nobody_can_say(text: str) -> None:
    assert said(text) == []


def test_the_port_of_whom_was_spoken() -> None:
    assert said("Grafana is the dashboard. It listens on port 3000 on juno.", "port") == [("Grafana", "juno", "3000")]


@pytest.mark.parametrize(
    "where", ["demand", "startup", "purpose", "localhost", "macOS", "Grafana", "port", "first run"]
)
def test_what_follows_a_port_need_not_be_a_machine(where: str) -> None:
    assert said(f"Grafana listens on port 3000 on {where}.", "port") == [("Grafana", "", "3000")]
