"""Columns of several things, servers by their ports, notes on binds, rows that nobody has."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def said(header: str, *rows: str, heading: str = "Services") -> list[tuple[str, str, str, str]]:
    """(service, attribute, value, host) of a table."""
    line = "|".join("---" for _ in header.split("|"))
    table = f"# Page\n\n## {heading}\n\n| {header} |\n|{line}|\n" + "".join(f"| {row} |\n" for row in rows)
    claims = read_document("docs/a.md", table).claims
    return [(c.service, c.attribute, c.value, c.host) for c in claims if c.attribute not in ("service", "host")]


def test_a_machine_and_how_it_runs_there_an_address_and_its_health() -> None:
    told = said(
        "Service | Runs on / as | Address, health | Auth",
        "LiteLLM | anvil, container | http://anvil:4000, `GET /health/liveliness` | virtual key per caller",
        "Ollama | anvil, `ollama.service` | `/api/version` | none",
    )
    assert ("LiteLLM", "port", "4000", "anvil") in told
    assert ("LiteLLM", "health", "/health/liveliness", "anvil") in told
    assert ("LiteLLM", "auth", "required", "anvil") in told
    assert ("Ollama", "health", "/api/version", "anvil") in told


def test_where_it_listens_and_how_to_see_that_it_lives() -> None:
    head = "Service | Where it listens, how to see that it lives"
    rows = (
        "checkout | `app-01:8110`, ready when `/health/ready` says 200; metrics on 9464",
        "seatmap | `app-02:8120`, `/up`",
    )
    told = said(head, *rows)
    assert ("checkout", "health", "/health/ready", "") in told
    assert ("seatmap", "health", "/up", "") in told
    assert {(name, host) for name, attribute, _, host in told if attribute == "port"} == {
        ("checkout", "app-01"),
        ("seatmap", "app-02"),
    }


def test_a_machine_and_a_port() -> None:
    rows = ("PgBouncer | db-01, 6432, transaction mode", "Grafana | mon-01, 3080", "nginx | edge-01, 80 / 443")
    assert said("Service | Where", *rows) == [
        ("PgBouncer", "port", "6432", "db-01"),
        ("Grafana", "port", "3080", "mon-01"),
        ("nginx", "port", "80", "edge-01"),
        ("nginx", "port", "443", "edge-01"),
    ]
    assert said("Service | Where", "PgBouncer | db-01, rack 4", "Grafana | mon-01, rack 5") == []


def test_servers_behind_their_ports() -> None:
    rows = ("7401 | mcp-files | HTTP", "7402 | mcp-git | HTTP", "7403 | *next free* |")
    assert said("Port | Server | Transport", *rows) == [
        ("mcp-files", "port", "7401", ""),
        ("mcp-git", "port", "7402", ""),
        ("", "available", "7403", ""),
    ]
    assert said("Port | Server", "22 | web-01", "22 | web-02") == []


@pytest.mark.parametrize(
    ("note", "bind"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("loopback only: 127.0.0.1", "127.0.0.1"),
        ("bindet nur an 127.0.0.1", "127.0.0.1"),
        ("only `127.0.0.1`, behind the proxy", "127.0.0.1"),
        ("proxied to 127.0.0.1", ""),
        ("was on 127.0.0.1", ""),
        ("see 127.0.0.1 in the log", ""),
    ],
)
def test_a_note_on_the_bind(note: str, bind: str) -> None:
    told = said("Name | Port | Note", f"vault | 8222 | {note}")
    assert [value for _, attribute, value, _ in told if attribute == "bind"] == ([bind] if bind else [])


def test_a_header_that_says_inside() -> None:
    table = "# A\n\n| Component | Listens on (container) |\n|---|---|\n| web | 8080 |\n| redis | 6379 |\n"
    claims = read_document("docs/a.md", table).claims
    assert {c.namespace for c in claims if c.attribute == "port"} == {"container"}


def test_the_block_of_a_tier() -> None:
    text = "# A\n\n## Port blocks\n\n- `8100-8199` customer-facing tier\n\n| Service | Tier | Port |\n|---|---|---|\n| gates | customer-facing | 8205 |\n"
    claims = read_document("docs/a.md", text).claims
    assert [(c.service, c.value, c.part) for c in claims if c.attribute == "range"] == [
        ("customer-facing tier", "8100-8199", ""),
        ("gates", "8100-8199", "own"),
    ]


def test_a_drawing_leads_inside() -> None:
    text = "# A\n\n```\n browser ──► web (nginx :8080) ──► api :8420\n   ├──► redis :6379 ◄── worker\n```\n"
    spaces = {(c.value, c.namespace) for c in read_document("docs/a.md", text).claims if c.attribute == "port"}
    assert ("6379", "") in spaces
    assert ("8420", "") in spaces


def test_keys_below_the_heading_of_their_group_or_file() -> None:
    head = "| Key | Default |\n|---|---|\n"
    text = f"# Settings\n\n## `metrics`\n\n{head}| `port` | `9466` |\n\n## agent.yaml\n\n{head}| `api.listen` | `127.0.0.1:7490` |\n"
    told = {(c.service, c.attribute, c.value) for c in read_document("docs/a.md", text).claims}
    assert ("metrics.port value", "port", "9466") in told
    assert ("api.listen value in agent.yaml", "port", "7490") in told
