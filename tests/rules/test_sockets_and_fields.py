"""Who holds a socket, and a node port beside a URL."""

from __future__ import annotations

import datetime

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
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


def test_urls_of_one_site_take_no_port_from_each_other() -> None:
    page = "# Tide\n\n- Flower: http://localhost:4000/dev/dashboard\n- Mailhog: http://localhost:4000/dev/mailbox\n"
    assert found(tide=page) == []
    assert [one.rule for one in found(tide=page.replace("/dev/dashboard", "").replace("/dev/mailbox", ""))] == ["A102"]


def test_a_row_with_two_urls_says_that_both_hold() -> None:
    head = "# Shop\n\n| Service | Local | Docker |\n|---|---|---|\n"
    rows = (("Basket", 7003, 5103), ("Pay", 7004, 5104))
    page = head + "".join(f"| {name} | http://localhost:{a} | http://localhost:{b} |\n" for name, a, b in rows)
    compose = b"services:\n  basket:\n    image: basket\n    ports: ['5103:80']\n"
    basket = b"# Basket\n\nRuns at http://localhost:7003.\n"
    for overview, rules in ((page, []), ("# Shop\n", ["A101"])):
        files = {"README.md": overview.encode(), "docker-compose.yml": compose, "docs/basket.md": basket}
        run_ = run(Prepared(Memory(files), (), "", ()), Scope("memory"), TODAY)
        assert [one.rule for one in run_.findings] == rules


def test_config_without_a_host_is_of_the_machine_that_a_page_gives_its_service() -> None:
    head = "# Hosts\n\n| Service | Host | Port |\n|---|---|---|\n| Calibre | nucbox | 8083 |\n"
    compose = b"services:\n  freshrss:\n    image: freshrss\n    ports: ['8083:80']\n"
    for more, rules in (("| FreshRSS | pi5 | 8083 |\n", []), ("", ["A102"])):
        files = {"README.md": (head + more).encode(), "pi5/compose.yml": compose}
        run_ = run(Prepared(Memory(files), (), "", ()), Scope("memory"), TODAY)
        assert [one.rule for one in run_.findings] == rules


def test_a_page_and_a_file_may_call_one_service_in_two_scripts() -> None:
    page = "# 在庫\n\n| サービス | ポート |\n|---|---|\n| 帳票 | 6379 |\n"
    compose = b"services:\n  redis:\n    image: redis\n    ports: ['6379:6379']\n"
    run_ = run(
        Prepared(Memory({"README.md": page.encode(), "compose.yml": compose}), (), "", ()), Scope("memory"), TODAY
    )
    assert list(run_.findings) == []
    assert [one.rule for one in found(ports=page + "| Redis | 6379 |\n")] == ["A102"], "one table speaks one language"


def test_a_url_at_a_node_port_is_held_against_the_node_port() -> None:
    page = "# Cluster\n\n| Service | NodePort |\n|---|---|\n| Grafana | 30310 |\n"
    access = "# Access\n\n| Service | URL |\n|---|---|\n| Grafana | http://localhost:{} |\n"
    assert found(cluster=page, access=access.format(30310)) == []
    assert [one.rule for one in found(cluster=page, access=access.format(30300))] == ["A101"]
    assert found(cluster=page, access=access.format(3000)) == [], "a port that is forwarded is no node port"


def test_a_programs_file_may_be_the_service_that_another_row_names() -> None:
    head = "# Box\n\n| Service | Port |\n|---|---|\n| Watchdog | 8189 |\n| {} | 8189 |\n"
    assert found(box=head.format("`alive_server.py`")) == []
    assert [one.rule for one in found(box=head.format("Alive"))] == ["A102"]


def test_the_port_column_of_a_table_outweighs_the_paths_of_its_urls() -> None:
    page = "# House\n\n| Service | Port | URL |\n|---|---|---|\n| Paperless | 8010 | http://10.0.0.3:8010 |\n"
    page += "| Pi-hole | 8010 | http://10.0.0.3:8010/admin |\n"
    assert [one.rule for one in found(house=page)] == ["A102"]


def test_the_pages_of_an_api_are_on_its_port() -> None:
    page = "# Dev\n\n| Service | URL | Swagger |\n|---|---|---|\n"
    page += "| Keyring API | http://localhost:5101 | http://localhost:5101/docs |\n"
    page += "| Keyring UI | http://localhost:5102 | — |\n"
    assert found(dev=page, ports="# Ports\n\n| Service | Port |\n|---|---|\n| Keyring | 5101 |\n") == []


def test_a_web_server_has_many_pages_under_a_name_in_full() -> None:
    head = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n"
    rows = "| Wiki | {0} | {1} |\n| Tickets | {0} | {1} |\n"
    assert found(services=head + rows.format("web.kite.example.net", 443)) == []
    assert [one.rule for one in found(services=head + rows.format("web.kite.example.net", 8443))] == ["A102"]
    assert [one.rule for one in found(services=head + rows.format("10.0.0.41", 443))] == ["A102"]
