"""Ports that a block, a protocol or a neighbour explains: defaults, Git over SSH, lookups on 53, broadcasts."""

from __future__ import annotations

import datetime

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 3, 1)
BLOCKS = (
    "# Ports\n\n| Guest | Block |\n|---|---|\n| docker-a | 8080-8099 |\n| docker-b | 8100-8119 |\n\n## docker-a\n\n"
)


def told(*rules: str, **files: str) -> list[str]:
    tree = Memory({path.replace("__", "/"): text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), TODAY).findings
    return [f"{one.rule} {one.port}" for one in findings if one.rule in rules]


def test_a_row_says_that_its_port_is_the_default_and_from_no_block() -> None:
    head = "| Port | App | Kind |\n|---|---|---|\n"
    rows = "| 5006 | Actual | default |\n| 8085 | PDF | block |\n| 8110 | FreshRSS | block |\n"
    assert told("D101", **{"PORTS.md": BLOCKS + head + rows}) == ["D101 8110"]


def test_git_over_ssh_is_from_no_block() -> None:
    rows = "| Port | App |\n|---|---|\n| 8085 | PDF |\n| 2222 | Forgejo SSH |\n| 8200 | FreshRSS |\n"
    assert told("D101", **{"PORTS.md": BLOCKS + rows}) == ["D101 8200"]


def test_a_resolver_has_its_pages_beside_port_53() -> None:
    page = "# DNS\n\n## AdGuard\n\nAdGuard listens on 10.20.0.2:53 (UDP and TCP).\n"
    keys = "adguard_http_port: 8083\nadguard_dns_port: 53\n"
    assert told("A101", "A102", **{"net.md": page, "group_vars__dns.yml": keys}) == []
    page = "# DNS\n\n- AdGuard: port 8084\n"
    assert told("A101", **{"net.md": page, "group_vars__dns.yml": keys}) == ["A101 8084"]


def test_a_broadcast_is_not_where_the_pages_are() -> None:
    page = "# UrBackup\n\n- Web: http://10.0.0.10:{}\n- Clients are found by broadcast on 35622/UDP\n"
    unit = "[Service]\nExecStart=/usr/bin/urbackupsrv run --http-port 55414\n"
    assert told("A101", **{"urbackup.md": page.format(55414), "urbackup.service": unit}) == []
    assert told("A101", **{"urbackup.md": page.format(55413), "urbackup.service": unit}) == ["A101 55413"]


def test_a_socket_that_is_called_is_no_other_port_of_the_service() -> None:
    page = "# Watcher\n\n- Published on {}\n- Steps need the `playwright` container, `{}://playwright:3000`\n"
    assert told("A101", **{"watcher.md": page.format(8088, "ws")}) == []


def test_a_service_on_two_machines_by_its_page_and_by_a_drawing() -> None:
    drawing = "# How\n\n```\n tiles.site.example ──► {}:7040   geotile\n```\n"
    page = "# geotile\n\n- Host: app2\n- Port: 7040\n"
    assert told("A116", **{"how.md": drawing.format("app1"), "geotile.md": page}) == ["A116 7040"]
    assert told("A116", **{"how.md": drawing.format("app2"), "geotile.md": page}) == []


def test_what_a_program_is_to_people_takes_no_port_from_it() -> None:
    table = "# Ports\n\n| Service | Host | Port |\n|---|---|---|\n| RabbitMQ | 10.0.0.2 | 15672 |\n"
    links = "# Start\n\n- {}: http://10.0.0.2:15672\n"
    assert told("A102", **{"ports.md": table, "start.md": links.format("Queue UI")}) == []
    assert told("A102", **{"ports.md": table, "start.md": links.format("Zabbix")}) == []  # what a link is called by
    assert told("A102", **{"ports.md": table, "more.md": table.replace("RabbitMQ", "Zabbix")}) == ["A102 15672"]
