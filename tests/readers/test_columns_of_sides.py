"""Columns and keys whose words alone say what they hold: sides, bare ports among sockets, jobs, months, keys without a header."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def said(text: str, path: str = "docs/page.md", attribute: str = "port") -> list[tuple[str, str, str, str]]:
    """(service, value, namespace, part) of the claims of an attribute."""
    read = read_document(path, text).claims
    return [(c.service, c.value, c.namespace, c.part) for c in read if c.attribute == attribute]


def table(*rows: str) -> str:
    return "# Ports\n\n" + "\n".join([rows[0], "|---" * (rows[0].count("|") - 1) + "|", *rows[1:]]) + "\n"


@pytest.mark.parametrize(
    ("header", "side"),
    [
        ("Port (in the compose network)", "container"),
        ("Port in the Docker network", "container"),
        ("Port on your machine", "host"),
        ("Port on the network", ""),
    ],
)
def test_a_header_that_says_where_the_port_is(header: str, side: str) -> None:
    assert said(table(f"| Service | {header} |", "| books | 4004 |")) == [("books", "4004", side, "")]


def test_inside_and_outside_over_ports() -> None:
    both = table(
        "| What | Inside | Outside (dev only) |",
        "| Store | 5432 | 5433 |",
        "| Cache | 6379 | – |",
        "| Mail | 25 | 2525 |",
    )
    assert said(both)[:3] == [
        ("Store", "5432", "container", ""),
        ("Store", "5433", "host", ""),
        ("Cache", "6379", "container", ""),
    ]
    noted = table("| What | Inside | Outside |", "| Queue | 5672 | 15672 (UI only) |", "| Store | 5432 | 5433 |")
    assert {space for _, _, space, _ in said(noted)} == {"host"}, "the port inside may be for something else"
    assert said(table("| What | Inside | Outside |", "| Wall | 2104 mm | 2204 mm |", "| Door | wood | steel |")) == []


def test_bare_ports_among_sockets() -> None:
    mixed = table(
        "| Service | Listens on |",
        "| Web | 0.0.0.0:443 |",
        "| WireGuard | 51821/udp |",
        "| sshd | 2202 |",
        "| Old | 8 hosts |",
    )
    assert [(service, value) for service, value, *_ in said(mixed)] == [
        ("Web", "443"),
        ("WireGuard", "51821"),
        ("sshd", "2202"),
    ]


def test_what_is_scraped_is_the_job_s() -> None:
    jobs = table("| Job | Target | Port |", "| node | all five hosts | 9100 |", "| redis | oak | 9121 |")
    assert said(jobs) == [("node", "9100", "", "metrics"), ("redis", "9121", "", "metrics")]
    led = table("| Name | Target | Port |", "| a | books | 9100 |", "| b | shop | 9121 |")
    assert [service for service, *_ in said(led)] == ["books", "shop"]


def test_keys_under_what_and_value() -> None:
    page = (
        "# Books\n\n| What | Value |\n|---|---|\n| Web | https://books.acme.dev |\n| Host binding | `0.0.0.0:8222` |\n"
    )
    assert said(page + "| Ping | `/alive` |\n| Admin page | off |\n") == [("Books", "8222", "host", "")]
    assert said(page + "| Ping | `/alive` |\n", attribute="health") == [("Books", "/alive", "host", "")]
    assert said(page.replace("Host binding", "Sign-ups")) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [("- Ports: since 2025-06", []), ("- Ports: 2025-13", ["2025-13"]), ("- Ports: 8000-8006", ["8000-8006"])],
)
def test_a_month_is_no_range(text: str, values: list[str]) -> None:
    read = read_document("docs/a.md", f"# Ledger\n\n{text}\n").claims
    assert [c.quote for c in read if c.attribute in ("port", "range", "problem")] == values


def test_settings_of_ssh_are_nobody_s_port() -> None:
    fence = "# Books\n\n```{}\nHost oak\n    {}\n    Port 2202\n```\n"
    assert said(fence.format("sshconfig", "HostName oak.lan")) == []


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("## Books\n\nPort 2283. Liveness is `GET /api/ping` and answers `pong`.", [("Books", "/api/ping")]),
        ("## Books\n\nKubernetes probes `/ping` for readiness; else it fails.", [("Books", "/ping")]),
        ("## Books\n\n### What now?\n\nThe readiness probe asks `/ping`.", [("Books", "/ping")]),
        ("## Books\n\nLiveness is `/live`, readiness is `/ready`.", []),
        ("## Books\n\nLiveness is not `/ping`.", []),
        ("## Books\n\nLiveness is everything.", []),
        ("## What now?\n\nLiveness is `/ping`.", []),
    ],
)
def test_whose_probe_a_section_speaks_of(text: str, paths: list[tuple[str, str]]) -> None:
    assert [one[:2] for one in said(f"# Notes\n\n{text}\n", attribute="health")] == paths


@pytest.mark.parametrize(("name", "service"), [("books", "books"), ("same", ""), ("other", "")])
def test_a_container_that_a_sentence_names(name: str, service: str) -> None:
    found = said(f"# Deployment\n\nThe {name} container is bound to 127.0.0.1:8088.\n")
    assert [one[0] for one in found] == ([service] if service else [])


def test_services_among_the_properties_of_a_machine() -> None:
    machine = "# Inventory\n\n## oak – data\n\n| Property | Value |\n|---|---|\n| System | Debian 12 |\n"
    rows = "| PostgreSQL | 15, port 5432, listens on 10.0.0.13 |\n| PgBouncer | pool 40 |\n| Connection | TLS, port 8443 |\n"
    assert said(machine + rows) == [("PostgreSQL", "5432", "", "")]


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("Sends mail. Has a tiny HTTP API for preferences on port 4005 (`GET /x`).", ["4005"]),
        ("Has a metrics endpoint on port 9100.", []),
        ("Has 3 workers on port 4005.", []),
        ("Exposes the cache of the shop on port 6379.", []),
    ],
)
def test_what_a_service_is_said_to_have(text: str, ports: list[str]) -> None:
    found = said(f"# notifier\n\n{text}\n", "services/notifier/README.md")
    assert [(name, value) for name, value, *_ in found] == [("notifier", port) for port in ports]


def test_a_store_on_the_private_address() -> None:
    text = "# Production\n\nRedis listens on the private address only, 10.0.7.3:6379.\n"
    assert said(text) == [("Redis", "6379", "host", "")]
    assert said(text.replace("listens", "depends")) == []


@pytest.mark.parametrize(("verb", "told"), [("starts", ["5173"]), ("mentions", [])])
def test_what_starts_a_development_server(verb: str, told: list[str]) -> None:
    page = f"# Local\n\n`npm run dev -w web` {verb} Vite on http://localhost:5173.\n"
    assert [value for name, value, *_ in said(page) if name == "Vite dev server"] == told
