"""What pages show of settings and programs: alternatives, overrides, forks and servers, none of them contradictory."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory


def found(files: dict[str, str]) -> list[str]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    return [one.rule for one in findings]


ENV = "BACKEND_URL=http://localhost:16686\n"
SET = "### {}\n\n```bash\nBACKEND_URL=http://localhost:{}\n```\n\n"


def test_a_variable_that_a_page_sets_to_several_things_can_be_each() -> None:
    both = f"# Heron\n\n{SET.format('Jaeger', 16686)}{SET.format('Tempo', 3200)}"
    assert found({"README.md": both, ".env.example": ENV}) == []
    assert found({"README.md": f"# Heron\n\n{SET.format('Tempo', 3200)}", ".env.example": ENV}) == ["A101"]


def test_a_sample_is_in_force_nowhere() -> None:
    page = f"# Heron\n\n{SET.format('Start', 3200)}"
    assert found({"README.md": page, "demo/.env.example": ENV}) == []


def test_setting_another_port_than_the_default_shows_how() -> None:
    table = "# Settings\n\n| Variable | Default |\n|---|---|\n| `HERON_PORT` | `8000` |\n"
    page = "# Heron\n\n```bash\nHERON_PORT=1234\n```\n"
    assert found({"docs/settings.md": table, "docs/start.md": page}) == []
    assert found({"docs/settings.md": table, ".env.example": "HERON_PORT=1234\n"}) == ["A101"]


@pytest.mark.parametrize(
    ("one", "other", "rules"),
    [
        ("https://github.com/acme/heron", "https://github.com/egret/heron", ["A112"]),
        ("https://github.com/acme/heron", "https://github.com/acme/heron.git", []),
        ("https://github.com/acme/heron", "https://github.com/egret/egret", []),
        ("https://heron.acme.io/deploy/run/index.md", "https://heron.acme.io/trace/view/index.md", []),
    ],
)
def test_what_two_links_are(one: str, other: str, rules: list[str]) -> None:
    table = "# Links\n\n| Service | URL |\n|---|---|\n| Heron | {} |\n"
    assert found({"docs/a.md": table.format(one), "docs/b.md": table.format(other)}) == rules


COMPOSE = "services:\n  {}:\n    image: acme/x\n    ports: ['{}:{}']\n"


def test_an_mcp_server_of_a_program_is_another_one() -> None:
    page = "# Pages\n\n- **Neo4j MCP server**: http://localhost:8000\n"
    assert found({"README.md": page, "compose.yml": COMPOSE.format("neo4j", 7474, 7474)}) == []
    assert found({"README.md": page, "compose.yml": COMPOSE.format("neo4j-mcp-server", 7474, 7474)}) == ["A101"]


@pytest.mark.parametrize("place", ["http://localhost:8000", "`localhost:8000`", ":8000"])
def test_a_label_that_ends_in_server_is_a_program_where_a_port_follows(place: str) -> None:
    page = f"# Pages\n\n- Tide Server: {place}\n"
    assert found({"docs/start.md": page, "compose.yml": COMPOSE.format("tide-server", 8005, 8005)}) == ["A101"]
    assert found({"docs/start.md": page, "compose.yml": COMPOSE.format("tide-server", 8000, 8000)}) == []


def test_comments_at_the_head_of_a_compose_file_are_of_the_services_that_they_name() -> None:
    head = "# Tern:   http://localhost:4000\n# Code Web:   http://localhost:8080\n"
    files = COMPOSE.format("code", 8080, 80) + "  tern:\n    image: acme/tern\n    ports: ['4000:4000']\n"
    assert found({"compose.yml": head + files}) == []
    assert found({"compose.yml": head.replace("4000", "4001") + files}) == ["A101"]


@pytest.mark.parametrize("sign", ["{% if deployed %}", "{{ cookiecutter.name }}"])
def test_a_template_of_hcl_is_no_broken_file(sign: str) -> None:
    assert found({"infra/main.tf": f"{sign}\nresource heron {{\n"}) == []
    assert found({"infra/main.tf": "resource = = heron {\n"}) == ["M106"]


def test_programs_listed_as_servers_with_what_they_do() -> None:
    table = "# Servers\n\n| Server | Description | Default Port |\n|---|---|---|\n"
    rows = "| [heron](h.md) | Listens to birds | 10301 (HTTP), 10300 (Wyoming) |\n| [egret](e.md) | Speaks | 10201 |\n"
    assert found({"docs/servers.md": table + rows, "compose.yml": COMPOSE.format("heron", 10301, 10301)}) == []
    assert found({"docs/servers.md": table + rows, "compose.yml": COMPOSE.format("egret", 10301, 10301)}) == ["A101"]


PROBED = {
    "Dockerfile": "FROM a\nEXPOSE 8000\nHEALTHCHECK CMD curl -f http://localhost:8000/health || exit 1\n",
}


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        ("/api/v1/health", ["B105"]),
        ("/healthz", ["B105"]),
        ("/health", []),
        ("/v1/files/health", []),
        ("/ready", []),
        ("/livez", []),
        ("/health/live", []),
    ],
)
def test_a_health_path_on_the_readers_machine(path: str, rules: list[str]) -> None:
    page = f"# Heron\n\n```sh\ncurl http://localhost:8000{path}\n```\n"
    assert found({**PROBED, "docs/ops.md": page}) == rules
    assert found({**PROBED, "docs/ops.md": page.replace("8000", "8001")}) == []
    assert found({**PROBED, "apps/egret/README.md": page}) == []


def test_two_blanks_are_two_machines() -> None:
    page = "# Heron\n\n```sh\nkcat -b <broker>:9092 -t a\nkcat -b <broker>:9092 -t b\ncurl http://<{}>:8080\n```\n"
    assert found({"docs/ops.md": page.format("console")}) == []


def test_what_a_server_proxies_to_is_no_port_of_its_own() -> None:
    page = "# Heron\n\n- **Vite dev**: `http://localhost:3000` (proxies `/api` → `:8000`)\n"
    assert found({"docs/dev.md": page}) == []
