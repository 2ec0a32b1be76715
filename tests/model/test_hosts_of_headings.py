"""A statement without a host belongs to the one that a heading above it names, if that is a host elsewhere."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.model.identity import Identity

HOST = Claim("host", "juno", "docs/ports.md", 5, 3, 7, "juno", service="Gitea", host="juno")


def linked(heading: str, *others: Claim) -> str:
    claim = Claim("port", "3001", "docs/page.md", 9, 3, 7, "3001", service="Grafana", section=heading)
    return Identity([HOST, claim, *others]).link(claim).host_name


@pytest.mark.parametrize(
    "heading",
    [
        "juno",
        "Juno (Ubuntu)",
        "Reality snapshot of juno, 2026-11-15",
        "Listeners on `juno`",
        "Ports of juno (mini PC)",
        "juno, listening sockets",
        "juno – Daten",
        "Runbook: juno",
    ],
)
def test_a_heading_names_a_host(heading: str) -> None:
    assert linked(heading) == "juno"


@pytest.mark.parametrize(
    "heading", ["", "Services", "Snapshot of everything", "How juno works", "Ports of juno and friends", "of juno"]
)
def test_a_heading_is_about_something_else(heading: str) -> None:
    assert linked(heading) == ""


def test_the_innermost_heading_counts() -> None:
    atlas = HOST._replace(host="atlas", value="atlas", quote="atlas")
    assert linked("Snapshot of juno > Containers on atlas", atlas) == "atlas"
