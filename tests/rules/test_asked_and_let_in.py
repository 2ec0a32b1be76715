"""What is asked for at an address, who is let in, under which name something is opened, and where a router leads."""

from __future__ import annotations

import pytest
from checked import findings

from consistency.readers.document import read_document


def told(files: dict[str, str], *rules: str) -> list[str]:
    return sorted(one.rule for one in findings(files) if not rules or one.rule in rules)


def table(title: str, *rows: str) -> str:
    """The first row is the header."""
    lines = [f"| {row} |" for row in rows]
    return "\n".join((f"# {title}", "", lines[0], f"|{'---|' * len(rows[0].split('|'))}", *lines[1:], ""))


MACHINES = table("Machines", "Host | Address", "anvil | 10.40.40.11", "tongs | 10.40.40.21", "rasp | 10.40.40.31")
BACKUP = "# Backup\n\n| What | Where |\n|---|---|\n| restic | http://10.40.40.21:8000 |\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("backup.service", "[Service]\nExecStart=/bin/x\nEnvironment=REPO=rest:http://{}:8000/a\n"),
        (
            "conf/targets.yml",
            "scrape_configs:\n  - job_name: a\n    static_configs:\n      - targets:\n          - {}:8000\n",
        ),
        ("docs/restore.md", "# Restore\n\nAsk `http://{}:8000/a` for it.\n"),
    ],
)
def test_a_machine_is_known_by_what_is_asked_there(path: str, text: str) -> None:
    files = {"docs/machines.md": MACHINES, "docs/backup.md": BACKUP}
    assert told({**files, path: text.format("10.40.40.22")}, "A127") == ["A127"]
    assert told({**files, path: text.format("10.40.40.21")}, "A127") == []
    assert told({**files, path: text.format("10.40.40.31")}, "A127") == []  # a machine of the list
    other = {**files, path: text.replace("8000", "8100").format("10.40.40.26")}
    assert told(other, "A127") == ["A127"]  # by its number alone
    assert told({**other, path: text.replace("8000", "8100").format("10.40.40.58")}, "A127") == []
    assert told({**files, path: text.format("10.50.40.22")}, "A127") == []  # another network


def test_an_export_is_asked_for_by_its_path() -> None:
    page = "# Mounts\n\n| Path | From |\n|---|---|\n| /home | {}:/export/home |\n"
    mount = {"group_vars/all.yml": 'nfs:\n  - {{ src: "{}:/export/home", path: /home }}\n'.format("10.40.40.23")}
    files = {"docs/machines.md": MACHINES, "docs/mounts.md": page.format("10.40.40.21")}
    assert told({**files, **mount}, "A127") == ["A127"]
    assert told({**files, "docs/mounts.md": page.format("10.40.40.23"), **mount}, "A127") == []


def test_two_of_one_list_are_two() -> None:
    jobs = "scrape_configs:\n  - job_name: a\n    static_configs:\n      - targets:\n"
    targets = f"{jobs}          - 10.40.40.21:8000\n          - 10.40.40.22:8000\n"
    assert told({"docs/machines.md": MACHINES, "docs/backup.md": BACKUP, "prometheus.yml": targets}, "A127") == []


GRAFANA = table(
    "Access", "Service | URL | Login", "Grafana | https://grafana.acme.dev | {}", "Wiki | https://wiki.acme.dev | SSO"
)
INI = "[server]\nhttp_port = 3000\n\n[auth.anonymous]\n# for the wall\nenabled = {}\norg_role = Viewer\n"
VALUES = "grafana:\n  grafana.ini:\n    auth.anonymous:\n      enabled: {}\n"


@pytest.mark.parametrize(
    ("said", "let_in", "rules"),
    [
        ("SSO, no anonymous access", "true", ["B104"]),
        ("SSO, no anonymous access", "false", []),
        ("SSO; anonymous access disabled", "true", ["B104"]),
        ("LDAP, anonymous read", "false", ["B104"]),
        ("LDAP, anonymous read", "true", []),
        ("SSO", "true", []),
    ],
)
@pytest.mark.parametrize(("path", "text"), [("grafana/grafana.ini", INI), ("charts/monitoring/values.yaml", VALUES)])
def test_whom_grafana_lets_in(path: str, text: str, said: str, let_in: str, rules: list[str]) -> None:
    assert told({"docs/access.md": GRAFANA.format(said), path: text.format(let_in)}, "B104") == rules


def test_whom_ntfy_lets_in() -> None:
    page = "# Access\n\n| Service | Login |\n|---|---|\n| ntfy | anonymous access denied |\n| Wiki | SSO |\n"
    server = 'base-url: "https://ntfy.acme.dev"\nauth-default-access: "{}"\n'
    assert told({"docs/access.md": page, "ntfy/server.yml": server.format("read-write")}, "B104") == ["B104"]
    assert told({"docs/access.md": page, "ntfy/server.yml": server.format("deny-all")}, "B104") == []


def test_no_anonymous_access_is_a_login() -> None:
    page = "# A\n\n| Service | Port | Auth |\n|---|---|---|\n| Plover | 8040 | {} |\n"
    files = {"docs/b.md": page.format("required")}
    assert told({**files, "docs/a.md": page.format("Entra ID, no anonymous access")}, "B102") == []
    assert told({**files, "docs/a.md": page.format("none")}, "B102") == ["B102"]


def test_a_port_on_loopback_behind_a_router() -> None:
    ports = "# Ports\n\n| Port | Service | Reachable from |\n|---|---|---|\n| 3000 | Plover | loopback only |\n"
    site = "plover.acme.dev {\n\treverse_proxy 127.0.0.1:3000\n}\n"
    compose = "services:\n  plover:\n    image: acme/plover:1\n    ports: ['{}3000:3000']\n"
    assert told({"docs/ports.md": ports, "Caddyfile": site}, "A105") == []
    assert told({"docs/ports.md": ports, "compose.yml": compose.format("")}, "A105") == ["A105"]
    assert told({"docs/ports.md": ports, "compose.yml": compose.format("127.0.0.1:")}, "A105") == []


URLS = table("Services", "Service | URL", "Paperless | https://{}.acme.dev", "Wiki | https://wiki.acme.dev")


@pytest.mark.parametrize(
    ("setting", "rules"),
    [
        ("PAPERLESS_URL: https://docs.acme.dev", ["A112"]),
        ("PAPERLESS_URL: https://paper.acme.dev/", []),
        ("BASE_URL: https://docs.acme.dev", ["A112"]),
        ("OVERWRITEHOST: docs.acme.dev", ["A112"]),
        ("PAPERLESS_OIDC_URL: https://auth.acme.dev", []),  # somebody else's
        ("TIKA_URL: https://docs.acme.dev", []),
        ("BASE_URL: https://${HOST}", []),
        ("BASE_URL: http://docs.acme.dev:8000", []),
    ],
)
def test_under_which_name_a_container_is_opened(setting: str, rules: list[str]) -> None:
    compose = f"services:\n  paperless:\n    image: acme/paperless:2\n    environment:\n      {setting}\n"
    assert told({"docs/services.md": URLS.format("paper"), "compose.yml": compose}, "A112") == rules


def test_names_that_differ_in_dots_and_dashes() -> None:
    page = "# Environments\n\n- The API of staging: https://api.staging.acme.dev\n"
    site = "api-staging.acme.dev {\n\treverse_proxy api:8000\n}\napp.acme.dev {\n\treverse_proxy app:8000\n}\n"
    assert told({"docs/environments.md": page, "Caddyfile": site}, "A118") == ["A118"]
    assert told({"docs/environments.md": page, "Caddyfile": site.replace("api-", "api.")}, "A118") == []


APACHE = """<VirtualHost *:443>
    ServerName kundenportal.acme.dev
    ProxyPass /.well-known !
    ProxyPass / http://127.0.0.1:{}/
</VirtualHost>
"""


def test_apaches_virtual_hosts() -> None:
    page = "# Services\n\n| Service | Port | URL |\n|---|---|---|\n| Portal | 8040 | https://{}.acme.dev |\n"
    right, wrong = page.format("kundenportal"), page.format("portal")
    assert told({"docs/services.md": right, "apache/portal.conf": APACHE.format(8040)}) == []
    assert "A118" in told({"docs/services.md": wrong, "apache/portal.conf": APACHE.format(8040)})
    assert told({"docs/services.md": right, "apache/portal.conf": APACHE.format(8050)}, "A101", "C105") != []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("BORG_REPO=ssh://borg@10.40.40.21:2322/./a\n", ["A124"]),
        ("BORG_REPO=ssh://borg@10.40.40.21:2222/./a\n", []),
        ("RUN=restic -r sftp:pi@10.40.40.21:/srv -o sftp.args='-p 2022' backup\n", ["A124"]),
        ("RUN=restic -r sftp:pi@10.40.40.21:/srv -o sftp.args='-p 2222' backup\n", []),
        ("REPO=ssh://git@10.40.40.21:2322/a.git\n", []),  # a forge's own door
    ],
)
def test_logins_in_settings(text: str, rules: list[str]) -> None:
    page = "# Backup\n\nLog in with `ssh -p 2222 pi@10.40.40.21`.\n"
    assert told({"docs/backup.md": page, "backup.env": text}, "A124") == rules


def test_git_over_ssh_as_a_compose_file_publishes_it() -> None:
    page = "# Code\n\n```\ngit clone ssh://git@git.acme.dev:{}/team/a.git\n```\n"
    compose = "services:\n  code:\n    image: codeberg.org/forgejo/forgejo:9\n    ports: ['3000:3000', '2222:22']\n"
    assert told({"README.md": page.format(222), "compose.yml": compose}, "A124") == ["A124"]
    assert told({"README.md": page.format(2222), "compose.yml": compose}, "A124") == []


def test_a_machine_of_the_site_has_one_door_whoever_comes() -> None:
    hosts = "all:\n  hosts:\n    gale:\n      ansible_host: 185.233.104.62\n      ansible_port: 2222\n"
    inventory = {"inventory/hosts.yml": hosts}
    page = "# Emergency\n\n```\nssh -p {} ops@185.233.104.62\n```\n"
    assert told({**inventory, "docs/emergency.md": page.format(2233)}, "A124") == ["A124"]
    assert told({**inventory, "docs/emergency.md": page.format(2222)}, "A124") == []


def test_guests_by_their_numbers_and_addresses_that_nobody_lists() -> None:
    table = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| Plover | {} | 8123 |\n| Rook | anvil | 8124 |\n"
    page = "# Plover\n\n| Item | Value |\n|---|---|\n| Host | {} |\n| Port | 8123 |\n"
    assert told({"a.md": table.format("CT 108"), "b.md": page.format("tongs")}, "A116") == []
    assert told({"a.md": table.format("10.9.9.9"), "b.md": page.format("tongs")}, "A116") == []
    assert told({"a.md": table.format("anvil"), "b.md": page.format("tongs")}, "A116") == ["A116"]


def test_the_ports_of_debuggers() -> None:
    page = "# Runbook\n\n## Debugging\n\nJDWP is on; on your machine:\n\n- plover → 5005\n- rook → 5006\n"
    table = "# Services\n\n| Service | Port |\n|---|---|\n| plover | 8123 |\n| rook | 8124 |\n"
    assert told({"docs/dev.md": page, "docs/services.md": table}) == []
    assert told({"docs/dev.md": page.replace("JDWP is on; on", "On"), "docs/services.md": table}, "A101") != []


def test_a_machine_that_has_everything_of_a_page() -> None:
    rows = "| Component | Port |\n|---|---|\n| Plover | 9090 |\n"
    for lead, host in (("On `mon`, everything from Debian's packages.", "mon"), ("On call, everything counts.", "")):
        claims = read_document("docs/a.md", f"# Monitoring\n\n{lead}\n\n{rows}").claims
        assert {claim.host for claim in claims if claim.attribute == "port"} == {host}


@pytest.mark.parametrize("cell", ["9125/udp", "9125 (udp)", "9125"])
def test_sides_with_a_protocol_behind(cell: str) -> None:
    page = table("Ports", "Host | Container | Service", f"{cell} | 9125 | statsd", "8085 | 8080 | plover")
    compose = "services:\n  plover:\n    image: acme/plover:1\n    ports: ['8086:8080']\n"
    assert told({"docs/ports.md": page, "compose.yml": compose}, "A101") == ["A101"]


def test_two_containers_of_one_name() -> None:
    compose = "services:\n  plover:\n    image: p\n    ports: ['9094:9092']\n"
    compose += "  plover-ui:\n    image: u\n    ports: ['8084:8080']\n"
    page = table("Ports", "Host | Container | Service", "8084 | 8080 | plover-ui", "8085 | 8070 | rook")
    inner = "# A\n\nInside the network it is `plover:9092`.\n"
    assert told({"compose.yml": compose, "docs/ports.md": page, "docs/a.md": inner}) == []


def test_a_noun_behind_a_number_takes_nobody_up() -> None:
    page = (
        "# Rules\n\n| Service | Port |\n|---|---|\n| Container registry | 5001 |\n\n"
        "1. Ports come from **8080–8199**. Plover (3001) and the registry are older.\n"
    )
    assert told({"docs/rules.md": page}) == []
