"""Bullets, sentences, headings and block quotes: what a line says, and where."""

from __future__ import annotations

import pytest
from written import read, says


def test_a_bullet_with_a_url() -> None:
    says(
        "- **Grafana**: http://192.168.1.20:3000\n",
        (1, "base_url", "http://192.168.1.20:3000", "Grafana"),
        (1, "port.host", "3000", "Grafana"),
    )


def test_fields_under_a_heading_of_the_service() -> None:
    says(
        """### Grafana

- **Port**: 3000
- Bind: 127.0.0.1
- Health: `/api/health`
- Memory: 4096
""",
        (3, "port", "3000", "Grafana"),
        (4, "bind", "127.0.0.1", "Grafana"),
        (5, "health", "/api/health", "Grafana"),
    )


def test_a_port_in_parentheses() -> None:
    says(
        "## Services\n\n- Jellyfin (port 8096)\n- Navidrome (port 4533)\n",
        (3, "port", "8096", "Jellyfin"),
        (4, "port", "4533", "Navidrome"),
    )


def test_a_heading_with_its_port() -> None:
    says("### Portainer (port 9443)\n\nManages containers.\n", (1, "port", "9443", "Portainer"))


@pytest.mark.parametrize("heading", ["### AI/ML Services (30100-30199)", "### AI/ML Services — 30100-30199"])
def test_a_heading_with_its_range(heading: str) -> None:
    says(f"{heading}\n", (1, "range", "30100-30199", "AI/ML Services"))


def test_port_first_below_a_heading_that_says_ports() -> None:
    says(
        "## Used ports\n\n- **9000**: Portainer\n- 9090 - Prometheus\n",
        (3, "port", "9000", "Portainer"),
        (4, "port", "9090", "Prometheus"),
    )


def test_dates_and_sizes_are_no_ports() -> None:
    says("## History\n\n- **2024**: moved house\n- 2023-11: bought the rack\n- 512: MB of memory\n")


def test_a_header_in_a_block_quote() -> None:
    says(
        "# Rack\n\n> **Ports:** Frontend localhost:45010 | Backend localhost:45011\n",
        (3, "port.host", "45010", "Rack Frontend"),
        (3, "port.host", "45011", "Rack Backend"),
    )


def test_several_services_in_one_bullet_of_a_host() -> None:
    claims = read("## Exposure\n\n- Mini: LiteLLM :4000 (LAN + localhost), Open WebUI :3000\n").claims
    ports = [(c.service, c.host, c.value, c.line, c.column, c.end_column) for c in claims if c.attribute == "port"]
    assert ports == [("LiteLLM", "Mini", "4000", 3, 18, 22), ("Open WebUI", "Mini", "3000", 3, 54, 58)]


def test_exposure_lists() -> None:
    claims = read("- Local-only: Prometheus 9090, SearXNG 8888\n- LAN-exposed: LiteLLM 4000\n").claims
    exposed = {(c.service, c.port): c.value for c in claims if c.attribute == "exposure"}
    assert exposed == {("Prometheus", 9090): "loopback", ("SearXNG", 8888): "loopback", ("LiteLLM", 4000): "lan"}


def test_an_alias_with_its_port() -> None:
    claims = read("## Routing\n\n- `fast-chat` -> 8126 (qwen3-14b)\n").claims
    assert ("port", "8126", "fast-chat") in {(c.attribute, c.value, c.service) for c in claims}


def test_a_list_of_ports_that_nobody_may_take() -> None:
    claims = read("New services must not bind to existing ports (4000, 8100-8103).\n").claims
    assert [(c.attribute, c.value, c.column, c.end_column) for c in claims] == [
        ("fixed", "4000", 47, 51),
        ("fixed", "8100-8103", 53, 62),
    ]


def test_what_a_port_used_to_be() -> None:
    claims = read("### Grafana\n\n- Port: 3001 (moved from 3000)\n").claims
    assert [c.value for c in claims if c.attribute == "port" and c.modality == "stated"] == ["3001"]


def test_wrapped_items_keep_their_places() -> None:
    claims = read("- Grafana listens on\n  port 3000\n").claims
    assert [(c.value, c.line, c.column) for c in claims if c.attribute == "port"] == [("3000", 2, 8)]


@pytest.mark.parametrize(
    "text",
    [
        "Redis database 3000 holds 15 keys and times out after 30000 ms.",
        "See RFC 8446, section 4100, and the report of 2024-11-05.",
        "The breakpoint is 1024-1279px; pages have 4096 tokens.",
        "Run `lsof -i :8080` to see who listens.",
        "The bug is in handler.py:4000.",
    ],
)
def test_numbers_that_are_no_services_port(text: str) -> None:
    assert [c for c in read(f"# Notes\n\n{text}\n").claims if c.attribute == "port" and c.modality == "stated"] == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_form_feed_within_a_line(end: str) -> None:
    text = end.join(["# A\x0cB\u2028C", "", "- Grafana: port 3000", ""])
    (claim,) = [c for c in read(text).claims if c.attribute == "port"]
    assert (claim.line, claim.column, claim.end_column) == (3, 17, 21)
