"""Columns whose headers leave open what they hold: the cells say it."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(*lines: str, path: str = "docs/page.md") -> list[tuple[str, str, str]]:
    """Service, namespace and value of each documented port of a table: header first."""
    header, *rows = lines
    rule = "|" + "---|" * header.count(" | ") + "---|"
    text = "\n".join(("# Notes", "", header, rule, *rows, ""))
    claims = read_document(path, text).claims
    return [(c.service, c.namespace, c.value) for c in claims if c.attribute == "port"]


def test_what_somebody_listens_on_where_that_is_a_number() -> None:
    header = "| Service | Listens on | Unit |"
    assert ports(header, "| traefik | 80, 443 | compose |", "| web | 4000 | compose |", "| api | 4010 | compose |") == [
        ("traefik", "", "80"), ("traefik", "", "443"), ("web", "", "4000"), ("api", "", "4010"),
    ]  # fmt: skip
    assert ports(header, "| web | 127.0.0.1 | compose |", "| api | 0.0.0.0 | compose |") == []


@pytest.mark.parametrize("header", ["| Server | Port | Tools |", "| Servers | Port | Language |"])
def test_servers_that_are_programs(header: str) -> None:
    rows = ["| mcp-files | 7801 | read, write |", "| mcp-web | 7802 | open, click |"]
    assert ports(header, *rows) == [("mcp-files", "", "7801"), ("mcp-web", "", "7802")]


@pytest.mark.parametrize(
    "rows",
    [
        ("| web-01 | 7801 | nginx |", "| web-02 | 7802 | nginx |"),  # numbered: machines
        ("| juno | 2222 | nginx |", "| mars | 2222 | nginx |"),  # one port on all of them: theirs
    ],
)
def test_servers_that_are_machines(rows: tuple[str, ...]) -> None:
    said = {service for service, _, _ in ports("| Server | Port | Tools |", *rows)}
    assert said <= {"nginx"}


def test_both_sides_of_a_map() -> None:
    assert ports("| Container | Image | Host → container |", "| db | postgres:16 | 5436 → 5432 |") == [
        ("db", "host", "5436"), ("db", "container", "5432"),
    ]  # fmt: skip


def test_kinds_of_services_of_a_cluster() -> None:
    header = "| Service | Type | Port | Container port |"
    rows = ["| api | NodePort | 80 | 8400 |", "| studio | ClusterIP | 80 | 3000 |"]
    assert ports(header, *rows) == [
        ("api", "pod", "80"), ("api", "container", "8400"), ("studio", "pod", "80"), ("studio", "container", "3000"),
    ]  # fmt: skip


def test_paths_of_metrics_are_of_ports_of_their_own() -> None:
    text = "# Metrics\n\n| Process | Path | Port |\n|---|---|---|\n| api | {} | 9464 |\n| worker | /metrics | 9465 |\n"
    parts = [[c.part for c in read_document("docs/m.md", text.format(path)).claims if c.attribute == "port"]
             for path in ("/metrics", "/")]  # fmt: skip
    assert parts == [["metrics", "metrics"], ["", ""]]


def test_names_that_are_domains_and_whose_they_are() -> None:
    text = "# Web\n\n| Name | {} |\n|---|---|\n| flows.lab.lan | Node-RED |\n| charts.lab.lan | {} |\n"
    domains = [(c.service, c.value) for c in read_document("docs/w.md", text.format("Goes to", "Grafana")).claims
               if c.attribute == "domain"]  # fmt: skip
    assert ("Node-RED", "flows.lab.lan") in domains
    assert ("Grafana", "charts.lab.lan") in domains
    sentence = read_document("docs/w.md", text.format("Goes to", "whatever is behind it, today")).claims
    assert not [c for c in sentence if c.attribute == "domain" and c.service]


def test_a_note_that_names_another_service() -> None:
    text = "# Status\n\n| Area | State | Notes |\n|---|---|---|\n| Memory | done | Chroma at http://localhost:8000 |\n"
    assert [(c.service, c.value) for c in read_document("docs/s.md", text).claims if c.attribute == "port"] == [
        ("Chroma", "8000")
    ]


def test_names_with_the_first_word_of_the_project() -> None:
    rows = [f"| lantern-{rest} | {port} |" for port, rest in enumerate(("files", "mail", "search"), 8701)]
    text = "# Lantern\n\n| Server | Port |\n|---|---|\n" + "\n".join(rows) + "\n"
    short = [(c.value, c.quote) for c in read_document("docs/s.md", text).claims if c.attribute == "name"]
    assert short == [("files", "files"), ("mail", "mail"), ("search", "search")]
    two = text.replace("lantern-mail", "other-mail")
    assert not [c for c in read_document("docs/s.md", two).claims if c.attribute == "name"]


def test_what_is_reached_from_the_host_is_bound_to_nothing() -> None:
    text = "# Stores\n\n| Store | In the network | From the host |\n|---|---|---|\n| NATS | nats:4222 | {}:4230 |\n"
    said = {
        host: {(c.attribute, c.value) for c in read_document("docs/s.md", text.format(host)).claims}
        for host in ("localhost", "127.0.0.1")
    }
    assert ("port", "4230") in said["localhost"]
    assert not [value for attribute, value in said["localhost"] if attribute == "bind"]
    assert ("bind", "127.0.0.1") in said["127.0.0.1"]


def test_domains_and_where_they_lead() -> None:
    rows = ("| chat.lab.house | 10.20.0.20:7310 |", "| git.lab.house | 10.20.0.12:7004 |")
    assert ports("| Name | Upstream |", *rows) == [("chat", "host", "7310"), ("git", "host", "7004")]


def test_servers_by_their_urls() -> None:
    rows = ("| mcp-web | http://localhost:9460/mcp | open |", "| mcp-sky | http://localhost:9461/mcp | look |")
    assert ports("| Server | URL | Tools |", *rows) == [("mcp-web", "host", "9460"), ("mcp-sky", "host", "9461")]


def ports_and_parts(text: str) -> list[tuple[str, str]]:
    return [(c.value, c.part) for c in read_document("docs/p.md", text).claims if c.attribute == "port"]


def test_a_heading_over_ports_of_metrics() -> None:
    table = "| Port | Service |\n|---|---|\n| 9460 | gateway |\n| 9461 | catalog |\n"
    assert ports_and_parts(f"# Ports\n\n### Metrics\n\n{table}") == [("9460", "metrics"), ("9461", "metrics")]
    assert ports_and_parts(f"# Ports\n\n### Gateways\n\n{table}") == [("9460", ""), ("9461", "")]


def test_a_column_of_protocols_names_the_part_that_speaks_one() -> None:
    rows = "| 4002 | seating | HTTP |\n| 4102 | seating | gRPC |\n| 53 | dns | UDP |\n"
    said = ports_and_parts(f"# Ports\n\n| Port | Service | Protocol |\n|---|---|---|\n{rows}")
    assert said == [("4002", ""), ("4102", "grpc"), ("53", "")]


def test_the_port_behind_the_proxy_is_the_services_own() -> None:
    table = "| Item | Value |\n|---|---|\n| Host | juno |\n| {} | 8000 |\n"
    assert ports_and_parts("# Wiki\n\n" + table.format("Backend port")) == [("8000", "")]
    assert ports_and_parts("# Wiki\n\n" + table.format("Frontend port | 80 |\n| Backend port")) == [
        ("80", "web"), ("8000", "api"),
    ]  # fmt: skip


def test_the_outer_and_the_inner_port_where_the_header_says_so_in_passing() -> None:
    header = "| Dienst | Adresse von überall | Im Vereinsnetz (Ext -> Int) |"
    assert ports(header, "| InfluxDB | – | `8087 -> 8086` |", "| Wiki | https://wiki.acme.org | `8210 -> 8080` |") == [
        ("InfluxDB", "host", "8087"), ("InfluxDB", "container", "8086"), ("Wiki", "host", "8210"), ("Wiki", "container", "8080"),
    ]  # fmt: skip


def test_where_something_lives_is_its_machine_and_from_outside_its_name() -> None:
    text = (
        "| What | Lives on | Reach it at | From outside |\n|---|---|---|---|\n"
        "| Navidrome | wigeon | <http://wigeon:4533> | <https://tunes.acme.org> |\n"
        "| Miniflux | wigeon | <http://wigeon:8085> | no |\n"
    )
    claims = read_document("README.md", text).claims
    assert {(c.service, c.host) for c in claims if c.attribute == "port"} == {
        ("Navidrome", "wigeon"),
        ("Miniflux", "wigeon"),
    }
    assert [(c.service, c.value) for c in claims if c.attribute == "domain" and c.service] == [
        ("Navidrome", "tunes.acme.org")
    ]


def test_what_holds_if_nothing_is_set_is_the_default() -> None:
    header = "| Key | If unset | What it does |"
    assert ports(header, "| `DIARIZER_PORT` | 8103 | of the diarizer |") == [("Diarizer", "", "8103")]
