"""A name with its fields below it, in one block: definition lists, hard line breaks."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def said(text: str) -> list[tuple[str, str, str, str]]:
    claims = read_document("docs/page.md", f"# Services\n\n{text}\n").claims
    return [(c.attribute, c.value, c.service, c.host) for c in claims]


PORT, HOST = ("port", "3000", "Grafana", ""), ("host", "juno", "Grafana", "juno")
BOTH = [("port", "3000", "Grafana", "juno"), HOST]


@pytest.mark.parametrize(
    "text",
    [
        "Grafana\n: Port: 3000\n: Host: juno",
        "**Grafana**\n:   Port: 3000\n:   Host: juno",
        "**Grafana**<br>Port: 3000<br>Host: juno",
        "**Grafana**<br/>\nPort: 3000<br />\nHost: juno",
        "**Grafana**  \nPort: 3000  \nHost: juno",
        "**Grafana**\n**Port:** 3000\n**Host:** juno",
        "- **Grafana**<br>Port: 3000<br>Host: juno",
        "- **Grafana**\n  Port: 3000\n  Host: juno",
    ],
)
def test_fields_of_a_name(text: str) -> None:
    assert said(text) == BOTH


def test_a_definition_in_words() -> None:
    assert said("Grafana\n: port 3000 on juno\n\nLoki\n: port 3100") == [
        ("port", "3000", "Grafana", "juno"),
        ("port", "3100", "Loki", ""),
    ]


def test_several_in_one_block() -> None:
    assert said("Grafana\n: Port: 3000\nLoki\n: Port: 3100") == [PORT, ("port", "3100", "Loki", "")]


@pytest.mark.parametrize(
    "text",
    [
        "**Note**<br>Port: 3000",  # nobody's name
        "**Port**<br>Host: 3000",
        "**Grafana**<br>We run it on port: whatever",
        "**Grafana**",
        "::: note\n: x",
    ],
)
def test_no_entry(text: str) -> None:
    assert not [one for one in said(text) if one[0] == "port" and one[2] not in ("", "Services")]
