"""Which names of places are services, so that two of them on one port are two services."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

TABLE = "| Service | Port |\n|---|---|\n"
ENTRY = "  {}:\n    image: a\n    {}\n    ports: ['8506:8000']\n"
COMPOSE = "services:\n  tern:\n    image: acme/tern\n    ports: ['8506:8506']\n"


def found(**files: str) -> list[str]:
    tree = Memory({name.replace("_", ".").replace("..", "/"): text.encode() for name, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    return [one.rule for one in findings]


@pytest.mark.parametrize(
    "line",
    [
        "- **API documentation**: http://localhost:8506/docs",
        "- Opens a browser at http://localhost:8506",
        "Visiting `http://localhost:8506/` returns JSON.",
        "- **Network isolation:** the port 8506 should not be reachable",
        "- **SSE**: http://localhost:8506/api/events",
    ],
)
def test_a_label_before_an_address_is_no_second_service(line: str) -> None:
    assert found(compose_yml=COMPOSE, README_md=f"# Tern\n\n{line}\n") == []


def test_a_row_of_a_table_is_one() -> None:
    assert found(compose_yml=COMPOSE, docs__ports_md=f"# Ports\n\n{TABLE}| Petrel | 8506 |\n") == ["A102"]


def test_pages_of_one_site_are_none() -> None:
    pages = "| Address | What it is |\n|---|---|\n| http://localhost:8506/ | dashboard of calls |\n"
    pages += "| http://localhost:8506/shops | stores and keys |\n"
    assert found(compose_yml=COMPOSE, README_md=f"# Tern\n\n{pages}") == []


@pytest.mark.parametrize("name", ["Your agent", "make compose-up", "tern start --dev", "TERN_URL", "{{PROJECT}}-dev"])
def test_what_stands_for_something_or_is_typed_is_none(name: str) -> None:
    assert found(compose_yml=COMPOSE, docs__ports_md=f"# Ports\n\n{TABLE}| {name} | 8506 |\n") == []


def test_two_ways_to_run_one_service_are_one() -> None:
    ways = ENTRY.format("tern-cuda", "profiles: [cuda]") + ENTRY.format("tern-cpu", "profiles: [cpu]")
    rows = f"# Ports\n\n{TABLE}| tern-cuda | 8506 |\n| Tern | 8506 |\n| tern-cpu | 8506 |\n"
    assert found(compose_yml=f"services:\n{ways}", docs__ports_md=rows) == []


def test_two_entries_of_one_file_are_two_whatever_they_are_called() -> None:
    def both(one: str, other: str) -> list[str]:
        return found(compose_yml=f"services:\n{ENTRY.format('tern', one)}{ENTRY.format('tern-dev', other)}")

    assert both("tty: true", "tty: true") == ["A102"]
    assert both("tty: true", "profiles: [dev]") == ["A102"]  # what has none runs beside every profile
    assert both("profiles: [prod]", "profiles: [dev]") == []


def test_words_that_differ_in_their_endings_are_one_name() -> None:
    rows = f"# Ports\n\n{TABLE}| transcribe-proxy | 8601 |\n"
    other = f"# Daemons\n\n{TABLE}| transcription-proxy | 8601 |\n"
    assert found(docs__ports_md=rows, docs__daemons_md=other) == []
    assert found(docs__ports_md=rows, docs__daemons_md=other.replace("transcription", "translation")) == ["A102"]
