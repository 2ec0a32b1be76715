"""A list that gives the port inside of a container where others give the one that is published."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

TABLE = "# Services\n\n| Service | {} | Port |\n|---|---|---|\n| Paperless | {} | {} |\n"
COMPOSE = "services:\n  paperless:\n    image: paperless\n    ports: ['8010:8000']\n"


@pytest.mark.parametrize(
    ("column", "value", "other", "severities"),
    [
        ("Host", "mars", 8010, ["medium"]),  # one of two lists of what machines offer is wrong
        ("Host", "mars", 8000, ["low"]),
        ("Notes", "scans", 8010, ["low"]),  # may be a list of what listens inside
    ],
)
def test_the_port_inside_beside_the_one_outside(column: str, value: str, other: int, severities: list[str]) -> None:
    pages = {"docs/a.md": TABLE.format(column, value, 8000), "docs/b.md": TABLE.format(column, value, other)}
    tree = Memory({path: text.encode() for path, text in {**pages, "compose.yml": COMPOSE}.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    assert [one.severity for one in findings if one.rule == "A101"] == severities
