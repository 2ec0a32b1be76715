"""Names in bold and the sentences behind them, pages of machines, and what only counts."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

HEAD = "# Cellar\n\n## What is there\n\n- **wiki**: plain files that are served by nobody at all.\n"


def ports(text: str, path: str = "docs/a.md") -> list[tuple[str, str]]:
    return [(c.service, c.value) for c in read_document(path, text).claims if c.attribute == "port"]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("**Forgejo**: Git. Web on port 3000, SSH on port 2222.", [("Forgejo Web", "3000"), ("Forgejo SSH", "2222")]),
        ("**Caddy**: the way in for all. Ports 80 and 443, admin API on localhost:2019.",
         [("Caddy", "80"), ("Caddy", "443"), ("Caddy admin API", "2019")]),
        ("**Immich**: Port 2283. 48000 pictures, 1200 films, all of them at home.", [("Immich", "2283")]),
        ("**Kuma**: Port 3001, 23 monitors, and a bot that tells of them.", [("Kuma", "3001")]),
        ("**Paperless.** Port 8010. Reads German and English, about 3400 papers.", [("Paperless", "8010")]),
        ("**Vault** – deliberately only `127.0.0.1:8222`, so that nobody gets past the proxy.", [("Vault", "8222")]),
        ("**Qdrant:** Docker container, v1.17.0, port 6333, key in the vault.", [("Qdrant", "6333")]),
        ("**Zigbee** – Frontend auf Port 8080, ohne Passwort, nur zu Hause.", [("Zigbee Frontend", "8080")]),
        ("**Metrics**: Prometheus on 9090, Grafana on 3030, both of them for us alone.",
         [("Prometheus", "9090"), ("Grafana", "3030")]),
    ],
)  # fmt: skip
def test_sentences_behind_a_name_in_bold(item: str, told: list[tuple[str, str]]) -> None:
    assert ports(f"{HEAD}- {item}\n") == told


def test_a_name_of_code_that_is_said_to_listen() -> None:
    text = "# Box\n\n## Exporters\n\n- `node_exporter` from Debian, listens on 9100\n- `pve-exporter`, a unit in `/opt/x`, listens on **9221**\n"
    assert ports(text) == [("node_exporter", "9100"), ("pve-exporter", "9221")]


def test_a_page_of_a_machine() -> None:
    text = "# amsel (the VM)\n\n* IP: `192.168.178.31`\n\n## Services\n\n- **Loki**: Port 3100, for thirty days, then it forgets.\n- **Kuma**: Port 3001.\n"
    claims = [c for c in read_document("docs/hosts/amsel.md", text).claims if c.attribute != "call"]
    assert [(c.attribute, c.value, c.host) for c in claims] == [
        ("address", "192.168.178.31", "amsel"),
        ("port", "3100", "amsel"),
        ("port", "3001", "amsel"),
    ]
    assert {c.host for c in read_document("docs/apps/amsel.md", text).claims if c.attribute == "port"} == {""}
    assert {c.host for c in read_document("docs/hosts/other.md", text).claims if c.attribute == "port"} == {""}


def test_properties_of_the_machine_of_a_page() -> None:
    text = "# kessel\n\n| | |\n|---|---|\n| IP | 10.0.0.20 |\n| Web | https://10.0.0.20:8006 |\n"
    claims = read_document("hosts/kessel.md", text).claims
    assert ("address", "10.0.0.20", "kessel") in [(c.attribute, c.value, c.host) for c in claims]


@pytest.mark.parametrize(
    ("sentence", "placed"),
    [
        ("The mailer is a Go worker on app-01. It reads a queue.", [("mailer", "app-01")]),
        ("`seatmap` runs on app-02.", [("seatmap", "app-02")]),
        ("mailer moves from app-01 to app-02", [("mailer", "app-02")]),
        ("It runs on app-02.", []),
        ("The mailer runs on Linux.", []),
        ("The mailer runs on port 8080.", []),
        ("The mailer no longer runs on app-01.", []),
        ("The mailer runs on app-01:8080.", []),
    ],
)
def test_machines_in_sentences(sentence: str, placed: list[tuple[str, str]]) -> None:
    claims = read_document("docs/a.md", f"# Notes\n\n{sentence}\n").claims
    assert [(c.service, c.value) for c in claims if c.attribute == "host"] == placed


def test_a_log_of_decisions_says_what_is_in_force() -> None:
    rows = "| 1 | Grafana on 3000 | superseded by 2 |\n| 2 | Grafana on 3080 | in force |\n| 3 | Alertmanager listens on 127.0.0.1:9093 only | in force |\n"
    text = f"# Decisions\n\nLook for superseded.\n\n| # | Decision | State |\n|---|---|---|\n{rows}"
    claims = read_document("decisions.md", text).claims
    said = [(c.service, c.attribute, c.value) for c in claims if c.modality == "stated"]
    assert said == [
        ("Grafana", "port", "3080"),
        ("Alertmanager", "bind", "127.0.0.1"),
        ("Alertmanager", "port", "9093"),
    ]


@pytest.mark.parametrize(("title", "said"), [("# AUTH", [("Qdrant", "required"), ("Wiki", "none")]), ("# Storage", [])])
def test_who_gets_in_on_a_page_about_that(title: str, said: list[tuple[str, str]]) -> None:
    text = f"{title}\n\n**Qdrant.** API key required, sent in a header of its own. Nothing else.\n\n**Wiki.** No authentication. It is read by everybody here.\n"
    claims = read_document("docs/a.md", text).claims
    assert [(c.service, c.value) for c in claims if c.attribute == "auth"] == said


def test_targets_below_a_heading_over_what_is_scraped() -> None:
    text = "# Monitoring\n\n## Scrape targets\n\n- `pve` → the exporter on the hypervisor, port 9221\n"
    assert [(c.service, c.part) for c in read_document("docs/a.md", text).claims] == [("pve", "metrics")]


@pytest.mark.parametrize("lead", ["2. Make a folder. Template:", "2. Ordner anlegen. Vorlage:"])
def test_what_is_there_to_be_copied(lead: str) -> None:
    text = f"# Services\n\n1. Take a port.\n{lead}\n\n   ```yaml\n   services:\n     whoami:\n       image: whoami\n       ports: ['3000:80']\n   ```\n"
    assert {c.modality for c in read_document("docs/a.md", text).claims} == {"example"}


@pytest.mark.parametrize(
    "heading", ["Adding a new service", "`Port` is already allocated", "New host", "Neuer Dienst: Checkliste"]
)
def test_how_another_one_is_made(heading: str) -> None:
    text = f"# Docs\n\n## {heading}\n\n```yaml\nservices:\n  whoami:\n    image: whoami\n    ports: ['3000:80']\n```\n"
    assert {c.modality for c in read_document("docs/a.md", text).claims} == {"example"}


@pytest.mark.parametrize(
    "banner", ["> Archiv. Nichts davon läuft noch.", "> Nothing of this runs any more.", "> Archive"]
)
def test_a_page_of_what_was(banner: str) -> None:
    text = f"# The Raspberry years\n\n{banner}\n\n- Grafana: http://10.0.0.3:3000\n"
    assert {c.role for c in read_document("docs/a.md", text).claims} == {"history"}


def test_a_runbook_about_a_backlog_is_no_plan() -> None:
    text = "# Runbook: mail backlog\n\n- Mailer: http://10.0.0.3:8310\n"
    assert {c.role for c in read_document("runbooks/mail-backlog.md", text).claims} == {"canon"}
    assert {c.role for c in read_document("docs/backlog.md", text.replace("Runbook: mail b", "B")).claims} == {"plan"}


@pytest.mark.parametrize(
    "said", ["the 3800's ports", "ports of VLANs (1001 + 1031)", "the hashed port `2200 +` a number"]
)
def test_numbers_of_other_things_beside_the_word(said: str) -> None:
    assert ports(f"# A\n\n- Switch: {said}, tagged and untagged\n") == []


@pytest.mark.parametrize(
    ("sentence", "service"),
    [
        ("The hub API is on 10.8.1.20:8081.", "hub API"),  # JupyterHub has an API of its own, and this is another one
        ("The REST API is on 10.8.1.20:8081.", "JupyterHub"),
        ("The JupyterHub API is on 10.8.1.20:8081.", "JupyterHub"),
    ],
)
def test_whose_api_a_sentence_is_about(sentence: str, service: str) -> None:
    claims = read_document("docs/a.md", f"# JupyterHub\n\n{sentence}\n").claims
    assert [c.service for c in claims if c.attribute == "port"] == [service]


def test_what_is_forwarded_for_both_protocols_is_no_page() -> None:
    rows = "| qBittorrent | {} | 50413 | 10.8.1.20:50413 |\n"
    text = f"# Router\n\n## Port forwards\n\n| Service | Proto | WAN port | To |\n| --- | --- | --- | --- |\n{rows}"
    parts = [
        {c.part for c in read_document("docs/a.md", text.format(word)).claims if c.attribute == "port"}
        for word in ("tcp+udp", "tcp")
    ]
    assert parts == [{"peer"}, {""}]


def test_what_tests_start_for_themselves() -> None:
    text = "# Acme\n\n- E2E tests start their own stack, with the API on 18000 and the web on 13000.\n"
    assert {c.modality for c in read_document("docs/a.md", text).claims} == {"example"}
