"""Machines that a table names, and words that make a statement something else."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

HOSTS = "# Site\n\n## Hosts\n\n| Host | IP | OS |\n|---|---|---|\n| alpha | 10.10.0.11 | Debian |\n| gamma | 10.10.0.13 | FreeBSD |\n\n"


def test_addresses_belong_to_their_machines() -> None:
    claims = read_document("README.md", HOSTS).claims
    assert {(c.host, c.value) for c in claims if c.attribute == "address"} == {
        ("alpha", "10.10.0.11"), ("gamma", "10.10.0.13")
    }  # fmt: skip


def test_a_section_named_for_a_machine_is_about_it() -> None:
    text = (
        HOSTS
        + "## gamma\n\n### Web\n\n| Service | Port |\n|---|---|\n| jenkins | 8080 |\n\n## Notes\n\n- grafana: port 3000\n"
    )
    ports = {(c.service, c.host) for c in read_document("README.md", text).claims if c.attribute == "port"}
    assert ports == {("jenkins", "gamma"), ("grafana", "")}


@pytest.mark.parametrize("header", ["Service | IP", "Ticket | IP"])
def test_what_is_no_machine_gets_no_address(header: str) -> None:
    claims = read_document("docs/a.md", f"# Site\n\n| {header} |\n|---|---|\n| dns | 10.0.0.53 |\n").claims
    assert not [c for c in claims if c.attribute == "address"]


def test_a_domain_says_nothing_of_the_sentence() -> None:
    line = "Keycloak runs on alpha, port 8180, behind nginx at https://id.example.com."
    (port,) = [c for c in read_document("docs/keycloak.md", f"# Keycloak\n\n{line}\n").claims if c.attribute == "port"]
    assert (port.value, port.host, port.modality) == ("8180", "alpha", "stated")


@pytest.mark.parametrize("note", ["moved from 8081 in 2023", "was 8081", "formerly on port 8081"])
def test_a_note_on_the_past_retires_no_row(note: str) -> None:
    text = f"# Ports\n\n| Service | Port | Notes |\n|---|---|---|\n| jenkins | 8080 | {note} |\n"
    assert [c.modality for c in read_document("docs/p.md", text).claims if c.attribute == "port"] == ["stated"]


def test_a_page_may_leave_its_subject_out() -> None:
    (port,) = [
        c for c in read_document("docs/nexus.md", "# Nexus\n\nRuns on gamma:8081.\n").claims if c.attribute == "port"
    ]
    assert (port.service, port.host, port.value) == ("Nexus", "gamma", "8081")


@pytest.mark.parametrize("label", ["Repository", "Homepage", "SERVER_URL", "API_BASE_URL"])
def test_labels_of_links_and_callers_are_no_services(label: str) -> None:
    claims = read_document("docs/a.md", f"# Notes\n\n- {label}: http://10.0.0.5:1337/x\n").claims
    assert label not in {c.service for c in claims}


def test_full_names_of_machines() -> None:
    page = "| Host | FQDN | IP |\n|---|---|---|\n| juno | juno.lab.lan | 10.0.0.5 |\n| atlas | atlas.lab.lan | 10.0.0.6 |\n"
    assert {(c.host, c.value) for c in read_document("a.md", page).claims if c.attribute == "address"} == {
        ("juno", "juno.lab.lan"), ("juno", "10.0.0.5"), ("atlas", "atlas.lab.lan"), ("atlas", "10.0.0.6"),
    }  # fmt: skip


def test_machines_listed_by_their_full_names() -> None:
    page = "| Host | Role |\n|---|---|\n| juno.lab.lan | metrics |\n| atlas.lab.lan | data |\n"
    said = [(c.attribute, c.host, c.value) for c in read_document("a.md", page).claims]
    assert said == [("address", "juno.lab.lan", "juno.lab.lan"), ("address", "atlas.lab.lan", "atlas.lab.lan")]


def test_another_machines_name_is_no_address() -> None:
    page = "| Host | Backup |\n|---|---|\n| juno | atlas.lab.lan |\n| vega | atlas.lab.lan |\n"
    assert not read_document("a.md", page).claims


def test_an_address_of_several_is_where_they_lead() -> None:
    page = "| Name | Port | To |\n|---|---|---|\n| HTTPS | 443 | 10.0.0.5 |\n| WireGuard | 51820 | 10.0.0.5 |\n"
    assert not [c for c in read_document("a.md", page).claims if c.attribute == "address"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1. On plat-db-02 (10.44.8.53): promote it", {("plat-db-02", "10.44.8.53")}),
        ("When plat-db-01 (10.44.8.51) is dead for long, see below.", {("plat-db-01", "10.44.8.51")}),
        ("The resolver (10.44.8.2) answers.", set()),
        ("Version v2 (10.44.8.2) is out.", set()),
        ("With ipv4 (10.44.8.2) only.", set()),
    ],
)
def test_a_sentence_that_names_one_of_several(line: str, said: set[tuple[str, str]]) -> None:
    claims = read_document("docs/page.md", f"# Failover\n\n{line}\n").claims
    assert {(c.host, c.value) for c in claims if c.attribute == "address"} == said


def test_items_that_end_in_an_address() -> None:
    text = (
        "# Shed\n\n- `wigeon` – N100 mini PC, 32 GB, does all the work (192.168.17.10)\n"
        "- `dunlin` – Raspberry Pi 5 (192.168.17.11). In the shed.\n- `avocet` – a NAS, 4×8 TB (192.168.17.20)\n"
    )
    claims = read_document("README.md", text).claims
    assert {(c.host, c.value) for c in claims if c.attribute == "address"} == {
        ("wigeon", "192.168.17.10"), ("dunlin", "192.168.17.11"), ("avocet", "192.168.17.20")
    }  # fmt: skip
