"""Terse notes: machines with their addresses in a line, and lists of names and numbers below a machine."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

HOSTS = "# notes\n\nboxes: raspi4 = 192.168.2.40, nuc = 192.168.2.41\n\n"


def said(text: str, attribute: str = "port") -> list[tuple[str, str, str]]:
    claims = read_document("notes.md", text).claims
    return [(c.value, c.service, c.host) for c in claims if c.attribute == attribute]


@pytest.mark.parametrize(
    "line",
    [
        "kestrel (10.4.0.2), osprey (10.4.0.3)",
        "Our boxes are `kestrel`: 10.4.0.2 and `osprey`: 10.4.0.3.",
        "kestrel=10.4.0.2 osprey=10.4.0.3",
    ],
)
def test_machines_of_a_line(line: str) -> None:
    assert said(f"# notes\n\n{line}\n", "address") == [("10.4.0.2", "", "kestrel"), ("10.4.0.3", "", "osprey")]


@pytest.mark.parametrize(
    "line", ["kestrel (10.4.0.2)", "kestrel (10.4.0.2), osprey (10.4.0.2)", "gateway: 8.8.8.8, dns: 1.1.1.1"]
)
def test_no_list_of_machines(line: str) -> None:
    assert not said(f"# notes\n\n{line}\n", "address")


@pytest.mark.parametrize("lead", ["nuc:", "## nuc"])
def test_names_and_numbers_below_a_machine(lead: str) -> None:
    found = said(f"{HOSTS}{lead}\n\n- jellyfin 8096\n- immich: 2283\n- pihole 8053\n")
    assert [one[:2] for one in found] == [("8096", "jellyfin"), ("2283", "immich"), ("8053", "pihole")]
    assert {host for _, _, host in found} == {"nuc"}


@pytest.mark.parametrize(
    "text",
    [
        "nuc:\n\n- disk 4000\n- ram 16384\n",
        "nuc:\n\n- jellyfin 8096\n- immich, see below\n",
        "nuc:\n\n- jellyfin 8096\n",
        "apples:\n\n- red 8096\n- green 2283\n",
    ],
)
def test_other_numbers(text: str) -> None:
    assert not said(HOSTS + text)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            "# Ports\n\n## Exporters\n\n- node_exporter: 9900\n- cAdvisor: 9901\n- smartctl: 9633\n",
            {"9900", "9901", "9633"},
        ),
        ("# Notes\n\n## Exporters\n\n- node_exporter: 9900\n- cAdvisor: 9901\n- smartctl: 9633\n", set()),
        ("# Ports\n\n## Limits\n\n- node_exporter: 9900\n- cAdvisor: 9901\n- smartctl: 9633\n", set()),
        ("# core\n\n- **DNS**: 53 tcp/udp\n- **Kuma**: 3001\n- **Dozzle**: 3010, logs of all\n", {"3001", "3010"}),
        ("# core\n\n- **DNS**: 53\n- **Kuma**: 3001\n- **Dozzle**: 3010, logs of all\n", set()),
    ],
)
def test_a_page_called_ports_and_an_item_that_says_tcp(page: str, said: set[str]) -> None:
    claims = read_document("docs/page.md", page).claims
    assert {c.value for c in claims if c.attribute == "port"} - {"53"} == said


def test_definition_lists_and_numbers_that_end_a_sentence() -> None:
    text = "# Ports\n\nFeishin\n: 4710, web player\n\nStirling\n: 8020. It cuts PDFs.\n\nPaperless-ngx\n: 8010\n"
    claims = read_document("docs/ports.md", text).claims
    assert [(c.service, c.port) for c in claims] == [("Feishin", 4710), ("Stirling", 8020), ("Paperless-ngx", 8010)]


def test_what_is_not_published_is_still_there() -> None:
    text = (
        "# Ports\n\n- Postgres: 127.0.0.1:5433, loopback only, never published to the LAN\n- Redis: no longer on 6379\n"
    )
    claims = read_document("docs/ports.md", text).claims
    assert {(c.attribute, c.value) for c in claims if c.modality == "stated" and c.attribute != "call"} == {
        ("bind", "127.0.0.1"),
        ("port", "5433"),
    }
