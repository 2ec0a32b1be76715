"""`MailHog's web interface`, `The Traefik dashboard`, `Syncthing – web UI on port 8384`: pages of services, and whose they are."""

from __future__ import annotations

import pytest

from consistency.model.name import squash
from consistency.readers.document import read_document

HOSTS = "# Home\n\n| Host | IP |\n|---|---|\n| juno | 10.0.0.7 |\n\n## juno\n\n"


def ports(text: str) -> list[tuple[str, str]]:
    return [(c.service, c.value) for c in read_document("README.md", text).claims if c.attribute == "port"]


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("MailHog's web interface is at http://localhost:8025/.", "mailhog"),
        ("Mailpit's web UI runs on http://localhost:8025.", "mailpit"),
        ("The Traefik dashboard is available at http://localhost:8025.", "traefik"),
        ("The Traefik dashboard is only reachable from the LAN, on <http://nuc.lan:8025/dashboard/>.", "traefik"),
        ("You can reach the RabbitMQ management UI at http://localhost:8025 (guest/guest).", "rabbitmq"),
        ("The Kafka broker listens on 8025.", "kafka"),
        ("The MariaDB database is on port 8025.", "mariadb"),
        ("Postgres is then on `localhost:8025` (user `shop`, password `shop`).", "postgresql"),
    ],
)
def test_a_sentence_names_whose_page_it_is(text: str, service: str) -> None:
    assert [(squash(name)[0], port) for name, port in ports(f"# Shop\n\n## Getting started\n\n{text}\n")] == [
        (service, "8025")
    ]


def test_a_page_without_a_name_is_that_of_the_section() -> None:
    for text in ("The dashboard is on port 8025.", "The Web UI is on port 8025."):
        found = ports(f"# Home\n\n## Traefik\n\n{text}\n")
        assert [squash(name)[0] for name, _ in found] == ["traefik"]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (
            "**Syncthing** – web UI on port 8384, sync protocol on 22000",
            [("Syncthing web UI", "8384"), ("Syncthing", "22000")],
        ),
        ("**Gitea** – http://juno:3002, SSH on port 2221", [("Gitea", "3002"), ("Gitea SSH", "2221")]),
        ("**Minio**: API on port 9000, console on port 9001", [("Minio API", "9000"), ("Minio console", "9001")]),
        ("**Uptime Kuma** – monitoring – http://juno:3001", [("Uptime Kuma", "3001")]),
        ("**Grafana** - dashboards, port 3000", [("Grafana", "3000")]),
        ("Monitoring: Grafana on port 3000, Prometheus on port 9090", [("Grafana", "3000"), ("Prometheus", "9090")]),
    ],
)
def test_an_item_names_its_service_and_then_its_endpoints(item: str, said: list[tuple[str, str]]) -> None:
    assert ports(f"{HOSTS}- {item}\n") == said


def test_what_is_public_has_a_column() -> None:
    table = "| App | LAN | Public |\n|---|---|---|\n| Immich | http://nuc.lan:2283 | https://photos.example.org |\n"
    claims = read_document("README.md", f"# Home\n\n{table}").claims
    assert [c.value for c in claims if c.attribute == "base_url"] == [
        "http://nuc.lan:2283",
        "https://photos.example.org",
    ]
    said = [
        c
        for c in read_document("README.md", "| App | Public |\n|---|---|\n| Immich | yes |\n").claims
        if c.attribute != "call"
    ]
    assert said == []


def test_names_of_pages_are_those_of_their_services() -> None:
    assert squash("Mailpit web UI") == squash("Mailpit's dashboard") == squash("mailpit-ui") == ("mailpit", "web")
    assert squash("Web UI") == ("web", "web")
    assert squash("MailHog’s web interface") == ("mailhog", "web")
