"""In a list of things to do, a word before a URL is what to do, whatever it is spelled like."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def services(text: str) -> set[str]:
    return {c.service for c in read_document("docs/page.md", f"# Page\n\n{text}\n").claims if c.attribute == "port"}


@pytest.mark.parametrize(
    "step",
    [
        "Clock on http://localhost:3000",
        "Opne to <http://juno:3000>",
        "Surf to `http://juno:3000`",
        "Repeat on juno (port 3000 as well)",
    ],
)
def test_a_step(step: str) -> None:
    assert not services(f"1. Run `docker compose up -d`\n2. {step}\n3. Log in as admin")


def test_a_numbered_list_of_services() -> None:
    assert services("1. Grafana on http://juno:3000\n2. Loki on http://juno:3100") == {"Grafana", "Loki"}


def test_a_bullet_is_no_step() -> None:
    assert services("- Run it\n- Grafana on http://juno:3000") == {"Grafana"}


def test_another_list_is_not_asked() -> None:
    assert services("1. Run it\n\nThen:\n\n1. Grafana on http://juno:3000") == {"Grafana"}
