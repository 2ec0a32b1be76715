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


def test_the_page_that_has_the_published_port_is_shown_beside_the_one_that_has_the_inner() -> None:
    compose = "services:\n  metabase:\n    ports: ['3030:3000']\n"
    pages = {
        "docs/ports.md": "# P\n\n| Port | Service |\n|---|---|\n| 3000 | Metabase |\n",
        "README.md": "# R\n\n- **Metabase**: http://localhost:3030\n",
    }
    tree = Memory({path: text.encode() for path, text in {**pages, "compose.yml": compose}.items()})
    (found,) = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    assert {(claim.path, claim.value) for claim in found.claims} == {
        ("docs/ports.md", "3000"), ("README.md", "3030"), ("compose.yml", "3030"),
    }  # fmt: skip
    assert found.severity == "low"


def test_config_says_which_of_two_pages_is_right() -> None:
    compose = "services:\n  metabase:\n    ports: ['3030:80']\n"
    page = "# P\n\n## Local\n\n| Service | Port | Container port |\n|---|---|---|\n| Metabase | {} | 80 |\n"
    pages = {"docs/a.md": page.format(3030), "docs/b.md": page.format(3031)}
    tree = Memory({path: text.encode() for path, text in {**pages, "compose.yml": compose}.items()})
    (found,) = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    assert {claim.path for claim in found.claims} == {"docs/a.md", "docs/b.md", "compose.yml"}
