"""`docker compose up`, then open an address: the project's own, where nothing else has been started by hand."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import Prepared, Scope, run
from consistency.readers.document import read_document
from consistency.tree.memory import Memory

PAGE = "# Loom\n\n## Quick start\n\n```bash\n{start}\n```\n\n{told}\n"
OPEN = "Then open http://localhost:3000 in your browser."


def ports(start: str, told: str = OPEN, path: str = "README.md") -> list[tuple[str, str, str]]:
    claims = read_document(path, PAGE.format(start=start, told=told)).claims
    return [(c.service, c.value, c.source.split(" ")[0]) for c in claims if c.attribute == "port"]


@pytest.mark.parametrize(
    "start", ["docker compose up -d", "git clone x\ncd x\ndocker-compose up --build -d  # starts all"]
)
@pytest.mark.parametrize(
    "told", [OPEN, "1. Visit http://localhost:3000.", "The app will be available at http://localhost:3000."]
)
def test_what_runs_is_the_readmes_project(start: str, told: str) -> None:
    assert ports(start, told) == [("Loom", "3000", "prose")]


@pytest.mark.parametrize(
    "start",
    [
        "npm run dev",
        "docker compose up -d postgres",
        "docker compose up -d\nnpm run dev",
        "docker compose -f dev.yml up",
        "docker run -d acme/loom",
    ],
)
def test_what_is_started_otherwise_may_be_anywhere(start: str) -> None:
    assert ports(start) == []


def test_the_next_section_and_another_page_are_about_something_else() -> None:
    assert ports("docker compose up -d", "## By hand\n\n" + OPEN) == []
    assert ports("docker compose up -d", path="docs/start.md") == []
    assert ports("docker compose up -d", "Then open http://localhost in your browser.") == []


def test_it_is_held_against_what_the_file_publishes_and_takes_no_port() -> None:
    def rules(published: str) -> list[tuple[str, str]]:
        files = {
            "README.md": PAGE.format(start="docker compose up -d", told=OPEN).encode(),
            "docker-compose.yml": f"services:\n  {published}\n  db:\n    image: postgres\n".encode(),
        }
        found = run(Prepared(Memory(files), (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
        return [(one.rule, one.severity) for one in found]

    assert rules("loom: {image: a, ports: ['3000:80']}") == []
    assert rules("viewer: {image: a, ports: ['3000:80']}") == []
    assert rules("loom: {image: a, ports: ['9090:80']}") == [("A101", "medium")]
