"""Machines, environments and clusters: what is said of one is held against what lists and config have of it alone."""

from __future__ import annotations

import pytest
from checked import findings, rules


def table(title: str, *rows: str) -> str:
    """A page with one table, each row's cells with a bar between."""
    head, *rest = (f"| {row} |\n" for row in rows)
    return f"# {title}\n\n{head}{'|---' * (rows[0].count('|') + 1)}|\n{''.join(rest)}"


MACHINES = table(
    "Machines",
    "VMID | Type | Name | Node | Address",
    "101 | lxc | anvil | pve1 | 10.20.0.5",
    "102 | lxc | tongs | pve1 | 10.20.0.6",
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("stacks/app/.env.example", "TONGS_HOST=10.20.0.7\n"),
        ("pihole/custom.list", "10.20.0.5 anvil.lab.lan\n10.20.0.7 tongs.lab.lan\n"),
        ("docs/dns.md", "# DNS\n\n```\nanvil   10.20.0.5\ntongs   10.20.0.7\n```\n"),
        ("docs/nfs.md", "# NFS\n\n```sh\nmount -t nfs 10.20.0.7:/srv /mnt/tongs\n```\n"),
    ],
)
def test_a_stray_address_wherever_it_is_given(path: str, text: str) -> None:
    assert rules({"docs/machines.md": MACHINES, path: text}) == ["A127"]
    assert rules({"docs/machines.md": MACHINES, path: text.replace("10.20.0.7", "10.20.0.6")}) == []
    assert (
        rules({"docs/machines.md": MACHINES, path: text.replace("10.20.0.7", "10.99.0.7")}) == []
    )  # of another network


def test_the_past_gives_no_machine_an_address() -> None:
    text = "TONGS_HOST=10.20.0.7\n"
    assert rules({"docs/machines.md": MACHINES, "next/.env.example": text}) == ["A127"]
    assert rules({"docs/machines.md": MACHINES, "archive/.env.example": text}) == []


def test_a_key_of_config_is_no_machine() -> None:
    files = {
        f"apps/{name}/values.yaml": f"kind: Thing\nspec:\n  host: {ip}\n"
        for name, ip in (("a", "10.20.0.8"), ("b", "10.20.0.8"), ("c", "10.20.0.9"))
    }
    assert rules({"docs/machines.md": MACHINES, **files}) == []


RELEASE = """apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {name}
spec:
  values:
    service:
      app:
        type: {kind}
        annotations:
          lbipam.cilium.io/ips: {ip}
        ports:
          http:
            port: 80
            nodePort: {port}
"""


def release(name: str, port: int, ip: str = "10.20.1.5") -> dict[str, str]:
    return {f"kubernetes/apps/{name}/helmrelease.yaml": RELEASE.format(name=name, kind="NodePort", port=port, ip=ip)}


def test_an_address_of_a_load_balancer_against_the_list_of_them() -> None:
    page = table(
        "Addresses",
        "IP | Service | Ports",
        "10.20.1.3 | plover | 80",
        "10.20.1.4 | rook | 80",
        "10.20.1.5 | stork | 80",
    )
    assert rules({"docs/network.md": page, **release("stork", 30101, "10.20.1.6")}) == ["A127"]
    assert rules({"docs/network.md": page, **release("stork", 30101, "10.20.1.5")}) == []


def test_node_ports_of_one_cluster_are_given_out_once() -> None:
    assert rules({**release("stork", 30101), **release("rook", 30101)}) == ["A102"]
    assert rules({**release("stork", 30101), **release("rook", 30102)}) == []


def test_a_node_port_is_the_releases() -> None:
    page = "# Node ports\n\n| NodePort | Service |\n|---|---|\n| 30025 | stork |\n"
    assert rules({"docs/network.md": page, **release("stork", 30125)}) == ["A101"]
    assert rules({"docs/network.md": page, **release("stork", 30025)}) == []


COMPOSE = "services:\n  {name}:\n    image: acme/{name}:1\n    ports: ['{outer}:{inner}']\n"
ROW = "# Services\n\n| Service | Port | URL |\n|---|---|---|\n| Plover | {} | https://plover.acme.dev |\n"


@pytest.mark.parametrize(
    ("route", "told"),
    [
        ("plover.acme.dev {\n\treverse_proxy plover:5056\n}\n", ["C105"]),
        ("plover.acme.dev {\n\treverse_proxy plover:5055\n}\n", []),
    ],
)
def test_a_router_beside_what_is_published(route: str, told: list[str]) -> None:
    files = {"README.md": ROW.format(5055), "compose.yml": COMPOSE.format(name="plover", outer=5055, inner=5055)}
    assert rules({**files, "proxy/Caddyfile": route}) == told


def test_the_one_published_port_is_what_people_open() -> None:
    page = "# Local\n\n| Tool | URL |\n|---|---|\n| Plover admin | http://localhost:8180 |\n"
    assert rules({"README.md": page, "compose.yml": COMPOSE.format(name="plover", outer=8181, inner=8080)}) == ["A101"]
    assert rules({"README.md": page, "compose.yml": COMPOSE.format(name="plover", outer=8180, inner=8080)}) == []


def test_a_section_about_one_environment_is_not_held_against_the_rest_of_its_page() -> None:
    page = "# Plover\n\nPlover listens on port 3000.\n\n## {}\n\nPlover runs on http://localhost:3030 then.\n"
    assert rules({"docs/plover.md": page.format("Local development")}) == []


MANAGED = table(
    "Deployment",
    " | staging | prod",
    "Plover | `plover.stg.acme.dev:5671` | `plover.prod.acme.dev:5671`",
    "Rook | `rook.stg.acme.dev:4100` | `rook.prod.acme.dev:4100`",
)
OVERVIEW = table("Architecture", "What | Local", "Plover | localhost:5672", "Rook | localhost:4100")


def test_managed_services_of_an_environment_are_not_what_compose_files_run() -> None:
    compose = {"compose.yml": COMPOSE.format(name="plover", outer=5672, inner=5672)}
    assert rules({"docs/deployment.md": MANAGED, **compose}) == []
    assert rules({"docs/deployment.md": MANAGED, "docs/architecture.md": OVERVIEW, **compose}) == []
    local = OVERVIEW.replace("5672", "5673")
    assert rules({"docs/deployment.md": MANAGED, "docs/architecture.md": local, **compose}) == ["A101"]
    mapped = {"compose.yml": compose["compose.yml"].replace("5672']", "5672', '15672:15672']")}
    assert rules({"docs/deployment.md": MANAGED, **mapped}) == []
    listed = {"docs/local.md": table("Local", "What | Port", "Plover | 5671", "Rook | 4100"), **mapped}
    assert rules(listed) == ["A101"], "a slip for one of two that are published"


def test_git_over_ssh_is_taken_at_one_port() -> None:
    clone = "# Clone\n\n```sh\ngit clone ssh://git@git.acme.dev:{}/team/repo.git\n```\n"
    ini = "[server]\nHTTP_PORT = 3000\nSSH_DOMAIN = git.acme.dev\nSSH_PORT = 2222\n"
    assert rules({"README.md": clone.format(2200), "docs/forge.md": clone.format(2222)}) == ["A124"]
    assert rules({"README.md": clone.format(222), "gitea/app.ini": ini}) == ["A124"]
    assert rules({"README.md": clone.format(2222), "gitea/app.ini": ini}) == []
    assert rules({"README.md": clone.format(222), "deploy/gitea-app.ini": ini}) == ["A124"]


def test_the_inventory_knows_a_machine_by_its_public_name_too() -> None:
    hosts = "all:\n  hosts:\n    jump01:\n      ansible_host: jump.acme.dev\n      ansible_port: 22022\n"
    page = "# Access\n\n```sh\nssh -p {} you@jump.acme.dev\n```\n"
    assert rules({"README.md": page.format(2222), "inventory/hosts.yml": hosts}) == ["A124"]
    assert rules({"README.md": page.format(22022), "inventory/hosts.yml": hosts}) == []


def test_one_machine_by_its_short_and_its_full_name() -> None:
    ports = table("Ports", "Port | Host | Service", "3000 | anvil | Plover", "3100 | anvil | Rook")
    page = "# Plover\n\nHost\n:   `anvil`, container `plover`, port 3000\n"
    listens = "# anvil\n\n- one box of three\n\n## whats listening\n\n- plover - 3000\n- rook - 3100\n"
    route = "# tongs\n\n```caddyfile\nplover.acme.dev {{\n\treverse_proxy {}.int.acme.dev:3000\n}}\n```\n"
    files = {"docs/ports.md": ports, "docs/plover.md": page, "docs/hosts/anvil.md": listens}
    assert rules({**files, "docs/hosts/tongs.md": route.format("anvil")}) == []
    assert rules({**files, "docs/hosts/tongs.md": route.format("bellows")}) == ["A116"]


def test_two_services_that_are_there_for_any_one_of_them() -> None:
    rows = [f"{name} | `http://localhost:4317`" for name in ("Plover", "Rook", "Stork")]
    head = "Backend | Endpoint (default)"
    assert rules({"docs/backends.md": table("Backends", head, *rows)}) == []
    assert rules({"docs/backends.md": table("Backends", head, *rows[:2])}) == ["A102"]


def test_a_proxy_runs_in_what_publishes_its_ports() -> None:
    page = "# Ports\n\n| Port | Service |\n|---|---|\n| 443 | {} (HTTPS) |\n| 8000 | plover |\n"
    compose = COMPOSE.format(name="bundle", outer=443, inner=443)
    assert rules({"docs/ports.md": page.format("Caddy"), "compose.yml": compose}) == []
    assert rules({"docs/ports.md": page.format("Rook"), "compose.yml": compose}) == ["A102"]


def test_log_lines_name_no_services_of_compose() -> None:
    page = "# Install\n\n```\nwarn docker compose up -d will not start the agents\n```\n"
    assert rules({"docs/install.md": page, "compose.yml": COMPOSE.format(name="plover", outer=80, inner=80)}) == []


@pytest.mark.parametrize("lead", ["", "a line of an old Mac\r" * 20 + "\n"])
def test_two_labels_are_two_programs(lead: str) -> None:
    lines = (
        "API health: `curl {}:8000/health`",
        "MCP health: `curl {}:8100/health`",
        "Open `{}:8100/mcp`",
        "Visit {}:8100",
    )
    page = f"# Refused\n\n{lead}\n" + "".join(f"{at}. {line}\n" for at, line in enumerate(lines, 1)).format(
        *["http://localhost"] * 4
    )
    assert rules({"TROUBLE.md": page}) == []
    assert {
        one.rule for one in findings({"TROUBLE.md": page.replace("API health: ", "").replace("MCP health: ", "")})
    } == {"A115"}


def test_a_name_for_the_lan_beside_the_word_lan() -> None:
    row = "Plover | LAN | https://plover.acme.dev"
    page = table("Services", "Service | Exposure | URL", row)
    assert rules({"README.md": page}) == []


def test_a_folder_behind_an_address_is_called_after_what_is_put_into_it() -> None:
    page = "# Backup\n\n```sh\nrsync -a /srv/ backup@10.20.0.9:/tank/tongs/\n```\n"
    assert rules({"docs/machines.md": MACHINES, "docs/backup.md": page}) == []
    assert rules({"docs/machines.md": MACHINES, "docs/backup.md": page.replace("backup@", "tongs@")}) == ["A127"]


@pytest.mark.parametrize(("name", "told"), [("SMTP", []), ("SMTP (if 465 is blocked)", []), ("Plover", ["A101"])])
def test_one_server_takes_mail_at_several_ports(name: str, told: list[str]) -> None:
    page = table("Mail", "Service | Host | Port", f"{name} | mail.acme.dev | 587")
    setting = f"{name.split()[0].upper()}_PORT=25\n"
    assert rules({"docs/mail.md": page, "mail/mail.conf.sample": setting}) == told


def test_pages_about_mail_give_the_ports_of_one_server() -> None:
    page = table("Mail", "Service | Host | Port", "{} | mail.acme.dev | {}")
    for name, told in (("SMTP", []), ("Plover", ["A101"])):
        files = {"docs/mail.md": page.format(name, 465), "docs/clients.md": page.format(name, 587)}
        assert rules(files) == told


def test_a_dashboard_is_a_page_of_what_config_runs() -> None:
    rows = ("Heron {} | http://localhost:8761", "Plover | http://localhost:8080")
    page = table("Tools", "Service | URL", *rows)
    ports = table("Ports", "Service | Port", "Discovery Server | 8761", "Plover | 8080")
    compose = COMPOSE.format(name="discovery-server", outer=8761, inner=8761)
    for word, told in (("Dashboard", []), ("Server", ["A102"])):
        assert rules({"README.md": page.format(word), "docs/p.md": ports, "compose.yml": compose}) == told


def test_another_sentence_says_nothing_of_an_address() -> None:
    page = "# Mail\n\ntongs has the address 10.20.0.7, and a name. Do not touch the PTR.\n"
    assert rules({"docs/machines.md": MACHINES, "docs/mail.md": page}) == ["A127"]
    denied = page.replace("has the address", "has not the address")
    assert rules({"docs/machines.md": MACHINES, "docs/mail.md": denied}) == []


def test_what_a_machine_does_is_not_its_name() -> None:
    head = "# nginx on the VM {} TLS and proxies to loopback.\n"
    compose = COMPOSE.format(name="plover", outer=5055, inner=5055)
    page = table("Services", "Service | Host | Port", "Plover | anvil | 5055")
    assert rules({"README.md": page, "compose.yml": head.format("terminates") + compose}) == []
