"""Fields of a service: property tables, qualified ports, web interfaces, headers of other languages."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.readers.document import read_document


def ports(text: str, path: str = "docs/page.md") -> list[Claim]:
    return [c for c in read_document(path, text).claims if c.attribute == "port"]


def test_a_property_table_is_read_though_most_of_its_rows_are_other_fields() -> None:
    rows = "| Port | 1893 |\n| Benutzer | mqtt |\n| QoS | 1 |\n| Keepalive | 60 |\n"
    (port,) = ports(f"# Mosquitto\n\n| Eigenschaft | Wert |\n|---|---|\n{rows}")
    assert (port.service, port.value) == ("Mosquitto", "1893")


@pytest.mark.parametrize("name", ["WebUI", "Web UI", "Web-UI", "Weboberfläche"])
def test_the_web_interface_of_the_service_above_is_no_service_of_its_own(name: str) -> None:
    (port,) = ports(f"# Box\n\n## Sonarr\n\n{name}: http://192.168.178.10:8989\n")
    assert (port.service, port.part) == ("Sonarr", "web")


@pytest.mark.parametrize(
    ("header", "part"),
    [("Query port", "query"), ("RCON port", "rcon"), ("TLS port", "tls"), ("Port", ""), ("Game port", "")],
)
def test_a_qualified_port_is_beside_the_services_own(header: str, part: str) -> None:
    (port,) = ports(f"# Games\n\n| Service | {header} |\n|---|---|\n| ARK | 27016 |\n")
    assert port.part == part


@pytest.mark.parametrize(
    ("header", "modality"),
    [("Alter Port", "retired"), ("Neuer Port", "planned"), ("Ancien port", "retired"), ("Puerto anterior", "retired")],
)
def test_old_and_new_ports_of_a_move(header: str, modality: str) -> None:
    (port,) = ports(f"# Umzug\n\n| Dienst | {header} |\n|---|---|\n| Jellyfin | 8920 |\n")
    assert port.modality == modality


def test_a_german_register_is_read() -> None:
    header = "| Dienst | Rechner | Port | Adresse | Bemerkung |\n|---|---|---|---|---|\n"
    found = ports(f"# Dienste\n\n{header}| Pi-hole | pi4 | 8053 | http://pi4:8053/admin | DNS |\n")
    assert {(c.service, c.host, c.value, c.namespace) for c in found} >= {("Pi-hole", "pi4", "8053", "host")}


def test_a_paragraph_that_speaks_of_ports_lends_nothing_to_the_next() -> None:
    text = "# Web\n\nStorybook runs on port 6006.\n\nBreakpoints: 640, 768, 1024, 1280, 1536.\n"
    assert [c.value for c in ports(text)] == ["6006"]
