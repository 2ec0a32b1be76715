"""Columns that fold several facts into one: the machine before the socket, paths and logins behind it, binds in words."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

HEAD = "# Endpoints\n\n| {} | {} |\n|---|---|\n"


def said(head: tuple[str, str], *rows: tuple[str, str]) -> list[tuple[str, str, str, str]]:
    """(service, attribute, value, host) of a table of two columns."""
    table = HEAD.format(*head) + "".join(f"| {name} | {cell} |\n" for name, cell in rows)
    return [
        (c.service, c.attribute, c.value, c.host)
        for c in read_document("docs/a.md", table).claims
        if c.attribute != "service"
    ]


LISTENS = ("Endpoint", "Where it listens (bind, remarks)")


def test_endpoints_by_name_and_the_machine_before_the_socket() -> None:
    assert said(
        LISTENS,
        ("chat (vLLM, a big one)", "gpu-a, `0.0.0.0:8000`, key required"),
        ("Open WebUI", "gw, `*:3080`, docker"),
    ) == [
        ("chat (vLLM, a big one)", "port", "8000", "gpu-a"),
        ("chat (vLLM, a big one)", "bind", "0.0.0.0", "gpu-a"),
        ("Open WebUI", "port", "3080", "gw"),
        ("Open WebUI", "bind", "*", "gw"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "hosts"),
    [
        ("gw, `:8000`", "gw, `:8001`", {"gw"}),
        ("gw, `:8000`", "`:8001`", {""}),
        ("on gw, `:8000`", "`:8001` and no more", {"gw", ""}),
        ("tcp, `:8000`", "udp, `:8001`", {""}),
        ("docker, `:8000`", "docker, `:8001`", {""}),
        ("gw, and `:8000`", "gw, and `:8001`", {""}),
    ],
)
def test_what_is_a_machine_before_a_socket(first: str, second: str, hosts: set[str]) -> None:
    found = [one for one in said(("Service", "Listens on"), ("chat", first), ("embed", second)) if one[1] == "port"]
    assert [value for _, _, value, _ in found] == ["8000", "8001"]
    assert {host for *_, host in found} == hosts


def test_a_lone_word_before_a_socket_is_no_machine() -> None:
    rows = ("chat", "gw, `:8000`"), ("embed", "`:8001`"), ("rerank", "`:8002`")
    assert {host for *_, host in said(("Service", "Listens on"), *rows)} == {""}


def test_a_path_is_no_name_of_an_endpoint() -> None:
    assert said(("Endpoint", "Port"), ("`/api/tides`", "8000"), ("`/api/winds`", "8001")) == []


def test_a_header_of_several_things_is_what_it_begins_with() -> None:
    cell = "`http://127.0.0.1:3300` · `GET /ready` · bearer"
    assert ("books", "port", "3300", "") in said(("Service", "Endpoint · health · auth"), ("books", cell))


@pytest.mark.parametrize(
    ("cell", "claims"),
    [
        ("lo", [("bind", "localhost")]),
        ("lan", []),
        ("LAN IP", [("bind", "lan")]),
        ("local", []),
        ("admin `:9301`", [("port", "9301")]),
        ("`127.0.0.1:9000` only; reached through a proxy, `*:9001`", [("port", "9000"), ("bind", "127.0.0.1")]),
        ("`127.0.0.1:9000`, `*:9001`", [("port", "9000"), ("bind", "127.0.0.1"), ("port", "9001"), ("bind", "*")]),
    ],
)
def test_what_a_cell_of_binds_says(cell: str, claims: list[tuple[str, str]]) -> None:
    assert [(attribute, value) for _, attribute, value, _ in said(("Service", "Bind"), ("books", cell))] == claims


def test_the_reader_s_own_end_of_a_tunnel_is_no_address_of_a_service() -> None:
    table = (
        "# Tunnels\n\n| What | Command | Then open |\n|---|---|---|\n| Prometheus | `{}` | http://localhost:9090 |\n"
    )
    for command, port in (
        ("ssh -L 9090:oak:9095 gale", []),
        ("kubectl port-forward svc/p 9090", []),
        ("p start", [9090]),
    ):
        claims = read_document("docs/a.md", table.format(command)).claims
        assert [c.port for c in claims if c.service == "Prometheus" and c.attribute == "port"] == port
