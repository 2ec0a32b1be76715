"""Names and sockets of other machines, other projects and plans, beside those that are one and the same."""

from __future__ import annotations

import pytest
from checked import findings, rules

ROWS = "| Traefik dashboard | atlas | 8080 |\n| Grafana | berry | 3000 |\n"
LIST = f"# Home\n\n| Service | Host | Port |\n|---|---|---|\n{ROWS}"
ONE = "services:\n  {}:\n    image: {}\n    ports: ['{}']\n"


@pytest.mark.parametrize(
    ("path", "count"),
    [("docker/push/compose.yml", 1), ("docker/home/push/compose.yml", 1), ("vps/compose.yml", 0)],
)
def test_a_file_below_another_folder_is_another_machines(path: str, count: int) -> None:
    files = {
        "README.md": LIST,
        "docker/traefik/compose.yml": ONE.format("traefik", "traefik", "8080:8080"),
        path: ONE.format("ntfy", "binwiederhier/ntfy", "8080:80"),
    }
    assert rules(files).count("A102") == count


def test_two_stacks_in_the_folder_of_one_machine() -> None:
    page = "# Hosts\n\n| Host | Address |\n|---|---|\n| skerry | 10.66.0.3 |\n| fjord | 10.66.0.4 |\n"
    cloud = ONE.format("app", "nextcloud", "127.0.0.1:8080:80")
    pdf = ONE.format("stirling-pdf", "frooodle/s-pdf", "127.0.0.1:8080:8080")
    files = {"README.md": page, "hosts/skerry/nextcloud/compose.yml": cloud, "hosts/skerry/tools/compose.yml": pdf}
    assert rules(files) == ["A102"]
    files["hosts/fjord/tools/compose.yml"] = files.pop("hosts/skerry/tools/compose.yml")
    assert rules(files) == []


@pytest.mark.parametrize(("remark", "count"), [("   # change me", 0), ("", 1)])
def test_a_snippet_that_leaves_the_port_open(remark: str, count: int) -> None:
    fence = f'```yaml\nservices:\n  whoami:\n    image: traefik/whoami\n    ports:\n      - "8080:80"{remark}\n```\n'
    files = {"README.md": LIST, "docs/whoami.md": f"# Whoami\n\nRuns on atlas:\n\n{fence}"}
    assert rules(files).count("A102") == count


def test_a_proxy_that_a_page_tells_more_of() -> None:
    page = "# Ports\n\n| Port | Service |\n|---|---|\n| 443 | Caddy (HTTPS, production) |\n| 8000 | Django |\n"
    assert rules({"docs/ports.md": page, "compose.yml": ONE.format("shop", "acme/shop", "443:443")}) == []


@pytest.mark.parametrize(("path", "count"), [("docs/specs/2026-03-30-share-design.md", 0), ("docs/share.md", 1)])
def test_the_image_of_a_plan(path: str, count: int) -> None:
    page = "# Plover\n\n- Plover: http://localhost:8081\n"
    fence = ONE.format("app", "acme/plover:latest", "8080:8080")
    told = findings({"README.md": page, path: f"# Sharing\n\n```yaml\n{fence}```\n"})
    assert [one.rule for one in told] == ["A101"] * count


def test_each_of_two_stacks_has_the_route_at_a_port_of_its_own() -> None:
    call = "Open <http://localhost:{}/api/observatory/>.\n"
    files = {
        "docker/full/README.md": f"# Full\n\n{call.format(8020)}",
        "docker/dev/README.md": f"# Dev\n\n{call.format(8021)}",
        "docs/deploy.md": f"# Deploy\n\n{call.format(8020)}",
    }
    assert rules(files) == []
    files["docs/dev.md"] = files.pop("docker/dev/README.md")
    assert rules(files) == ["A126"]


def test_a_program_that_is_told_where_others_are() -> None:
    rows = "| Prowlarr | 9696 |\n| Sonarr | 8989 |\n| Radarr | 7878 |\n"
    files = {
        "README.md": f"# Media\n\n| Service | Port |\n|---|---|\n{rows}",
        "docs/media.md": "# First start\n\n1. Prowlarr → Apps: `http://sonarr:8989`, `http://radarr:7878`\n",
    }
    assert rules(files) == []


@pytest.mark.parametrize(("lender", "image", "count"), [("pihole", "pihole/pihole", 0), ("vpn", "qmcgaw/gluetun", 1)])
def test_what_lends_its_network_and_has_ports_of_its_own(lender: str, image: str, count: int) -> None:
    unbound = f"  unbound:\n    image: mvance/unbound\n    network_mode: service:{lender}\n"
    compose = ONE.format(lender, image, "8053:80") + unbound
    page = "# Berry\n\n| Service | Port |\n|---|---|\n| unbound | 5335 |\n"
    assert rules({"README.md": page, "compose.yml": compose}).count("A101") == count


def test_the_support_pages_of_a_site_of_our_own() -> None:
    matrix = "# Access\n\n| Service | Hostname | Auth |\n|---|---|---|\n| Zammad | tickets.kvist.coop | local |\n"
    matrix += "| Wiki | wiki.kvist.coop | SSO |\n| Vikunja | tasks.kvist.coop | SSO |\n"
    page = "# Zammad\n\n!!! info\n    **URL:** https://support.{}\n    **Host:** `alder`\n"
    assert rules({"docs/access.md": matrix, "docs/zammad.md": page.format("kvist.coop")}) == ["A112"]
    assert rules({"docs/access.md": matrix, "docs/zammad.md": page.format("zammad.com")}) == []


STORE = "services:\n  db:\n    image: postgres:16\n    ports: ['5433:5432']\n"
ASKS = "DATABASE_URL=postgresql://u:p@localhost:5432/x\n"


@pytest.mark.parametrize(
    ("path", "text", "compose", "count"),
    [
        (".env.example", ASKS, STORE, 1),
        ("api/.env", ASKS, STORE, 1),
        (".env.example", ASKS.replace("5432", "5433"), STORE, 0),
        ("k8s/config.env", ASKS, STORE, 0),
        (".env", f"# ssh -L 5432:db:5432 jump\n{ASKS}", STORE, 0),
        (".env", ASKS.replace("DATABASE_URL", "LEGACY_DB_URL"), STORE, 0),
        (".env", ASKS, f"{STORE}  pool:\n    image: edoburu/pgbouncer\n    ports: ['5432:5432']\n", 0),
    ],
)
def test_the_store_of_an_env_file(path: str, text: str, compose: str, count: int) -> None:
    assert [one.rule for one in findings({path: text, "compose.yml": compose})] == ["A101"] * count


def test_the_store_of_another_stack() -> None:
    assert rules({"api/.env.example": ASKS, "immich/compose.yml": STORE}) == []


@pytest.mark.parametrize(("name", "count"), [("grafana.acme.io", 1), ("mon01.acme.io", 0)])
def test_a_column_of_host_names_may_be_one_of_machines(name: str, count: int) -> None:
    rows = f"| Grafana | {name} | SSO |\n| Gitea | git.acme.io | SSO |\n| Wiki | wiki.acme.io | SSO |\n"
    page = f"# Services\n\n| Service | Hostname | Auth |\n|---|---|---|\n{rows}"
    caddy = "graphs.acme.io {\n    reverse_proxy grafana:3000\n}\n"
    assert rules({"docs/services.md": page, "Caddyfile": caddy}).count("A112") == count


def test_what_another_folder_publishes_under_the_same_name() -> None:
    page = "# Immich\n\n- `redis:6379` is not published.\n"
    shared = "services:\n  redis:\n    image: redis\n    ports: ['6379:6379']\n"
    assert rules({"immich/README.md": page, "shared/compose.yml": shared}) == []
    assert rules({"immich/README.md": page, "immich/compose.yml": shared}) == ["A131"]


def test_an_icon_and_a_link_before_the_port() -> None:
    rows = "| 🎬 | [Jellyfin](https://jellyfin.org) | 8096 |\n| 📺 | [Sonarr](https://sonarr.tv) | 8989 |\n"
    page = f"# Home\n\n| | Service | Port |\n|---|---|---|\n{rows}"
    compose = ONE.format("jellyfin", "jellyfin/jellyfin", "8097:8096")
    assert rules({"README.md": page, "compose.yml": compose}) == ["A101"]


def test_ways_to_run_something_are_no_second_name() -> None:
    page = "# Ports\n\n| Port | What |\n|---|---|\n| 9100 | node_exporter (systemd) |\n| 61208 | glances (systemd) |\n"
    unit = "[Service]\nExecStart=/usr/bin/glances -w --bind 0.0.0.0 --port 61208\n"
    assert rules({"docs/ports.md": page, "systemd/glances.service": unit}) == []


def test_an_address_behind_the_name_of_the_machine_in_full() -> None:
    rows = "| hw-db01 | 10.40.20.14 |\n| hw-git01 | 10.40.20.11 |\n| hw-mon01 | 10.40.20.12 |\n"
    page = "# PostgreSQL\n\n- Host: `hw-db01.int.acme.de` / `10.40.20.{}`\n"
    files = {"docs/inventory.md": f"# Inventory\n\n| Host | IP |\n|---|---|\n{rows}", "docs/pg.md": page.format(14)}
    assert rules(files) == []
    assert rules({**files, "docs/pg.md": page.format(24)}) == ["A127"]


def test_a_file_of_hosts_under_any_name() -> None:
    page = "# Machines\n\n- magpie: `192.168.1.53`\n- kestrel: `192.168.1.40`\n- nas: `192.168.1.60`\n"
    hosts = "# of the router\n192.168.1.{}    magpie.home.arpa magpie pihole\n"
    assert rules({"README.md": page, "config/hosts": hosts.format(53)}) == []
    assert "A127" in rules({"README.md": page, "config/hosts": hosts.format(35)})


def test_many_machines_are_none() -> None:
    page = "# Monitoring\n\n| Service | Port | Where |\n|---|---|---|\n| cAdvisor | 8089 | docker hosts |\n"
    scrape = (
        "scrape_configs:\n  - job_name: cadvisor\n    static_configs:\n      - targets: ['git01.int.acme.de:8088']\n"
    )
    assert rules({"docs/monitoring.md": page, "prometheus/prometheus.yml": scrape}) == ["A101"]


def test_a_pool_is_not_where_the_store_is() -> None:
    pool = "services:\n  pool:\n    image: edoburu/pgbouncer\n    ports: ['6432:6432']\n"
    page = "# Move\n\n```sh\npsql -h localhost -p 5432 shop\n```\n"
    assert rules({"docs/move.md": page, "compose.yml": pool}) == []
    assert rules({"docs/move.md": page, "compose.yml": STORE}) == ["A101"]
