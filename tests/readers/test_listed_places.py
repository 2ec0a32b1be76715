"""On which machine services are, by tables that give no ports."""

from __future__ import annotations

import pytest

from consistency.model.claim import LISTED
from consistency.readers.document import read_document

ROWS = "| Gitea | anvil | git |\n| Kiwix | anvil | books |\n| Miniflux | `anvil` | feeds |\n| Forge | tongs | - |\n"


def placed(table: str) -> list[tuple[str, str]]:
    claims = read_document("docs/home.md", f"# Home\n\n{table}").claims
    return [(c.service, c.value) for c in claims if c.source == LISTED and c.attribute == "host"]


@pytest.mark.parametrize("head", ["Host", "Runs on", "Server", "Machine"])
def test_services_and_machines(head: str) -> None:
    found = placed(f"| Service | {head} | For |\n|---|---|---|\n{ROWS}")
    assert found == [("Gitea", "anvil"), ("Kiwix", "anvil"), ("Miniflux", "anvil"), ("Forge", "tongs")]


@pytest.mark.parametrize(
    "table",
    [
        "| Service | Location | For |\n|---|---|---|\n" + ROWS,
        "| Service | Host | For |\n|---|---|---|\n| Gitea | anvil | git |\n| Kiwix | tongs | books |\n",  # too few
        "| Service | Host | For |\n|---|---|---|\n" + ROWS.replace("anvil", "the big one"),
    ],
)
def test_what_is_no_list_of_places(table: str) -> None:
    assert placed(table) == []


def test_what_a_cell_lists() -> None:
    table = "| Name | IP | {} |\n|---|---|---|\n| anvil | 10.0.0.21 | traefik, \\*arr, gitea, Kiwix |\n| tongs | 10.0.0.22 | DNS |\n"
    assert placed(table.format("Runs")) == [("traefik", "anvil"), ("gitea", "anvil"), ("Kiwix", "anvil")]
    assert placed(table.format("Purpose")) == []  # half of the words are no names there
    assert placed(table.format("Purpose").replace("Kiwix", "kiwix")) == [
        ("traefik", "anvil"), ("gitea", "anvil"), ("kiwix", "anvil"),
    ]  # fmt: skip
    assert placed(table.format("Hardware")) == []
    assert placed(table.format("Runs").replace("anvil", "the big one")) == []
