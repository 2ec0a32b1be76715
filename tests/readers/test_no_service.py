"""What looks like a name and a port and is neither: code, instructions, variables, amounts."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str, path: str = "docs/page.md") -> list[tuple[str, str]]:
    return [(c.service, c.value) for c in read_document(path, text).claims if c.attribute == "port"]


@pytest.mark.parametrize("info", ["mjs", "cjs", "mts"])
def test_modules_are_code(info: str) -> None:
    assert ports(f"# HTTP\n\n```{info}\nserver.listen(8000);\nhttp.get('http://localhost:8000');\n```\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "- `fastify.listen({ port: 8000 })`",
        "- `JUPYTERHUB_API_URL` - the full URL for the JupyterHub API (http://17.0.0.1:8001/hub/api)",
        "I ran multiple containers, one connected to port 8000, one on 8001.",
        "Invoke it with `--endpoint-url http://localhost:3002`.",
        "- npx localtunnel --port 8000",
    ],
)
def test_no_name_no_claim(line: str) -> None:
    assert ports(f"# Class: `http.Server`\n\n{line}\n") == []


def test_a_variable_with_its_port_is_still_one() -> None:
    assert ports("# Settings\n\n- `GRAFANA_PORT`: 3000\n") == [("Grafana", "3000")]


@pytest.mark.parametrize("key", ["key_ttl_seconds", "read_concurrency", "batch_size", "timeout_ms"])
def test_amounts_beside_ports_are_none(key: str) -> None:
    assert ports(f"# Store\n\nThe cluster runs on these ports:\n\n```yaml\n{key}: 8640\n```\n") == []


@pytest.mark.parametrize("text", ["The default is `port: 0`, which picks any.", "A port >= 0 and < 65536 is valid."])
def test_bounds_of_ports_are_no_malformed_ports(text: str) -> None:
    assert [c for c in read_document("docs/a.md", f"# Server\n\n{text}\n").claims if c.attribute == "problem"] == []


@pytest.mark.parametrize("path", ["tests/docker/README.md", "e2e/README.md"])
def test_what_tests_start_is_an_example(path: str) -> None:
    claims = read_document(path, "# Suites\n\n| Service | Port |\n|---|---|\n| Grafana | 3000 |\n").claims
    assert {c.modality for c in claims} == {"example"}


def test_a_table_of_variables_is_read_for_the_pages_service() -> None:
    rows = "| `PORT` | `8003` | where it listens |\n| SMTP_PORT | 1025 | |\n| `RATE_LIMIT` | `1000` | |\n"
    text = f"# notifications\n\n## Configuration\n\n| Env | Default | What |\n|---|---|---|\n{rows}"
    assert ports(text, "services/notifications/README.md") == [("notifications", "8003"), ("SMTP_PORT value", "1025")]


@pytest.mark.parametrize(
    "line",
    [
        "- Rejects files longer than `MAX_AUDIO_SECONDS` (7200)",
        "- **macOS owns port 7000.** That is the AirPlay receiver.",
        '```\ngatehouse-1  | {"msg":"listening","addr":"0.0.0.0:3000"}\nyard-1  | INFO: running on http://0.0.0.0:8000\n```',
    ],
)
def test_settings_and_what_was_logged_are_nobody(line: str) -> None:
    assert ports(f"# Notes\n\n## Day 1\n\n{line}\n") == []


def test_ports_of_a_debugger_are_its_own() -> None:
    claims = read_document(
        "docs/page.md",
        "# Notes\n\n| Service | Port | Debug |\n|---|---|---|\n| gatehouse | 7100 | 9229 |\n| ledger | 7110 | 9230 |\n",
    ).claims
    assert [(c.service, c.part, c.value) for c in claims if c.attribute == "port"] == [
        ("gatehouse", "", "7100"), ("gatehouse", "debug", "9229"), ("ledger", "", "7110"), ("ledger", "debug", "9230"),
    ]  # fmt: skip


def test_a_check_on_the_host_is_no_bind() -> None:
    text = "# On call\n\n| Service | Check on the host |\n|---|---|\n| Gatehouse | `curl -s 127.0.0.1:7100/healthz` |\n"
    assert [c.attribute for c in read_document("docs/page.md", text).claims if c.attribute == "bind"] == []
