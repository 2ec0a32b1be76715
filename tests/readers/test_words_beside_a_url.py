"""Words in front of an address that are no name, and names that stand apart from it."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def whose(heading: str, line: str) -> set[tuple[str, str]]:
    """Whom a line below a heading gives which port, and in which environment it holds."""
    claims = read_document("docs/page.md", f"# Notes\n\n## {heading}\n\n{line}\n").claims
    return {(c.service, c.scope) for c in claims if c.attribute == "port"}


@pytest.mark.parametrize(
    ("heading", "line", "said"),
    [
        ("Feed", "Public, read only. Locally: `http://localhost:8402`.", ("Feed", "")),
        ("Lagerbuch", "Basis in der Entwicklung: `http://localhost:8182`", ("Lagerbuch", "dev")),
        ("Jaeger", "- Kubernetes: forward it and open http://localhost:16686", ("Jaeger", "")),
        ("Login", "Die Verwaltung von Keycloak ist unter http://localhost:8190/admin zu erreichen.", ("Keycloak", "")),
        ("Valves", "Look at Zigbee2MQTT first: http://localhost:8081. A grey valve is off.", ("Zigbee2MQTT", "")),
        ("Boards", "3. From then on over the air: ESPHome dashboard on the hub, http://localhost:6502.", ("ESPHome dashboard", "")),
        ("Mail", "- MailHog, <http://localhost:8025>", ("MailHog", "")),
        ("Node-RED", "The editor listens on port 1880.", ("Node-RED", "")),
        ("Feed", "Go. Renders RSS. Local port 8420, and nothing more.", ("Feed", "")),
    ],
)  # fmt: skip
def test_whose_it_is(heading: str, line: str, said: tuple[str, str]) -> None:
    assert whose(heading, line) == {said}


@pytest.mark.parametrize(
    "line",
    [
        "Kubernetes: `kubectl get pods`, the API is somewhere else",
        "Services while developing are many, http://localhost:8402 is one.",
    ],
)
def test_what_names_nobody(line: str) -> None:
    assert not {service for service, _ in whose("Notes", line)} & {"Kubernetes", "Services while developing"}


def test_a_heading_over_several_is_no_service() -> None:
    assert whose("Services while developing", "- **Chroma**: http://localhost:8900\n- **Valkey**: `localhost:6380`") == {
        ("Chroma", ""), ("Valkey", ""),
    }  # fmt: skip
    text = "# AGENTS.md\n\n## Services while developing\n\n- **API**: http://localhost:5000\n"
    assert {c.service for c in read_document("AGENTS.md", text).claims if c.attribute == "port"} == {"API"}


def test_a_page_that_says_that_it_is_closed() -> None:
    page = "# Umstieg\n\n> **{}**\n\n| Dienst | Port |\n|---|---|\n| Lagerbuch | 9095 |\n"
    roles = [{c.role for c in read_document("docs/umstieg.md", page.format(words)).claims}
             for words in ("Abgeschlossen am 2024-12-20.", "Nicht mehr gepflegt.", "Gültig seit 2024-12-20.")]  # fmt: skip
    assert roles == [{"history"}, {"history"}, {"canon"}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("* **Grafana** (port 3001): admin / admin, dashboards are provisioned", {("Grafana", "")}),
        ("- PostgreSQL (port 5442): user `app`, 3 databases", {("PostgreSQL", "")}),
        ("- Loki (3100): logs", {("Loki", "")}),
        ("- Port (3100): taken", set()),
    ],
)
def test_a_port_in_parentheses_in_a_label(line: str, said: set[tuple[str, str]]) -> None:
    assert whose("Tools", line) == said


@pytest.mark.parametrize(
    ("heading", "service"),
    [
        ("Bulletin writer (vLLM)", "vLLM"),
        ("Nachrichten (RabbitMQ)", "RabbitMQ"),
        ("Object storage (MinIO)", "MinIO"),
        ("Bulletin writer (FastAPI)", "Bulletin writer (FastAPI)"),  # what it is built with
        ("Bulletin writer (optional)", "Bulletin writer (optional)"),
        ("LiteLLM (OpenAI)", "LiteLLM (OpenAI)"),  # two products
    ],
)
def test_a_heading_that_says_what_it_is_and_which(heading: str, service: str) -> None:
    assert {name for name, _ in whose(heading, "- Port: 8000")} == {service}


@pytest.mark.parametrize("line", ["Go, port 9425. Keeps the last state.", "Go with OR-Tools, port 9425. Plans."])
def test_what_it_is_made_of_and_its_port(line: str) -> None:
    assert whose("tracker", line) == {("tracker", "")}
