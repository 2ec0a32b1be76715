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
