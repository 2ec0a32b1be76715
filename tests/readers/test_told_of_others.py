"""What a page says of the services that its own one uses is theirs, with the machine that they are said to be on."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str) -> list[tuple[str, str, str]]:
    claims = read_document("docs/page.md", text).claims
    return [(c.value, c.service, c.host) for c in claims if c.attribute == "port"]


def on_its_page(bullet: str) -> list[tuple[str, str, str]]:
    return ports(f"# Grafana\n\n- {bullet}\n")


@pytest.mark.parametrize(
    ("bullet", "service", "host"),
    [
        ("Database: PostgreSQL on atlas, port 5433", "PostgreSQL", "atlas"),
        ("**Database:** PostgreSQL 16 on `atlas` (port 5433)", "PostgreSQL 16", "atlas"),
        ("Datenbank: PostgreSQL auf atlas, Port 5433", "PostgreSQL", "atlas"),
        ("DB: PostgreSQL, port 5433", "PostgreSQL", ""),
        ("Data source: Prometheus, port 5433", "Prometheus", ""),
        ("Mail relay: Postfix on vega, port 5433", "Postfix", "vega"),
        ("Reverse proxy - Caddy on vega, port 5433", "Caddy", "vega"),
        ("db: postgres on heron, port 5433", "postgres", "heron"),
        ("Storage: my-minio on vega, port 5433", "my-minio", "vega"),
        ("PostgreSQL on atlas, port 5433", "PostgreSQL", "atlas"),
        ("Uses PostgreSQL on atlas, port 5433", "PostgreSQL", "atlas"),
        ("Depends on Redis (atlas, port 5433)", "Redis", "atlas"),
        ("Redis (atlas, port 5433)", "Redis", "atlas"),
        ("Backed by MinIO on port 5433", "MinIO", ""),
        ("Requires Vault at port 5433", "Vault", ""),
        ("Scrapes node_exporter on port 5433", "node_exporter", ""),
        ("Sits behind Traefik (port 5433)", "Traefik", ""),
    ],
)
def test_another_service(bullet: str, service: str, host: str) -> None:
    assert on_its_page(bullet) == [("5433", service, host)]


@pytest.mark.parametrize(
    "bullet",
    ["Runs on atlas, port 5433", "Reached at http://atlas:5433", "People find it at http://atlas:5433", "Debian 12 on atlas, port 5433", "Dashboards, port 5433",
     "Port 5433 on atlas", "Listens on all interfaces, port 5433"],
)  # fmt: skip
def test_its_own(bullet: str) -> None:
    assert [(port, service) for port, service, _ in on_its_page(bullet)] == [("5433", "Grafana")]


def test_a_part_that_has_no_name_is_its_own_part() -> None:
    assert on_its_page("Database: port 5433") == [("5433", "Grafana Database", "")]


@pytest.mark.parametrize("bullet", ["Sends mail through port 5433", "Talks to the broker on port 5433"])
def test_what_it_calls_is_nobodys(bullet: str) -> None:
    assert not [one for one in on_its_page(bullet) if one[1] == "Grafana"]


@pytest.mark.parametrize(
    ("item", "service"),
    [("Paperless: Documents on juno, port 8000", "Paperless"), ("Gitea: Git on juno, port 8000", "Gitea"),
     ("Frontend: React, port 8000", "Frontend"), ("API: FastAPI on juno, port 8000", "API")],
)  # fmt: skip
def test_a_service_and_what_it_is(item: str, service: str) -> None:
    assert [one[1].split()[-1] for one in ports(f"# Ports\n\n- {item}\n- Other: port 1234\n") if one[0] == "8000"] in (
        [service],
        [],
    )


def test_a_list_of_services_on_machines() -> None:
    text = "# Services\n\n- PostgreSQL on atlas, port 5433\n- Prometheus on juno: port 9090\n- Loki (juno, port 3100)\n"
    assert ports(text) == [("5433", "PostgreSQL", "atlas"), ("9090", "Prometheus", "juno"), ("3100", "Loki", "juno")]


def test_for_whom_an_address_is_names_no_service() -> None:
    page = "# Überwachung\n\n- Grafana: http://mars:3000, für Benutzer https://grafana.mill.test\n"
    assert ports(page) == [("3000", "Grafana", "mars")]
