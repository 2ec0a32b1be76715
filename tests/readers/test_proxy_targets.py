"""The column of a proxy's table that says where it leads to is read beside the public URLs."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

HEAD = "# Proxy\n\n| Service | Public URL | {header} |\n| --- | --- | --- |\n"


def ports(header: str, cells: tuple[str, ...]) -> set[tuple[str, int]]:
    rows = "".join(
        f"| {name} | https://{name.lower()}.example.org | {cell} |\n"
        for name, cell in zip(("Grafana", "Gitea"), cells, strict=True)
    )
    claims = read_document("proxy.md", HEAD.format(header=header) + rows).claims
    return {(claim.service, claim.port) for claim in claims if claim.attribute == "port"}


@pytest.mark.parametrize("header", ["Backend", "Proxies to", "Forwards to", "Routes to"])
def test_where_it_leads_to_is_a_port_of_the_service(header: str) -> None:
    cells = ("http://192.168.1.20:3000", "`http://192.168.1.20:3001`")
    assert ports(header, cells) == {("Grafana", 3000), ("Gitea", 3001)}


@pytest.mark.parametrize("cells", [("FastAPI", "Flask"), ("see below", "http://192.168.1.20:3001")])
def test_another_kind_of_backend_is_none(cells: tuple[str, str]) -> None:
    assert ports("Backend", cells) == set()


def test_a_first_column_of_backends_is_their_names() -> None:
    text = "| Backend | Port |\n| --- | --- |\n| Billing | 8101 |\n| Search | 8102 |\n"
    claims = read_document("ports.md", text).claims
    assert {(c.service, c.port) for c in claims if c.attribute == "port"} == {("Billing", 8101), ("Search", 8102)}


@pytest.mark.parametrize(
    ("other", "modality"), [("Domain", "stated"), ("Public URL", "stated"), ("Current URL", "planned")]
)
def test_a_target_is_a_plan_only_beside_what_is_today(other: str, modality: str) -> None:
    text = f"| Service | {other} | Target |\n| --- | --- | --- |\n"
    text += "| Grafana | https://grafana.example.org | http://192.168.1.20:3000 |\n"
    claims = read_document("proxy.md", text).claims
    assert {c.modality for c in claims if c.attribute == "port" and c.port == 3000} == {modality}


def test_hostnames_beside_local_urls_are_sites_and_no_machines() -> None:
    text = "| Hostname | Backend |\n| --- | --- |\n| git.example.org | http://localhost:3300 |\n"
    text += "| *.example.org | http://localhost:80 |\n| ci.example.org | http://10.0.4.12:8000 |\n"
    claims = read_document("tunnel.md", text).claims
    assert {(c.service, c.value) for c in claims if c.attribute == "domain"} == {
        ("git", "git.example.org"),
        ("ci", "ci.example.org"),
    }
    assert {(c.service, c.port) for c in claims if c.attribute == "port"} == {("git", 3300), ("ci", 8000)}


def test_hostnames_of_machines_stay_machines() -> None:
    text = (
        "| Hostname | Grafana |\n| --- | --- |\n| mini | http://localhost:3000 |\n| studio | http://localhost:3000 |\n"
    )
    assert not [c for c in read_document("hosts.md", text).claims if c.attribute == "domain"]
