"""What a README says of its own program, under whatever heading, and what is no part of that."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str, path: str = "README.md") -> list[tuple[str, str]]:
    claims = read_document(path, f"# Tidewater\n\nKeeps tide tables.\n\n{text}\n").claims
    return [(c.service, c.value) for c in claims if c.attribute == "port"]


@pytest.mark.parametrize(
    "text",
    [
        "## Settings\n\nThe server listens on port 3010 by default.",
        "## Configuration\n\n- **Port**: 3010",
        "## Configuration\n\n- `PORT` - port to listen on (default: 3010)",
        "## Options\n\n| Flag | Default | Description |\n|---|---|---|\n| `--host` | `127.0.0.1` | Address |\n| `-p, --port <n>` | `3010` | Port |",
        "## Options\n\n| Flag | Description |\n|---|---|\n| `--port` | Port to listen on (default: `3010`) |",
        "## Options\n\n| Variable | Description |\n|---|---|\n| `PORT` | HTTP port (default 3010) |",
        "## Options\n\n```\n  --port INTEGER   Port to listen on  [default: 3010]\n```",
    ],
)
def test_a_readme_is_about_its_program(text: str) -> None:
    assert ports(text) == [("Tidewater", "3010")]


@pytest.mark.parametrize(
    "text",
    [
        "## Database\n\nThe server listens on port 3010.",
        "## Options\n\n| Flag | Description |\n|---|---|\n| `--port` | Port of the server to connect to (default: `3010`) |",
        "## Usage\n\n```\n$ celery -A tasks.app flower --port=5001\n```",
        "## Detection\n\n**Port**: Probes `8188` (CLI default) then `8000`.",
        "`docker-compose.yml` publishes the app to `127.0.0.1:8315`.",
    ],
)
def test_what_is_of_something_else_is_not(text: str) -> None:
    assert ports(text) == []


def test_another_page_is_not_about_it() -> None:
    assert ports("## Settings\n\nThe server listens on port 3010.", "docs/operations.md") == []


def test_a_session_tells_where_things_are_then() -> None:
    said = ports(
        "## Run it\n\n```bash\ndocker compose up\n# console → http://localhost:8080   (override with CONSOLE_PORT)\n"
        "# Grafana: http://localhost:3000\n# - Loki: http://localhost:3100\n```"
    )
    assert said == [("console", "8080"), ("Grafana", "3000"), ("Loki", "3100")]


def test_a_development_server_has_its_own_port() -> None:
    assert ports("## Run it\n\n```bash\nnpm run dev\n# console → http://localhost:5173\n```") == []


def test_the_api_port_is_a_part() -> None:
    claims = read_document("docs/a.md", "# Notes\n\nGrafana runs on port 9000, its API port is 9001.\n").claims
    assert [(c.part, c.value) for c in claims if c.attribute == "port"] == [("", "9000"), ("api", "9001")]
