"""What every project calls its own, in a folder of a project; and rows that give both sides of a map."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

COMPOSE = """services:
  frontend:
    image: a
    ports: ['45030:3000']
  backend:
    image: b
    ports: ['45033:8000']
"""
HEADER = "> **Ports:** Frontend localhost:45030 | Backend localhost:45031\n"


def findings(files: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    run_ = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 11, 21))
    return [(one.rule, tuple(sorted({claim.value for claim in one.claims}))) for one in run_.findings]


@pytest.mark.parametrize("folder", ["apps/tracker", "tracker", "apps/tracker/docker"])
def test_the_backend_in_the_folder_of_a_project_is_the_projects(folder: str) -> None:
    files = {"apps/tracker/README.md": f"# Tracker\n\n{HEADER}", f"{folder}/docker-compose.yml": COMPOSE}
    assert findings(files) == [("A101", ("45031", "45033"))]
    assert findings({**files, f"{folder}/docker-compose.yml": COMPOSE.replace("45033", "45031")}) == []


@pytest.mark.parametrize("folder", ["apps/planner", "deploy", "hosts/tracker", "dev"])
def test_the_backend_elsewhere_is_not(folder: str) -> None:
    files = {"apps/tracker/README.md": f"# Tracker\n\n{HEADER}", f"{folder}/docker-compose.yml": COMPOSE}
    assert findings(files) == []


def test_a_row_that_maps_the_same_port_inside_to_another_one() -> None:
    page = "# Net\n\n| Service | Host port | Container port |\n|---|---|---|\n"
    page += "| mosquitto | 1883 | 1883 |\n| mosquitto-ws | 9001 | 9001 |\n"
    compose = "services:\n  mosquitto:\n    image: m\n    ports: ['1883:1883', '{}:9001']\n"
    assert findings({"README.md": page, "compose.yml": compose.format(9001)}) == []
    assert findings({"README.md": page, "compose.yml": compose.format(9002)}) == [("A101", ("9001", "9002"))]
