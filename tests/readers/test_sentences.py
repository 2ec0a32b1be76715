"""Sentences: the subject that listens, the machine it runs on, and the commands that only call."""

from __future__ import annotations

import pytest

from consistency.model.claim import PROJECT
from consistency.readers.document import read_document


def said(text: str, path: str = "docs/page.md") -> set[tuple[str, str, str]]:
    """(service, host, port) of every stated port of a page, but for what clients of the project ask."""
    claims = [c for c in read_document(path, text).claims if c.attribute == "port" and c.source != PROJECT]
    return {(c.service, c.host, c.value) for c in claims if c.modality == "stated"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Redis on node3001 listens on port 6379.", ("Redis", "node3001", "6379")),
        ("- Grafana runs on mon01 at http://10.20.0.31:3030 behind nginx.", ("Grafana", "mon01", "3030")),
        ("Paperless läuft auf atlas und ist unter http://atlas:8011 erreichbar.", ("Paperless", "atlas", "8011")),
        ("- Grafana is the dashboard and listens on port 3000", ("Grafana", "", "3000")),
        ("Jellyseerr is then at http://nas.lan:5055.", ("Jellyseerr", "nas.lan", "5055")),
        ("Our wiki (Outline) listens on port 8085.", ("Outline", "", "8085")),
        ("The ticket system is Zammad; it listens on port 8090.", ("Zammad", "", "8090")),
        ("PostgreSQL 15 listens on port 5433.", ("PostgreSQL 15", "", "5433")),
        ("Keycloak, the identity provider, listens on port 8180.", ("Keycloak", "", "8180")),
        ("Loki listens on port 3100 on the monitoring host.", ("Loki", "", "3100")),
        ("Loki listens on port 3100 on the atlas server.", ("Loki", "atlas", "3100")),
        ("Loki runs on the host mini and listens on port 3100.", ("Loki", "mini", "3100")),
        ("Prometheus listens on 9090.", ("Prometheus", "", "9090")),
        ("- **Kiwix** listens on `8090` (LAN only)", ("Kiwix", "", "8090")),
    ],
)
def test_a_sentence_has_its_subject_and_machine(line: str, expected: tuple[str, str, str]) -> None:
    assert said(f"# Notes\n\n{line}\n") == {expected}


@pytest.mark.parametrize("where", ["Docker", "port", "Kubernetes", "your laptop", "Node18", "localhost", "Python3"])
def test_what_follows_on_need_not_be_a_machine(where: str) -> None:
    assert all(host == "" for _, host, _ in said(f"# Notes\n\nGrafana runs on {where} and listens on port 3000.\n"))


def test_what_a_sentence_leads_to_is_not_on_its_machine() -> None:
    found = said("# Notes\n\nPgBouncer on db01 listens on port 6432 and pools to PostgreSQL (port 5432).\n")
    assert found == {("PgBouncer", "db01", "6432"), ("PostgreSQL", "", "5432")}


@pytest.mark.parametrize(
    ("path", "title", "line"),
    [
        ("services/users/README.md", "users", "The service listens on port 8001."),
        ("services/gateway/README.md", "gateway", "The gateway is reachable at `http://localhost:8001`."),
        ("docs/grafana.md", "Grafana", "It listens on port 8001."),
        ("docs/runbooks/grafana.md", "Runbook: Grafana", "- Port: 8001"),
        ("docs/grafana.md", "Grafana", "## Access\n\n- Port: 8001"),
    ],
)
def test_a_page_named_for_its_service_speaks_of_it(path: str, title: str, line: str) -> None:
    name = title.removeprefix("Runbook: ")
    assert said(f"# {title}\n\n{line}\n", path) == {(name, "", "8001")}


@pytest.mark.parametrize(
    "line",
    [
        "- Check with `psql -p 6432 -U app`",
        "- Forward it: `stripe listen --forward-to localhost:8012/hooks`",
        "1. `ssh -p 2200 db01`",
        "1. Send logs to `http://mon.internal:3100/loki/api/v1/push`",
        "1. Open http://localhost:3000/api/health",
    ],
)
def test_what_is_called_is_nobodys_own_port(line: str) -> None:
    assert said(f"# Billing\n\n{line}\n", "docs/billing.md") == set()


@pytest.mark.parametrize("title", ["Runbook: Grafana is down", "Onboarding a service", "Adding the proxy"])
def test_a_heading_that_tells_something_names_no_service(title: str) -> None:
    assert said(f"# {title}\n\n- Port: 3000\n") == set()


def test_a_section_about_something_else_is_not_the_pages_service() -> None:
    assert said("# Grafana\n\n## Database\n\n- Port: 5432\n", "docs/grafana.md") == set()


@pytest.mark.parametrize(
    "line", ["Kiwix listens on 2 sockets.", "Kiwix listens on 2024-01-02.", "Kiwix listens on 1,000 lines."]
)
def test_a_number_behind_listens_need_not_be_a_port(line: str) -> None:
    assert said(f"# Notes\n\n{line}\n") == set()


def test_where_something_listens_is_never_dropped() -> None:
    reading = read_document(
        "docs/page.md", "# Notes\n\nLoki listens on 3100, and the API of Tempo is listening on 3200.\n"
    )
    claimed = {claim.value for claim in reading.claims if claim.attribute == "port"}
    assert claimed | {unread.text for unread in reading.unread} == {"3100", "3200"}
