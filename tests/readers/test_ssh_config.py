"""Settings of ssh in a page: where machines are."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def addresses(text: str) -> list[tuple[str, str, int]]:
    claims = read_document("docs/onboarding.md", f"# Onboarding\n\n```{text}```\n").claims
    return [(c.host, c.value, c.line) for c in claims if c.attribute == "address"]


def test_each_block_is_a_machine() -> None:
    text = "\nHost juno\n  HostName 10.20.0.11\n  User ops\nHost vega\n    HostName 10.20.0.12\n"
    assert addresses(text) == [("juno", "10.20.0.11", 5), ("vega", "10.20.0.12", 8)]


@pytest.mark.parametrize(
    "text",
    [
        "\nHost *\n  HostName 10.20.0.11\n",
        "\nHost juno vega\n  HostName 10.20.0.11\n",
        "\nHost juno\n  HostName juno.example.org\n",
        "\nHost github.com\n  HostName 140.82.121.4\n",
        "\nHost juno\n  User ops\nMatch host vega\n  HostName 10.20.0.12\n",
    ],
)
def test_nobody_alone_or_elsewhere(text: str) -> None:
    assert addresses(text) == []
