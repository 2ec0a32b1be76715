"""Servers that agents call, and programs that a monorepo keeps in folders: pages against files."""

from __future__ import annotations

import datetime
import json

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.model.finding import Finding
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 3, 1)


def found(files: dict[str, str]) -> list[Finding]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    return list(run(Prepared(tree, (), "", ()), Scope("memory"), TODAY).findings)


def sides(files: dict[str, str]) -> list[tuple[str, list[str]]]:
    return [(one.rule, [f"{claim.path}:{claim.line} {claim.value}" for claim in one.claims]) for one in found(files)]


def client(**servers: object) -> str:
    return json.dumps({"mcpServers": servers}, indent=2)


def page(text: str) -> str:
    return f"# Heron\n\nAdd this to your client:\n\n```json\n{text}\n```\n"


def test_settings_of_an_agent_that_a_page_gives_are_those_of_the_repository() -> None:
    own = client(
        heron={"type": "http", "url": "http://localhost:8830/mcp"}, notes={"command": "uvx", "args": ["notes"]}
    )
    moved = own.replace("8830", "8831")
    assert sides({"README.md": page(own), ".mcp.json": own}) == []
    assert [one.rule for one in found({"README.md": page(own), ".mcp.json": moved})] == ["A101"]


def test_settings_of_one_page_that_offers_two_ways_hold_where_one_is_right() -> None:
    text = client(heron={"url": "http://localhost:8830/mcp"})
    both = page(text) + f"\nOr, by a tunnel:\n\n```json\n{text.replace('8830', '18830')}\n```\n"
    assert sides({"README.md": both, ".mcp.json": text}) == []


def test_what_leads_to_a_service_is_not_the_service() -> None:
    servers = client(
        grafana={"url": "http://localhost:8000/sse"},
        loki={"url": "http://localhost:8001/sse"},
        tempo={"url": "http://localhost:8002/sse"},
    )
    table = "# Ports\n\n| Service | Port |\n|---|---|\n| Grafana | 3000 |\n| Loki | 3100 |\n| Tempo | 3200 |\n"
    assert sides({"docs/ports.md": table, ".mcp.json": servers}) == []


@pytest.mark.parametrize(
    "server",
    [
        {"type": "http", "url": "http://127.0.0.1:8778/mcp"},
        {"command": "npx", "args": ["-y", "mcp-remote", "http://127.0.0.1:8778/mcp"]},
    ],
)
def test_a_server_called_for_what_it_is(server: dict[str, object]) -> None:
    table = "# Ports\n\n| Service | Port |\n|---|---|\n| mcp-bridge | 8777 |\n"
    files = {"docs/ports.md": table, ".mcp.json": client(**{"mcp-bridge": server})}
    assert [one.rule for one in found(files)] == ["A101"]
    assert found({**files, "docs/ports.md": table.replace("8777", "8778")}) == []


def test_a_server_that_a_command_adds() -> None:
    told = "# Heron\n\n```bash\nclaude mcp add --transport http heron http://localhost:8830/mcp\n```\n"
    right = {"README.md": told, ".mcp.json": client(heron={"url": "http://localhost:8830/mcp"})}
    assert found(right) == []
    assert [one.rule for one in found({**right, "README.md": told.replace("8830", "8832")})] == ["A101"]


def test_a_map_of_ports_may_say_where_it_comes_from() -> None:
    ports = json.dumps({"$generatedFrom": "docs/ports.md", "heron": 5621, "egret": 5630})
    table = "# Ports\n\n| Service | Port |\n|---|---|\n| heron | 5620 |\n| egret | 5630 |\n"
    assert [one.rule for one in found({"docs/ports.md": table, "config/ports.json": ports})] == ["A101"]
    assert found({"docs/ports.md": table, "config/ports.json": ports.replace("5621", "5620")}) == []


MONOREPO = """# Marsh

| Path | What | Stack | Dev URL |
| --- | --- | --- | --- |
| `apps/web` | The editor | Vite | http://localhost:5173 |
| `apps/api` | REST API | Fastify | http://localhost:4100 |
"""
VITE = "export default defineConfig({ server: { port: 5173 } })\n"


def test_programs_of_a_monorepo_go_by_their_folders() -> None:
    files = {"README.md": MONOREPO, "apps/web/vite.config.ts": VITE, "apps/api/.env.example": "PORT=4100\n"}
    assert found(files) == []
    assert sides({**files, "apps/api/.env.example": "PORT=4000\n"}) == [
        ("A101", ["README.md:6 4100", "apps/api/.env.example:1 4000"])
    ]


def test_programs_that_a_table_names_beside_their_folders_keep_their_names() -> None:
    rows = "| `packages/core` | dashboard | 3000 |\n| `apps/api` | orders | 4100 |\n"
    table = f"# Marsh\n\n| Path | Service | Port |\n|---|---|---|\n{rows}"
    compose = 'services:\n  dashboard:\n    image: marsh/dashboard\n    ports: ["{}:80"]\n'
    assert found({"README.md": table, "compose.yaml": compose.format(3000)}) == []
    assert [one.rule for one in found({"README.md": table, "compose.yaml": compose.format(3001)})] == ["A101"]


def test_pages_of_a_monorepo_that_are_an_app_are_about_all_of_it() -> None:
    table = "# Ports\n\n## Assigned\n\n| Port | App |\n| --- | --- |\n| {} | api |\n| 5173 | web |\n"
    files = {"apps/api/.env.example": "PORT=4100\n", "apps/web/vite.config.ts": VITE}
    assert found({**files, "apps/docs/reference/ports.md": table.format(4100)}) == []
    wrong = found({**files, "apps/docs/reference/ports.md": table.format(4000)})
    assert [one.rule for one in wrong] == ["A101"]
    assert found({**files, "apps/billing/docs/ports.md": table.format(4000)}) == []  # the api of another program


def test_the_pages_of_a_program_are_nobody_elses_web() -> None:
    table = "# Ports\n\n| Container | Host port |\n|---|---|\n| mailhog (smtp) | 1025 |\n| mailhog (web) | 8026 |\n"
    assert found({"README.md": MONOREPO, "docs/ports.md": table, "apps/web/vite.config.ts": VITE}) == []


def test_settings_of_an_editor() -> None:
    servers = json.dumps({"servers": {"heron": {"type": "http", "url": "http://localhost:8831/mcp"}}}, indent=2)
    own = client(heron={"url": "http://localhost:8830/mcp"})
    assert [one.rule for one in found({"README.md": page(own), ".vscode/mcp.json": servers})] == ["A101"]
    assert found({"README.md": page(own), ".vscode/settings.json": servers}) == []
