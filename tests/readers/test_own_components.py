"""Whose `API` it is, what a page's address is, whom a snapshot means, and chains of names."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.readers.document import read_document


def ports(text: str, path: str) -> set[tuple[str, str]]:
    return {(c.service, c.value) for c in read_document(path, text).claims if c.attribute == "port"}


@pytest.mark.parametrize(
    ("path", "title", "service"),
    [
        ("README.md", "Shop", "API"),
        ("docs/ports.md", "Ports", "API"),
        ("docs/pt/implantacao.md", "Implantação", "API"),
        ("docs/shop.md", "Shop", "Shop API"),
        ("services/orders/README.md", "orders", "orders API"),
    ],
)
def test_whose_api_it_is(path: str, title: str, service: str) -> None:
    assert ports(f"# {title}\n\n- API: http://localhost:4000\n", path) == {(service, "4000")}


def test_what_a_page_says_to_open_is_its_services_address() -> None:
    text = "# n8n\n\nOpen http://192.168.0.10:5679 on the LAN.\n"
    assert ports(text, "docs/n8n.md") == {("n8n", "5679")}
    assert ports(text, "docs/how-to.md") == set()
    assert ports("# Web\n\nOpen http://localhost:3000 in your browser.\n", "apps/web/README.md") == set()


def seen(text: str) -> list[Claim]:
    return list(read_document("docs/snapshots/2025-06-01-forge.md", text).claims)


def test_a_snapshots_probe_is_of_the_listener_on_its_port() -> None:
    text = (
        "# Reality snapshot, 2025-06-01\n\nHost: forge\n\n## Listeners\n\n- 127.0.0.1:3000 (gitea)\n\n## Probes\n\n"
        "- GET http://127.0.0.1:3000/api/healthz => 401\n"
    )
    answers = [(c.service, c.host, c.value) for c in seen(text) if c.attribute == "answer"]
    assert answers == [("gitea", "forge", "401 /api/healthz")]


def test_a_chain_gives_its_first_name_no_port_of_another() -> None:
    line = "Internet -> nginx (port 443) -> gunicorn (127.0.0.1:8001)"
    assert not {"Internet", "nginx (port 443)"} & {
        name for name, _ in ports(f"# Way\n\n```\n{line}\n```\n", "docs/way.md")
    }


def test_a_sentence_is_no_host() -> None:
    text = "# Shop\n\nThe shop runs on `shop01` (203.0.113.10, Debian 12).\n\n| Process | Port |\n|---|---|\n| gunicorn | 8001 |\n"
    hosts = {c.host for c in read_document("docs/shop.md", text).claims if c.attribute == "port"}
    assert "The shop runs on shop01" not in hosts


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        ("# Dev\n\n- **Postgres** — `localhost:5432`\n", set()),
        ("# Dev\n\n| Service | Port |\n|---|---|\n| Postgres | localhost:5432 |\n", set()),
        ("# Dev\n\n- Postgres listens on localhost:5432\n", {"localhost"}),
        ("# Dev\n\n- Postgres: localhost:5432 only\n", {"localhost"}),
        ("# Dev\n\n- Postgres: 127.0.0.1:5432\n", {"127.0.0.1"}),
        ("# Dev\n\n| Service | Bind |\n|---|---|\n| Postgres | localhost:5432 |\n", {"localhost"}),
    ],
)
def test_localhost_is_a_bind_where_the_page_speaks_of_binds(text: str, binds: set[str]) -> None:
    assert {c.value for c in read_document("docs/dev.md", text).claims if c.attribute == "bind"} == binds


def test_a_name_with_a_hyphen_is_a_name_of_its_own() -> None:
    text = "# Ports\n\n| Port | Service |\n|---|---|\n| 3001 | admin-web |\n| 8010 | worker-metrics |\n"
    assert ports(text, "docs/ports.md") == {("admin-web", "3001"), ("worker-metrics", "8010")}


def test_what_a_firewall_lets_through_is_no_register() -> None:
    text = "# Firewall\n\n| # | Source | Destination | Port | Action |\n|---|---|---|---|---|\n| 1 | LAN | 10.0.10.103 | 8096 | allow |\n"
    assert ports(text, "docs/firewall.md") == set()


def test_the_service_of_a_row_is_not_its_machines_name() -> None:
    text = "# LXC\n\n| CTID | Name | IP | Service | Port |\n|---|---|---|---|---|\n| 103 | media | 10.0.10.103 | Jellyfin | 8096 |\n"
    assert ports(text, "docs/lxc.md") == {("Jellyfin", "8096")}


def test_fields_under_an_empty_header() -> None:
    text = "# Inventory service\n\n| | |\n|---|---|\n| **Port** | 8112 |\n| **Owner** | @team |\n| **SLO** | 99.5 % |\n"
    assert ports(text, "inventory/README.md") == {("Inventory service", "8112")}


def test_aliases_of_one_upstream_take_nobodys_port() -> None:
    text = (
        "# Routing\n\n| Alias | Upstream | Model |\n|---|---|---|\n| chat | http://192.168.1.20:11434 | llama3.1:8b |\n"
    )
    sources = {c.source for c in read_document("docs/routing.md", text).claims if c.attribute == "port"}
    assert sources == {"table upstream"}


def test_a_french_sentence() -> None:
    text = "# Jellyfin\n\nJellyfin tourne sur nas et écoute sur le port 8920.\n"
    assert ports(text, "docs/jellyfin.md") == {("Jellyfin", "8920")}
