"""One service under two names: a project's prefix, initials, a name with fewer words, the name of an upstream."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 3, 1)
PAGE = "# Ports\n\n| Service | Host | Port | Bind |\n|---|---|---|---|\n| {} | mars | 8020 | 127.0.0.1 |\n"
UNIT = (
    "[Unit]\nDescription={about}\n[Service]\nUser={user}\n"
    "ExecStart=/opt/{folder}/bin/gunicorn main:app -b {host}:{port}\n"
)


def rules(**files: str) -> list[str]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    return [one.rule for one in run(Prepared(tree, (), "", ()), Scope("memory"), TODAY).findings]


@pytest.mark.parametrize(("user", "folder"), [("mill", "stock-api"), ("daemon", "mill/stock-api")])
def test_a_unit_is_held_against_the_service_without_the_prefix(user: str, folder: str) -> None:
    unit = UNIT.format(about="Mill stock-api", user=user, folder=folder, host="127.0.0.1", port=8022)
    files = {"docs/ports.md": PAGE.format("stock-api"), "systemd/mill-stock-api.service": unit}
    assert rules(**files) == ["A101"]
    assert rules(**{**files, "systemd/mill-stock-api.service": unit.replace("8022", "8020")}) == []


@pytest.mark.parametrize(
    ("service", "stem", "about", "user", "folder"),
    [
        ("Router", "model-router", "Model router", "root", "model-router"),  # a name of two words, no prefix
        ("Redis", "mill-redis", "Mill redis", "mill", "mill/redis"),  # every project may have one of its own
        ("Gateway", "mill-gateway", "Mill gateway", "mill", "mill/gateway"),  # says what, not which
        ("Kuma", "uptime-kuma", "Status page", "uptime", "uptime-kuma"),  # nothing is called by the rest alone
    ],
)  # fmt: skip
def test_what_is_no_prefix_of_a_project_ties_nothing(
    service: str, stem: str, about: str, user: str, folder: str
) -> None:
    unit = UNIT.format(about=about, user=user, folder=folder, host="0.0.0.0", port=8022)
    assert rules(**{"docs/ports.md": PAGE.format(service), f"systemd/{stem}.service": unit}) == []


def test_a_unit_that_a_list_names_is_the_service_and_what_it_runs_is_not() -> None:
    page = "# The node\n\n## Runs here\n\n- `mill-print.service` – gunicorn on 0.0.0.0:8011, card 0\n"
    unit = UNIT.format(about="Mill", user="www", folder="print", host="{}", port=8011)
    files = {"docs/node.md": page, "systemd/mill-print.service": unit.format("127.0.0.1")}
    assert rules(**files) == ["A103"]
    assert rules(**{**files, "systemd/mill-print.service": unit.format("0.0.0.0")}) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Nginx Proxy Manager", "NPM"), ("AdGuard Home DNS", "adguard_dns"), ("map", "map-tiles"), ("asr", "mill-asr")],
)
def test_two_names_of_which_one_is_part_of_the_other_take_no_port_from_each_other(one: str, other: str) -> None:
    row = "# Ports\n\n| Service | Host | Port |\n|---|---|---|\n| {} | mars | 5300 |\n"
    assert rules(**{"docs/a.md": row.format(one), "docs/b.md": row.format(other)}) == []
    assert rules(**{"docs/a.md": row.format(one), "docs/b.md": row.format("Zot " + other[::-1])}) == ["A102"]


NGINX = (
    "upstream {name} {{ server 10.0.0.21:{port}; }}\nserver {{\n"
    "  server_name mill.example.net;\n  location /api/stock/ {{ proxy_pass http://{name}/; }}\n}}\n"
)
HOSTS = "# Hosts\n\n| Host | Address |\n|---|---|\n| mars | 10.0.0.21 |\n| venus | 10.0.0.22 |\n"


@pytest.mark.parametrize(
    ("name", "wrong"), [("stock_api", True), ("stock_api_backend", True), ("backend", False), ("app_servers", False)]
)
def test_an_upstream_is_called_as_the_file_names_it(name: str, wrong: bool) -> None:
    files = {"docs/hosts.md": HOSTS, "docs/ports.md": PAGE.format("stock-api")}
    assert rules(**files, **{"nginx/mill.conf": NGINX.format(name=name, port=8022)}) == (["A101"] if wrong else [])
    assert rules(**files, **{"nginx/mill.conf": NGINX.format(name=name, port=8020)}) == []


def test_an_upstream_of_several_servers_is_nobodys_port() -> None:
    files = {"docs/hosts.md": HOSTS, "docs/ports.md": PAGE.format("stock-api")}
    nginx = NGINX.format(name="stock_api", port=8022).replace("; }", "; server 10.0.0.21:8023; }", 1)
    assert rules(**files, **{"nginx/mill.conf": nginx}) == []


def test_one_file_that_runs_two_on_one_port_means_two_whatever_they_are_called() -> None:
    compose = "services:\n  web:\n    image: a\n    ports: ['8080:80']\n  stock:\n    image: b\n    ports: ['{}:80']\n"
    assert rules(**{"compose.yaml": compose.format(8080)}) == ["A102"]
    assert rules(**{"compose.yaml": compose.format(8081)}) == []


def test_a_machine_in_a_list_of_peers_takes_no_port_of_what_runs_on_it() -> None:
    peers = "# VPN\n\n| Service | Host | Port |\n|---|---|---|\n| {} | mars | 51820 |\n"
    tunnel = PAGE.format("WireGuard").replace("8020", "51820")
    assert rules(**{"docs/a.md": tunnel, "docs/b.md": peers.format("mars")}) == []
    assert rules(**{"docs/a.md": tunnel, "docs/b.md": peers.format("Tinc")}) == ["A102"]


def test_what_a_router_lets_in_is_named_by_what_it_is_for() -> None:
    table = "# Network\n\n## {}\n\n| wan port | host | service |\n|---|---|---|\n| 6881 | mars | file sharing |\n"
    files = {"docs/ports.md": PAGE.format("qBittorrent").replace("8020", "6881")}
    assert rules(**files, **{"docs/net.md": table.format("Port forwards on the router")}) == []
    assert rules(**files, **{"docs/net.md": table.format("Services")}) == ["A102"]


def test_a_file_that_has_the_service_and_its_pages_is_held_against_each_under_its_own_name() -> None:
    compose = "services:\n  kafka:\n    ports: ['9094:9094']\n  kafka-ui:\n    ports: ['{}:8080']\n"
    page = "# Local\n\n- **Kafka UI**: http://localhost:8080\n"
    assert rules(**{"docs/local.md": page, "compose.yml": compose.format(8080)}) == []
    assert rules(**{"docs/local.md": page, "compose.yml": compose.format(8081)}) == ["A101"]


def test_what_a_broker_listens_on_inside_need_not_be_published() -> None:
    compose = (
        "services:\n  kafka:\n    environment:\n      KAFKA_LISTENERS: INTERNAL://:{},EXTERNAL://:9094\n"
        "    ports: ['9094:9094']\n"
    )
    page = "# Jobs\n\n| Name | Address |\n|---|---|\n| kafka | `kafka:9092` |\n"
    assert rules(**{"docs/jobs.md": page, "compose.yml": compose.format(9092)}) == []
    assert rules(**{"docs/jobs.md": page, "compose.yml": compose.format(9093)}) == ["A109"]
