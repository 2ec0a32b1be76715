"""Who holds a socket, and a node port beside a URL."""

from __future__ import annotations

import datetime

from consistency.engine.check import Prepared, Scope, run
from consistency.model.finding import Finding
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 3, 1)
SERVICES = "# Services\n\n| Service | IP | Port |\n|---|---|---|\n| Immich | 10.0.0.41 | 2283 |\n"


def found(**pages: str) -> list[Finding]:
    tree = Memory({f"docs/{name}.md": text.encode() for name, text in pages.items()})
    return list(run(Prepared(tree, (), "", ()), Scope("memory"), TODAY).findings)


def test_what_a_proxy_calls_a_service_takes_no_port_of_it() -> None:
    proxy = "# Proxy\n\n| Name | Upstream |\n|---|---|\n| photos.lab.test | 10.0.0.41:2283 |\n"
    assert found(services=SERVICES, proxy=proxy) == []
    other = "# More\n\n| Service | Address |\n|---|---|\n| Frigate | 10.0.0.41:2283 |\n"
    assert [one.rule for one in found(services=SERVICES, more=other)] == ["A102"]


def test_tcp_and_udp_of_one_number_are_two_sockets() -> None:
    head = "# Games\n\n| Game | Port | Protocol |\n|---|---|---|\n| Terraria | 7777 | TCP |\n"
    assert found(games=head + "| Palworld | 7777 | UDP |\n") == []
    assert [one.rule for one in found(games=head + "| Palworld | 7777 | TCP |\n")] == ["A102"]


def test_a_node_port_and_a_url_in_one_row() -> None:
    head = "# Cluster\n\n| Service | NodePort | URL |\n|---|---|---|\n"
    row = "| Grafana | 30300 | http://192.168.0.101:{} |\n"
    assert found(cluster=head + row.format(30300)) == []
    assert [one.rule for one in found(cluster=head + row.format(30030))] == ["A101"]
