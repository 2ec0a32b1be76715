"""Lists of names and ports behind a label that speaks of ports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers.document import read_document


def ports(line: str, above: str = "# Services") -> set[tuple[str, str]]:
    claims = read_document("docs/services.md", f"{above}\n\n{line}\n").claims
    return {(claim.service, claim.value) for claim in claims if claim.attribute == "port"}


BOTH = {("Grafana", "3000"), ("Loki", "3100")}


@pytest.mark.parametrize(
    "line",
    [
        "Default ports: Grafana 3000, Loki 3100.",
        "- Ports: Grafana 3000, Loki 3100",
        "The ports used below are those of `make up`: Grafana `3000` and Loki `3100`.",
        "We use these ports: Grafana (3000), Loki (3100).",
        "Ports in use on this host: 3000 (Grafana), 3100 (Loki).",
        "**Ports:** Grafana – 3000; Loki – 3100/tcp",
        "Services and their ports: Grafana=3000, Loki=3100",
        "Ports of the stack:\nGrafana 3000,\nLoki 3100.",
    ],
)
def test_a_list_of_names_and_ports(line: str) -> None:
    assert ports(line) == BOTH


@pytest.mark.parametrize(
    "line",
    [
        "Avoid these ports: 3000 (Grafana), 3100 (Loki).",
        "Reserved ports: Grafana 3000, Loki 3100",
        "Firewall ports: 22 (ssh), 80 (web)",
        "Ports: TCP 3000, UDP 3100",
        "Ports: 3000, 3100",
        "Ports: see Grafana 3000, or ask",
        "Seats: Grafana 3000, Loki 3100",
    ],
)
def test_other_lists_give_nothing(line: str) -> None:
    assert ports(line) == set()


def test_what_the_label_says_of_the_ports() -> None:
    text = "# Services\n\n- Internal ports in production: Grafana 3000, Loki 3100/tcp\n"
    claims = read_document("docs/services.md", text).claims
    assert {(c.namespace, c.scope, c.protocol) for c in claims} == {
        ("container", "prod", ""),
        ("container", "prod", "tcp"),
    }


def test_the_ports_of_one_service_are_its_own() -> None:
    assert {name.split()[0] for name, _ in ports("- Ports: web 3000, api 4317", "# Grafana")} <= {"Grafana"}


def test_a_section_that_is_proposed_makes_no_plan_of_the_page() -> None:
    text = "# Ports\n\n## Proposed\n\n- Loki: port 3100\n\n## In use\n\n- Grafana: port 3000\n"
    claims = read_document("docs/ports.md", text).claims
    assert {(c.service, c.role, c.modality) for c in claims} == {
        ("Loki", "canon", "planned"),
        ("Grafana", "canon", "stated"),
    }


@given(st.text(" ,;.:()=-–andGrafLoki0123456789/tcp`\n", max_size=80))
def test_every_port_stands_where_it_says(rest: str) -> None:
    text = f"# Services\n\nDefault ports: {rest}\n"
    lines = text.split("\n")
    for claim in read_document("docs/services.md", text).claims:
        if claim.attribute == "port":
            assert lines[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote
