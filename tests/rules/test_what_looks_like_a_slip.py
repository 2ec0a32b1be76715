"""Second ports, second machines, second tunnels and other programs' settings, which are right as they are."""

from __future__ import annotations

import pytest
from checked import rules

GRAFANA_INI = "[server]\nhttp_addr = 0.0.0.0\nhttp_port = 3000\n"
COMPOSE = (
    "services:\n  {}:\n    image: acme/{}:1\n    ports: [{!r}]\n"
    "  other:\n    image: acme/other\n    environment:\n      {}\n"
)
PROVIDER = "services:\n  vpn:\n    image: qmcgaw/gluetun\n    environment:\n      WIREGUARD_ENDPOINT_PORT: '51821'\n"


def test_settings_inside_of_a_container() -> None:
    page = (
        "# Services\n\n| Service | Machine | Port | Bind |\n|---|---|---|---|\n| Grafana | mon01 | 3001 | 127.0.0.1 |\n"
    )
    compose = "services:\n  grafana:\n    image: grafana/grafana\n    ports: ['127.0.0.1:3001:3000']\n"
    assert rules({"docs/services.md": page, "grafana/grafana.ini": GRAFANA_INI, "compose.yml": compose}) == []
    assert sorted(rules({"docs/services.md": page, "grafana/grafana.ini": GRAFANA_INI})) == ["A101", "A103"]


@pytest.mark.parametrize(
    ("name", "ports", "variable", "wrong"),
    [
        ("woodpecker-server", "8000:8000", "WOODPECKER_SERVER: woodpecker-server:9000", False),
        ("n8n", "5678:5678", "N8N_BROKER: http://n8n:5679", False),
        ("wg-easy", "51820:51820/udp", "WG: http://wg-easy:51822", False),
        ("plover", "8400:8400", "PLOVER: http://plover:8040", True),
    ],
)
def test_a_second_port_of_a_container(name: str, ports: str, variable: str, wrong: bool) -> None:
    files = {
        "README.md": "# Stack\n\nIt is behind Caddy.\n",
        "compose.yml": COMPOSE.format(name, name, ports, variable),
    }
    assert rules(files) == (["A129"] if wrong else [])


def test_a_compose_file_of_a_part_says_nothing_of_another() -> None:
    compose = "services:\n  api:\n    build: .\n    ports: ['4000:4000']\n"
    assert rules({"orders/compose.yml": compose, "billing/config.yaml": "ledger: http://api:4700\n"}) == []
    assert rules({"deploy/compose.yml": compose, "billing/config.yaml": "ledger: http://api:4700\n"}) == ["A129"]


def test_a_second_machine_with_the_same_program() -> None:
    page = "# {}\n\nWeb page: https://10.0.0.{}:8006\n"
    backup = "# Backup\n\nThe job is on https://10.0.0.11:8006, below Datacenter.\n"
    files = {"docs/pve1.md": page.format("pve1", 11), "docs/pve2.md": page.format("pve2", 12), "docs/backup.md": backup}
    assert rules(files) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("gw01/wg1-office.conf", "[Interface]\nListenPort = 51821\n"),
        ("gw01/wg-backup.conf", "[Interface]\nListenPort = 51821\n"),
        ("docs/pages.md", "# Pages\n\nwg-easy: http://10.0.0.5:51821\n"),
        ("docs/office.md", "# Office\n\nA second tunnel of WireGuard, on 51821, leads there.\n"),
        ("media/compose.yml", PROVIDER),
    ],
)  # fmt: skip
def test_a_second_tunnel(path: str, text: str) -> None:
    site = {
        "README.md": "# VPN\n\nWireGuard for people is at `vpn.acme.org:51820`.\n",
        "gw01/wg0.conf": "[Interface]\nListenPort = 51820\n",
    }
    assert rules({**site, path: text}) == []
    assert rules({**site, "gw02/wg.conf": "[Interface]\nListenPort = 51821\n"}) == ["A130"]


def test_other_programs_urls_are_not_the_service_s_own() -> None:
    page = "# Services\n\n| Service | URL |\n|---|---|\n| Nextcloud | https://cloud.acme.io |\n"
    compose = (
        "services:\n  nextcloud-exporter:\n    image: acme/nextcloud-exporter\n"
        "    environment:\n      NEXTCLOUD_URL: https://other.acme.io\n"
        "  nextcloud:\n    image: nextcloud\n    environment:\n      OVERWRITEHOST: {}.acme.io\n"
    )
    assert rules({"docs/s.md": page, "compose.yml": compose.format("cloud")}) == []
    assert rules({"docs/s.md": page, "compose.yml": compose.format("files")}) == ["A112"]


def test_enabled_of_another_key() -> None:
    page = "# Dashboards\n\nGrafana requires a login.\n"
    values = "grafana.ini:\n  auth.anonymous:\n    org_role: Viewer\n{}  smtp:\n    enabled: true\n"
    assert rules({"README.md": page, "helm/values-grafana.yaml": values.format("")}) == []
    assert rules({"README.md": page, "helm/values-grafana.yaml": values.format("    enabled: true\n")}) == ["B104"]


def test_sites_of_one_apache_share_its_port() -> None:
    page = "# Sites\n\n- Intranet: https://intranet.acme.org\n- Cloud: https://cloud.acme.org\n"
    site = "<VirtualHost *:8080>\n  ServerName {}.acme.org\n</VirtualHost>\n"
    assert rules({"README.md": page, "apache2/a.conf": site.format("intranet") + site.format("cloud")}) == []


def test_ssh_of_containers_and_of_public_forges() -> None:
    page = "# nas\n\n```sh\nssh -p 22022 nas\n```\n"
    script = "#!/bin/sh\nexport BORG_REPO=ssh://borg@nas:2222/./web01\n"
    compose = "services:\n  borgserver:\n    image: acme/borgserver\n    ports: ['2222:22']\n"
    assert rules({"docs/nas.md": page, "backup.sh": script, "borg/compose.yml": compose}) == []
    assert rules({"docs/nas.md": page, "backup.sh": script}) == ["A124"]
