"""A124: at which port one logs in to a machine, in every shape in which people write it."""

from __future__ import annotations

import pytest
from checked import findings

INVENTORY = "[nas]\ngale ansible_host=10.0.0.5 ansible_port=2022 ansible_user=admin\n"


def told(files: dict[str, str]) -> set[tuple[str, int]]:
    return {(c.path, c.line) for one in findings(files) if one.rule == "A124" for c in one.claims}


@pytest.mark.parametrize(
    "line",
    [
        "`ssh -p 2222 admin@gale`",
        "`ssh admin@gale -p 2222 uptime`",
        "`ssh -i ~/.ssh/id -p2222 10.0.0.5`",
        "`ssh -o Port=2222 -o StrictHostKeyChecking=no admin@gale`",
        "`scp -P 2222 photos.tar admin@gale:/srv`",
        "`rsync -a -e 'ssh -p 2222' photos/ gale:/srv/photos`",
        '`mosh --ssh="ssh -p 2222" gale`',
        "`ssh -N -p 2222 -L 8080:127.0.0.1:8080 gale`",
        "- SSH port: 2222",
        "- **SSH:** port 2222, keys only",
        "| Host | SSH port |\n| --- | --- |\n| gale | 2222 |",
    ],
)
def test_a_page_says_another_port_than_the_inventory(line: str) -> None:
    assert told({"docs/nas.md": f"# gale\n\n{line}\n", "inventory/hosts.ini": INVENTORY})
    assert not told({"docs/nas.md": f"# gale\n\n{line.replace('2222', '2022')}\n", "inventory/hosts.ini": INVENTORY})


@pytest.mark.parametrize(
    "line",
    [
        "`ssh -p 2222 git@gale`",
        "`ssh -p 2222 admin@localhost`",
        "`ssh -p 2222 user@your-server`",
        "`ssh -p 2222 root@gale` unlocks the disks (dropbear)",
        "`sftp -P 2222 scans@gale`",
        "`psql -h gale -p 2222`",
        "No longer `ssh -p 2222 admin@gale`.",
        "First `ssh -p 2222 admin@gale`, afterwards `ssh -p 2022 admin@gale`.",
        "### Forgejo\n\n- SSH port: 2222",
    ],
)
def test_somebody_elses_door(line: str) -> None:
    assert not told({"docs/nas.md": f"# gale\n\n{line}\n", "inventory/hosts.ini": INVENTORY})


PAGE = {"docs/nas.md": "# NAS\n\nLog in with `ssh -p 2222 admin@gale`.\n"}


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("inventory/hosts.ini", "[nas]\ngale\n\n[nas:vars]\nansible_port=2022\n", 5),
        ("inventory/hosts.ini", "gale ansible_host=10.0.0.5\n\n[all:vars]\nansible_port = 2022\n", 4),
        ("inventory/hosts.yml", "all:\n  hosts:\n    gale:\n      ansible_port: 2022\n", 4),
        (
            "inventory/hosts.yml",
            "all:\n  children:\n    nas:\n      hosts:\n        gale:\n      vars:\n        ansible_port: 2022\n",
            7,
        ),
        ("host_vars/gale.yml", "---\nansible_port: 2022\n", 2),
        ("config/sshd_config.d/10-own.conf", "Port 2022\nMatch User backup\n  Port 9\n", 1),
        ("gale/etc/ssh/sshd_config", "# own\nPort 2022\n", 2),
        ("scripts/deploy.sh", "#!/bin/sh\nset -e\nssh -p 2022 deploy@gale uptime\n", 3),
    ],
)
def test_config_says_another_one(path: str, text: str, line: int) -> None:
    assert told({**PAGE, path: text}) == {("docs/nas.md", 3), (path, line)}
    assert not told({**PAGE, path: text.replace("2022", "2222")})


def test_settings_of_ssh_on_a_page() -> None:
    forge = "Host git.example.net\n  User git\n  Port 2022\n"
    fence = f"```\nHost gale\n  HostName 10.0.0.5\n  User admin\n  Port 2222\n\n{forge}```"
    files = {"docs/start.md": f"# Start\n\n{fence}\n", "inventory/hosts.ini": INVENTORY}
    assert told(files) == {("docs/start.md", 7), ("inventory/hosts.ini", 2)}


def test_behind_a_public_name_each_user_may_reach_another_machine() -> None:
    page, other = "`ssh -p 2201 pi@home.acme.net`", "`ssh -p 2202 nas@home.acme.net`"
    assert not told({"docs/a.md": f"# A\n\n{page}\n", "docs/b.md": f"# B\n\n{other}\n"})
    assert told({"docs/a.md": f"# A\n\n{page}\n", "docs/b.md": f"# B\n\n{other.replace('nas@', 'pi@')}\n"})


def test_of_several_machines_a_file_that_names_none_says_nothing() -> None:
    more = {"docs/dns.md": "# DNS\n\nLog in with `ssh -p 2223 admin@breeze`.\n"}
    assert not told({**PAGE, **more, "config/sshd_config": "Port 2022\n"})


def test_what_holds_for_all_machines_holds_for_those_that_have_nothing_of_their_own() -> None:
    files = {**PAGE, "group_vars/all.yml": "ansible_port: 2022\n"}
    assert told(files) == {("docs/nas.md", 3), ("group_vars/all.yml", 1)}
    assert not told({**files, "host_vars/gale.yml": "ansible_port: 2222\n"})
    every = {"docs/start.md": "# Start\n\n```\nHost *.tide.lan 10.0.0.*\n  User ops\n  Port 2222\n```\n"}
    assert told({**every, "group_vars/all.yml": "ansible_port: 2022\n"}) == {
        ("docs/start.md", 6),
        ("group_vars/all.yml", 1),
    }


def test_two_machines_are_two_findings() -> None:
    page = {"docs/a.md": "# A\n\n`ssh -p 2222 gale`\n\n`ssh -p 2222 breeze`\n"}
    inventory = {"inventory/hosts.ini": "gale\nbreeze\n\n[all:vars]\nansible_port=2022\n"}
    found = [one for one in findings({**page, **inventory}) if one.rule == "A124"]
    assert [one.message.split(":")[0] for one in found] == ["SSH of gale", "SSH of breeze"]
    assert len({one.fingerprint for one in found}) == 2


@pytest.mark.parametrize("port", ["99999", "0", "022", "²²", "٢٢٢٢", "{{ ssh_port }}"])
def test_what_is_no_port_is_nothing(port: str) -> None:
    files = {
        "inventory/hosts.ini": f"[nas]\ngale ansible_port={port}\n",
        "inventory/hosts.yml": f"all:\n  hosts:\n    gale:\n      ansible_port: {port}\n",
        "host_vars/gale.yml": f"ansible_port: {port}\n",
        "config/sshd_config": f"Port {port}\n",
        "docs/start.md": f"# gale\n\n- SSH port: {port}\n\n```\nHost gale\n  Port {port}\n```\n",
    }
    assert not told({**PAGE, **files})


ROWS = """\
# Firewall

## gale{}

| Port | Proto | From | {} |
|---|---|---|---|
| 443 | tcp | any | web |
| 2222 | tcp | VPN | {} |
"""


@pytest.mark.parametrize(
    ("behind", "header", "name", "found"),
    [
        ("", "Purpose", "SSH", True),
        (" – the front door", "Service", "sshd (keys only)", True),
        ("", "Purpose", "SSH of the forge", False),
        ("", "Purpose", "WireGuard", False),
        (" and breeze", "Purpose", "SSH", False),
    ],
)
def test_a_row_of_ssh_below_a_machine(behind: str, header: str, name: str, found: bool) -> None:
    files = {"docs/firewall.md": ROWS.format(behind, header, name), "inventory/hosts.ini": INVENTORY}
    assert bool(told(files)) is found


SETUP = "# Setup\n\n`/etc/ssh/sshd_config.d/10-own.conf`:\n\n```\nPort {}\nPermitRootLogin no\n```\n"
LET_IN = """# Firewall

| Port | Proto | From | Why |
|---|---|---|---|
| 2200 | tcp | anywhere | admin ssh |
| 80 | tcp | anywhere | web |
"""


@pytest.mark.parametrize(
    ("path", "text", "count"),
    [
        ("docs/setup.md", SETUP.format(2200), 1),
        ("docs/setup.md", SETUP.format(2022), 0),
        ("docs/firewall.md", LET_IN, 1),
        ("scripts/firewall.sh", "ufw limit 2200/tcp comment 'admin ssh'\n", 1),
        ("scripts/firewall.sh", "ufw allow 2222/tcp comment 'forgejo ssh'\n", 0),
    ],
)
def test_what_lets_in_on_the_only_machine(path: str, text: str, count: int) -> None:
    page = "# Restore\n\n```sh\nssh -p 2022 admin@gale.acme.net\n```\n"
    assert len([one for one in findings({"docs/restore.md": page, path: text}) if one.rule == "A124"]) == count


CLONE = "# Own\n\n## Adding a service\n\n```\ngit clone ssh://git@git.acme.net:{}/ops/own.git\n```\n"
QUADLET = "[Container]\nImage=codeberg.org/forgejo/forgejo:9\nPublishPort=2222:22\nPublishPort=127.0.0.1:3000:3000\n"


@pytest.mark.parametrize(("port", "count"), [("2223", 1), ("2222", 0)])
def test_clones_of_a_forge_in_a_quadlet(port: str, count: int) -> None:
    files = {"README.md": CLONE.format(port), "quadlets/forgejo.container": QUADLET}
    assert len([one for one in findings(files) if one.rule == "A124"]) == count


def test_one_name_that_moves_from_one_machine_to_another() -> None:
    ini = "[server]\nDOMAIN = git.acme.net\nSSH_PORT = 22\n"
    compose = 'services:\n  forgejo:\n    image: codeberg.org/forgejo/forgejo:9\n    ports: ["2222:22"]\n'
    files = {"old/gitea/app.ini": ini, "new/compose.yml": compose, "README.md": CLONE.format("2222")}
    assert not [one for one in findings(files) if one.rule == "A124"]


@pytest.mark.parametrize(("port", "count"), [("2222", 1), ("2202", 0)])
def test_the_variable_of_all_machines(port: str, count: int) -> None:
    page = f"# Fleet\n\n```sh\nssh -p {port} deploy@app1.acme.coop\n```\n"
    inventory = "all:\n  hosts:\n    backup1:\n      ansible_host: 10.0.0.7\n      ansible_port: 22022\n"
    files = {"README.md": page, "group_vars/all.yml": "ssh_port: 2202\n", "inventory/production.yml": inventory}
    assert len([one for one in findings(files) if one.rule == "A124"]) == count


@pytest.mark.parametrize(("name", "count"), [("gitlab", 0), ("bastion", 1)])
def test_a_forge_lets_in_for_git(name: str, count: int) -> None:
    rows = f"| From | To | Port | What |\n|---|---|---|---|\n| office | {name} | 2222/tcp | ssh |\n"
    files = {"docs/firewall.md": f"# Firewall\n\n{rows}", "group_vars/all.yml": "ssh_port: 22\n"}
    assert len([one for one in findings(files) if one.rule == "A124"]) == count
