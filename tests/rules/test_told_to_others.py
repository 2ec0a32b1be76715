"""What others are told of a service: exporters that are scraped, pools before stores, logins, public names."""

from __future__ import annotations

import pytest
from checked import findings

SCRAPES = "scrape_configs:\n  - job_name: {}\n    static_configs:\n      - targets: [{}]\n"


def _rules(files: dict[str, str]) -> list[str]:
    return sorted({one.rule for one in findings(files)})


@pytest.mark.parametrize(
    ("row", "job", "target", "wrong"),
    [
        ("| dcgm-exporter | gpu01–gpu04 | 9445 |", "dcgm", "'gpu03.acme.lan:9400'", True),
        ("| dcgm-exporter | gpu01–gpu04 | 9400 |", "dcgm", "'gpu03.acme.lan:9400'", False),
        ("| dcgm-exporter | gpu01–gpu02 | 9445 |", "dcgm", "'gpu03.acme.lan:9400'", False),  # another machine
        ("| nginx-prometheus-exporter | 10.8.1.5 | 9113 |", "nginx", "'10.8.1.5:9913'", True),
        ("| nginx | 10.8.1.5 | 8080 |", "nginx", "'10.8.1.5:9913'", False),  # its own port
    ],
)
def test_exporters(row: str, job: str, target: str, wrong: bool) -> None:
    page = f"# Ports\n\n| Service | Host | Port |\n|---|---|---|\n{row}\n| Grafana | 10.8.1.9 | 3000 |\n"
    assert ("A101" in _rules({"docs/ports.md": page, "prometheus.yml": SCRAPES.format(job, target)})) is wrong


@pytest.mark.parametrize(("port", "wrong"), [(6433, True), (6432, False), (5432, False)])
def test_a_pool_in_front_of_a_store(port: int, wrong: bool) -> None:
    unit = f'[Service]\nEnvironment="RATES_DB=postgres://r@db01.acme.lan:{port}/r"\nExecStart=/usr/bin/rates\n'
    rows = "| PostgreSQL | db01 | 5432 |\n| PgBouncer | db01 | 6432 |\n"
    page = f"# Ports\n\n| Service | Host | Port |\n|---|---|---|\n{rows}"
    assert ("A128" in _rules({"docs/ports.md": page, "rates.service": unit})) is wrong


def test_logins_by_a_public_address_and_through_a_firewall() -> None:
    hosts = "[bastion]\nbastion ansible_host=8.8.4.10 ansible_port=22022\n"
    block = "# Access\n\n```sshconfig\nHost jump\n    HostName 8.8.4.10\n    Port {}\n```\n"
    rules = "# Firewall\n\n| From | To | Ports | Why |\n|---|---|---|---|\n| internet | bastion | {}/tcp | ssh |\n"
    assert "A124" in _rules({"inventory/hosts.ini": hosts, "docs/a.md": block.format(2222)})
    assert "A124" not in _rules({"inventory/hosts.ini": hosts, "docs/a.md": block.format(22022)})
    assert "A124" in _rules({"inventory/hosts.ini": hosts, "docs/a.md": rules.format(2222)})
    assert "A124" not in _rules({"inventory/hosts.ini": hosts, "docs/a.md": rules.format(22022)})


def test_tunnels_in_the_folders_of_machines() -> None:
    hub = (
        "{ networking.wireguard.interfaces.wg0.listenPort = 51821; networking.firewall.allowedUDPPorts = [ 51821 ]; }\n"
    )
    page = "# VPN\n\n```ini\n[Peer]\nEndpoint = wg.acme.org:{}\n```\n"
    assert "A130" in _rules({"hosts/kite/default.nix": hub, "docs/vpn.md": page.format(51820)})
    assert "A130" not in _rules({"hosts/kite/default.nix": hub, "docs/vpn.md": page.format(51821)})


@pytest.mark.parametrize(("url", "wrong"), [("https://metrics.acme.org/", True), ("https://grafana.acme.org/", False)])
def test_the_public_name_in_a_variable(url: str, wrong: bool) -> None:
    page = "# On call\n\n- **Grafana** https://grafana.acme.org, Keycloak login\n"
    variables = f"grafana_http_port: 3000\ngrafana_root_url: {url}\n"
    site = "server {\n  listen 443 ssl;\n  server_name %s;\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n"
    files = {"docs/a.md": page, "group_vars/all.yml": variables, "nginx/tools.conf": site % url.split("/")[2]}
    assert bool({"A112", "A118"} & set(_rules(files))) is wrong
