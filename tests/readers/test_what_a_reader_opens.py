"""`docker compose up`, then open an address: the project's own, where nothing else has been started by hand."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
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
        "docker compose up -d postgres",
        "docker compose up -d\nPORT=4000 npm run dev",
        "npm run dev -- --port 4000",
        "npm run dev &\nuvicorn app:app",
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


def told(readme: str, **files: str) -> list[tuple[str, str, tuple[str, ...]]]:
    data = {"README.md": readme.encode(), **{name: text.encode() for name, text in files.items()}}
    found = run(Prepared(Memory(data), (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    return [(one.rule, one.severity, tuple(claim.value for claim in one.claims)) for one in found]


UP = PAGE.format(start="docker compose up -d", told=OPEN)
WEB = "services:\n  web:\n    build: .\n    ports: ['{0}:80']\n  db:\n    image: postgres\n"


API = "  api:\n    build: api\n    ports: ['9091:80']\n"


def test_of_several_the_one_with_pages_is_opened() -> None:
    files = {"docker-compose.yml": WEB.format(9090) + API}
    assert told(UP, **files) == [("A101", "medium", ("3000", "9090"))]
    assert told(UP.replace("localhost", "raspberrypi.local"), **files) == [("A101", "medium", ("3000", "9090"))]
    assert told(UP.replace("localhost", "wiki.acme.io"), **files) == []
    assert told(UP.replace(":3000", ":9090"), **files) == []


def test_what_a_compose_file_starts_is_not_held_against_units() -> None:
    unit = "[Service]\nEnvironment=API_PORT=9300\nExecStart=/opt/loom/bin/loom-api --port 9300\n"
    assert told(UP, **{"deploy/loom-api.service": unit}) == []


def test_the_one_service_of_its_own_that_is_published_is_the_project() -> None:
    name = "docker-compose.yml"
    assert told(UP, **{name: WEB.format(9090)}) == [("A101", "medium", ("3000", "9090"))]
    assert told(UP, **{name: WEB.format(3000)}) == []
    front = WEB.format(9090).replace("build: .", "image: nginx:1.27")
    assert told(UP, **{name: front}) == [("A101", "medium", ("3000", "9090"))]


@pytest.mark.parametrize(
    "files",
    [
        {"docker-compose.yml": WEB.format("${PORT:-9090}"), ".env.example": "PORT=3000\n"},
        {"docker-compose.yml": WEB.format(9090), "docker-compose.dev.yml": WEB.format(3000)},
        {
            "docker-compose.yml": WEB.format(9090)
            + "  ui:\n    image: acme/ui\n    profiles: [ui]\n    ports: ['3000:80']\n"
        },
        {"docker-compose.yml": WEB.format(9090).replace("web:", "core:") + API},
        {"docker-compose.yml": "services:\n  db:\n    image: postgres\n    ports: ['5432:5432']\n"},
        {"deploy/docker-compose.yml": WEB.format(9090)},
        {
            "compose.yml": "services:\n  caddy: {image: caddy, ports: ['80:80']}\n  wiki: {image: wikijs, ports: ['8000:80']}\n"
        },
    ],
)
def test_what_may_be_published_otherwise_is_not_said(files: dict[str, str]) -> None:
    assert told(UP, **files) == []


@pytest.mark.parametrize(
    "start", ["npm start", "docker compose up -d db\nnpm start", "docker compose up -d\nnpm run dev"]
)
def test_what_is_started_by_hand_is_nobodys(start: str) -> None:
    assert told(PAGE.format(start=start, told=OPEN), **{"docker-compose.yml": WEB.format(9090)}) == []


def test_images_of_the_projects_own_makers_are_its_services() -> None:
    text = WEB.replace("build: .", "image: ghcr.io/loomery-hq/{1}:1.11").replace("{0}:80", "{0}:3000")
    up = UP.replace("# Loom", "# Loomery")
    files = {"docker-compose.yml": text.format(8080, "web")}
    assert told(up, **files) == [("A101", "medium", ("3000", "8080"))]
    assert told(up, **{"docker-compose.yml": text.format(8080, "web").replace("loomery-hq", "somebody")}) == []
    assert told(up, **{"docker-compose.yml": text.format(3000, "web")}) == []


def test_a_page_for_developers_and_one_that_config_agrees_with() -> None:
    table = (
        "| What | Where |\n|---|---|\n| Web (hot reload) | http://localhost:{} |\n| Mail | http://localhost:8025 |\n"
    )
    listed = "# Self-hosting\n\n| Service | Published port |\n|---|---|\n| web | {} |\n| mail | 8025 |\n"
    files = {
        "docker-compose.yml": "services:\n  web:\n    image: a\n    ports: ['8080:3000']\n",
        "apps/web/package.json": '{"name": "web", "scripts": {"dev": "next dev -p 3000"}}\n',
    }
    dev = {"docs/development.md": "# Development\n\n" + table.format(3000)}
    assert told("# Loom\n", **files, **dev, **{"docs/self-hosting.md": listed.format(8080)}) == []
    assert [one[0] for one in told("# Loom\n", **files, **{"docs/self-hosting.md": listed.format(8081)})] == ["A101"]
