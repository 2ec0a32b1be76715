"""`npm run dev`, and where that answers: held against the command behind the script."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.readers.document import read_document
from consistency.tree.memory import Memory


def told(text: str, path: str = "README.md") -> list[tuple[str, str]]:
    claims = read_document(path, text).claims
    found = [
        (c.service, c.value) for c in claims if c.attribute == "port" and c.service.endswith((" script", " target"))
    ]
    return sorted(set(found))


@pytest.mark.parametrize(
    "text",
    [
        "Run `npm run dev` and open http://localhost:3000.",
        "- `pnpm dev` - serves on http://localhost:3000",
        "Start it with `yarn dev`. It listens on port 3000.",
        "| Command | What |\n|---|---|\n| `npm run dev` | http://localhost:3000 with reload |\n",
        "```sh\nnpm install\nnpm run dev  # http://localhost:3000\n```",
        "```sh\n# serves at localhost:3000\nnpm run dev\n```",
        "## Start\n\n```sh\nnpm ci\nnpm run dev\n```\n\nOpen [http://localhost:3000](http://localhost:3000) in a browser.",
        "## Start\n\n```sh\ngit clone https://git.example.org/shop\ncd shop\nnpm run dev\n```\n\nThen visit http://localhost:3000.",
    ],
)
def test_a_script_answers_where_the_page_says(text: str) -> None:
    assert told(f"# Shop\n\n{text}\n") == [("npm run dev script", "3000")]


def test_a_target_and_the_folder_that_is_entered() -> None:
    assert told("Run `make serve` and open http://localhost:8000.") == [("make serve target", "8000")]
    assert told("Site: `cd web && npm run dev`, then http://localhost:5173.") == [("web: npm run dev script", "5173")]
    assert told("`npm run dev`: http://localhost:3000", "apps/web/README.md") == [
        ("apps/web: npm run dev script", "3000")
    ]
    assert told("`npm run dev`: http://localhost:3000", "docs/start.md") == [("npm run dev script", "3000")]


@pytest.mark.parametrize(
    "text",
    [
        "`npm run dev` proxies `/api` to http://localhost:3000.",
        "`npm run dev` expects the backend on http://localhost:3000.",
        "If port 3000 is taken, run `PORT=3005 npm run dev` and open http://localhost:3005.",
        "Run `npm run dev -- --port 3005` and open http://localhost:3005.",
        "Run `make serve PORT=3005` and open http://localhost:3005.",
        "Run `npm run dev`: the site is on http://localhost:3000, the API on http://localhost:4000.",
        "`cd $HOME/web && npm run dev`, then http://localhost:5173.",
        "`npm run dev` or `npm run serve`: http://localhost:3000.",
        "Run `npm run dev` and see https://shop.example.org:8443.",
        "```sh\nnpm run dev &\nuvicorn app:app\n```\n\nOpen http://localhost:3000.",
    ],
)
def test_what_is_not_said_of_the_script_as_it_is(text: str) -> None:
    assert told(f"# Shop\n\n{text}\n") == []


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    checked = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1))
    return [(one.rule, one.message.partition(":")[0]) for one in checked.findings]


def test_it_is_held_against_the_command() -> None:
    page = "# Shop\n\nRun `npm run dev` and open http://localhost:{}.\n"
    package = '{"name": "shop", "scripts": {"dev": "vite --port 5174", "docs": "vitepress --port 3000"}}'
    assert found({"README.md": page.format(5173), "package.json": package}) == [("A101", "npm run dev script")]
    assert found({"README.md": page.format(5174), "package.json": package}) == []
    assert found({"README.md": page.format(5173), "web/package.json": package}) == []


def test_the_settings_of_the_tool_are_the_scripts() -> None:
    page = "# Shop\n\nRun `npm run dev` and open http://localhost:5173.\n"
    settings = "export default defineConfig({ server: { port: 5180 } })\n"
    files = {"README.md": page, "vite.config.ts": settings}
    vite, other = '{"name": "shop", "scripts": {"dev": "vite"}}', '{"scripts": {"dev": "node server.js"}}'
    assert found({**files, "package.json": vite}) == [("A101", "npm run dev script")]
    assert found({**files, "package.json": other}) == []


def test_what_has_been_built_is_started_elsewhere() -> None:
    page = "# Shop\n\n| App | URL |\n|---|---|\n| web | http://localhost:3000 |\n"
    package = '{"name": "web", "scripts": {%s"start": "next start -p 8080"}}'
    assert found({"README.md": page, "apps/web/package.json": package % '"dev": "next dev", '}) == []
    assert found({"README.md": page, "apps/web/package.json": package % ""}) == [("A101", "web")]


def test_the_keys_of_a_chart() -> None:
    page = "# Shop\n\n| Key | Description | Default |\n|---|---|---|\n| `service.port` | port | `{}` |\n| `a.replicas` | n | `2` |\n"
    values = "service:\n  port: 80\nreplicas: 3\n"
    assert found({"charts/shop/README.md": page.format(8080), "charts/shop/values.yaml": values}) == [
        ("A101", "service.port value")
    ]
    assert found({"charts/shop/README.md": page.format(80), "charts/shop/values.yaml": values}) == []
    assert found({"charts/till/README.md": page.format(8080), "charts/shop/values.yaml": values}) == []
    assert found({"charts/shop/README.md": page.format(8080), "charts/shop/values-prod.yaml": values}) == []
    both = {"charts/shop/README.md": page.format(80), "charts/till/README.md": page.format(81)}
    assert (
        found({**both, "charts/shop/values.yaml": values, "charts/till/values.yaml": values.replace("80", "81")}) == []
    )
