"""Pages that say where the server of a build tool answers, against its settings."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

VITE = "export default defineConfig({{ server: {{ port: {} }} }})\n"
PACKAGE = '{{"name": "web", "scripts": {{"{}": "{}"}}}}\n'


def told(page: str, **files: str) -> list[str]:
    contents = {"README.md": f"# Desk\n\n{page}\n", **files}
    tree = Memory({path: text.encode() for path, text in contents.items()})
    return [one.rule for one in run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings]


def test_vite_by_its_settings_wherever_they_are_kept() -> None:
    page = "| URL | What |\n|---|---|\n| http://localhost:5173 | Portal (Vite dev server) |"
    assert told(page, **{"apps/ui/vite.config.ts": VITE.format(5175)}) == ["A101"]
    assert told(page, **{"apps/ui/vite.config.ts": VITE.format(5173)}) == []
    both = {"apps/ui/vite.config.ts": VITE.format(5175), "apps/admin/vite.config.ts": VITE.format(5173)}
    assert told(page, **both) == [], "one of two is meant"
    assert told(page, **{"apps/ui/package.json": PACKAGE.format("dev", "vite --port 5175")}) == ["A101"]


@pytest.mark.parametrize(("port", "rules"), [(6106, ["A101"]), (6006, [])])
def test_a_tool_by_its_own_name(port: int, rules: list[str]) -> None:
    package = PACKAGE.format("storybook", f"storybook dev -p {port}")
    assert told("- Storybook: http://localhost:6006", **{"packages/ui/package.json": package}) == rules


def test_the_preview_of_what_is_built_is_another_server() -> None:
    table = "## Ports\n\n| Port | Service |\n|---|---|\n| {} | Desk ({}) |"
    files = {"desk/vite.config.ts": VITE.format(5180)}
    assert told(table.format(5181, "preview"), **files) == []
    assert told(table.format(5181, "browser"), **files) == ["A101"]
