"""Keys and values of one service side by side, and the front matter of its page."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

Said = list[tuple[str, str, str, str]]


def said(text: str) -> Said:
    claims = read_document("docs/notes.md", text).claims
    return [(c.service, c.host, c.attribute, c.value) for c in claims if c.attribute in ("port", "health", "bind")]


@pytest.mark.parametrize(
    "line",
    [
        "Service: Grafana, Port: 3000, Host: mon-1",
        "- Service: `Grafana` | Port: 3000 | Host: mon-1",
        "**Service:** Grafana, **Host:** mon-1, **Port:** 3000",
        "Service: Grafana, Port: 3000, Host: mon-1\nSeverity: SEV-2",
    ],
)
def test_pairs_of_a_line(line: str) -> None:
    assert said(f"# Runbook\n\n{line}\n") == [("Grafana", "mon-1", "port", "3000")]


@pytest.mark.parametrize(
    "line", ["Users: 30, Port: nobody knows", "Note: see Loki, Then: 3000", "Time: 10, Cost: 3000"]
)
def test_other_pairs(line: str) -> None:
    assert not said(f"# Notes\n\n{line}\n")


def test_front_matter_of_a_service() -> None:
    text = "---\nservice: ledger\nhost: app-02\nport: 7070\nhealth: /ready\n---\n\n# Ledger\n\nBooks.\n"
    assert said(text) == [("ledger", "app-02", "port", "7070"), ("ledger", "app-02", "health", "/ready")]


def test_front_matter_without_a_name_is_of_the_title() -> None:
    assert said("---\nport: 7070\ntags: [a]\n---\n\n# Ledger\n") == [("Ledger", "", "port", "7070")]


def test_front_matter_of_a_page() -> None:
    assert not said("---\ntitle: Ledger\nurl: https://example.org/ledger\nweight: 3000\n---\n\n# Ledger\n")


def test_front_matter_of_nobody_is_listed() -> None:
    reading = read_document("docs/a.md", "---\nport: 7070\n---\n\n# Overview\n")
    assert not reading.claims
    assert [one.line for one in reading.unread] == [2]
