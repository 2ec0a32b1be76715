"""Addresses that something connects to, against the lists of a network's machines, by their numbers alone."""

from __future__ import annotations

import pytest
from checked import findings

ROWS = "| anvil | 10.40.40.21 |\n| tongs | 10.40.40.32 |\n| bellows | 10.40.40.{} |\n"
PAGE = f"# Machines\n\n| Host | Address |\n|---|---|\n{ROWS}"


def told(line: str, *files: tuple[str, str], last: str = "43", path: str = "media/config.yaml") -> list[str]:
    """The messages of A127 for one line of config beside a list of three machines."""
    every = {"docs/machines.md": PAGE.format(last), path: f"{line}\n", **dict(files)}
    return [one.message for one in findings(every) if one.rule == "A127"]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("o: addr=10.40.40.22,nfsvers=4.2", "10.40.40.21"),
        ("server: mqtt://10.40.40.33:1883", "10.40.40.32"),
        ("server: mqtt://10.40.40.23:1883", "10.40.40.32"),  # turned
        ("url: http://10.40.40.53:9000", "10.40.40.43"),
        ("url: http://10.40.40.4:9000", ""),
        ("url: http://10.40.40.99:9000", ""),
        ("url: http://10.40.41.22:9000", ""),  # another network
        ("start: 10.40.40.22", ""),
        ("gateway: 10.40.40.22", ""),
        ("hosts: 10.40.40.22,10.40.40.23", ""),  # a list of its own
    ],
)
def test_by_numbers(line: str, meant: str) -> None:
    found = told(line)
    assert len(found) == bool(meant)
    if meant:
        assert found[0].endswith(f"is in no list of machines; {meant} is beside it")


def test_a_page_that_names_machines_is_a_list() -> None:
    page = "# Things\n\n- `10.40.50.61` SLZB, the coordinator\n- `10.40.50.75` meter\n- `10.40.50.88` dishwasher\n"
    found = told("serial: tcp://10.40.50.16:6638", ("docs/things.md", page))
    assert found == ["address 10.40.50.16 is in no list of machines; 10.40.50.61 is beside it"]


def test_several_places_mean_it() -> None:
    line = "o: addr=10.40.40.22,nfsvers=4.2"
    assert told(line, ("films/config.yaml", f"{line}\n")) == []


def test_a_machine_that_is_struck_through() -> None:
    page = f"{PAGE.format('43')}| ~~rivet~~ | ~~10.40.40.33~~ |\n"
    found = told("server: mqtt://10.40.40.33:1883", ("docs/machines.md", page))
    assert found == ["address 10.40.40.33 was rivet's, which is gone; 10.40.40.32 is beside it"]


@pytest.mark.parametrize(("line", "count"), [("> - **IP:** 10.40.40.71", 1), ("> - **IP:** 10.40.40.21", 0)])
def test_the_address_of_what_a_page_is_about(line: str, count: int) -> None:
    page = f"# Anvil\n\n> [!info] Quick facts\n{line}\n> - **Port:** 8096\n"
    assert len(told("a: b", ("docs/anvil.md", page))) == count


def test_a_record_under_another_name() -> None:
    others = "| `b.lan` | 10.40.40.32 |\n| `c.lan` | 10.40.40.43 |\n"
    records = f"# DNS\n\n| Domain | Answer |\n|---|---|\n| `ha.lan` | 10.40.40.{{}} |\n{others}"
    rows = "| haos | 10.40.40.51 |\n| tongs | 10.40.40.32 |\n| bellows | 10.40.40.43 |\n"
    files = (
        ("docs/home.md", f"# Home\n\n| Host | Address |\n|---|---|\n{rows}"),
        ("docs/machines.md", f"# Machines\n\n| Host | Address |\n|---|---|\n{rows}"),
        ("docs/ha.md", "# Home Assistant (HAOS)\n\n- **IP:** 10.40.40.51\n"),
    )
    assert told("a: b", *files, ("docs/dns.md", records.format(51))) == []
    (message,) = told("a: b", *files, ("docs/dns.md", records.format(52)))
    assert message == "haos: address 10.40.40.52 here alone, 10.40.40.51 elsewhere"


def test_guests_and_storages_of_proxmox() -> None:
    guest = "arch: amd64\nhostname: anvil\nnet0: name=eth0,gw=10.40.40.1,ip=10.40.40.{}/24\n\n[old]\nhostname: tongs\n"
    storage = "dir: local\n\tpath /var/lib/vz\n\npbs: bellows\n\tdatastore tank\n\tserver 10.40.40.{}\n"
    right = (("lxc/103.conf", guest.format(21)), ("pve/storage.cfg", storage.format(43)))
    assert told("a: b", *right) == []
    assert len(told("a: b", ("pve/storage.cfg", storage.format(63)))) == 1
    every = {"docs/machines.md": PAGE.format("43"), "lxc/103.conf": guest.format(29)}
    assert [one.rule for one in findings(every)] == ["A117"]


@pytest.mark.parametrize("kind", ["Gateway", "Service"])
def test_what_a_cluster_asks_for(kind: str) -> None:
    rows = "| 10.40.60.20 | dns |\n| 10.40.60.21 | inner |\n| 10.40.60.22 | outer |\n"
    page = f"# Balanced\n\n| IP | Service |\n|---|---|\n{rows}"
    infrastructure = "  infrastructure:\n    annotations:\n      lbipam.cilium.io/ips: {}\n"
    field = "  loadBalancerIP: {}\n"
    spec = infrastructure if kind == "Gateway" else field
    manifest = f"apiVersion: v1\nkind: {kind}\nmetadata:\n  name: inner\nspec:\n{spec}"
    assert told(manifest.format("10.40.60.21"), ("docs/balanced.md", page), path="k8s/inner.yaml") == []
    found = told(manifest.format("10.40.60.25"), ("docs/balanced.md", page), path="k8s/inner.yaml")
    assert found == ["inner: address 10.40.60.25 here alone, 10.40.60.21 elsewhere"]


HOSTS = ("etc/hosts", "10.40.40.23 anvil\n10.40.40.32 tongs\n")
SLURM = ("slurm/slurm.conf", "NodeName=anvil NodeAddr=10.40.40.23 CPUs=4\n")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((HOSTS, SLURM), ["anvil: address 10.40.40.21 here alone, 10.40.40.23 elsewhere"]),
        ((HOSTS,), ["anvil: address 10.40.40.23 here alone, 10.40.40.21 elsewhere"]),  # one file against a list
        ((HOSTS, SLURM, ("docs/more.md", "# Notes\n\n- anvil: 10.40.40.21\n")), []),  # two against two: who knows
    ],
)
def test_a_list_that_stands_alone(files: tuple[tuple[str, str], ...], said: list[str]) -> None:
    assert told("a: b", *files) == said


def test_sections_that_begin_with_their_machines_address() -> None:
    sections = "".join(
        f"## {name}\n\n- `{ip}`, in the cellar\n- two disks\n\n"
        for name, ip in (("anvil", "10.40.40.24"), ("tongs", "10.40.40.32"), ("bellows", "10.40.40.43"))
    )
    inventory = "hosts:\n  anvil:\n    ip: 10.40.40.21\n  tongs:\n    ip: 10.40.40.32\n"
    found = told("a: b", ("docs/hosts.md", f"# Hosts\n\n{sections}"), ("inventory/hosts.yaml", inventory))
    assert found == ["anvil: address 10.40.40.24 here alone, 10.40.40.21 elsewhere"]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [("keepalived_vip: 10.40.40.7", True), ("keepalived_vip: 10.40.40.4", False), ("db_vip: 10.40.40.7", False)],
)
def test_the_address_that_balancers_share(line: str, wrong: bool) -> None:
    row = (
        "docs/lb.md",
        "# Balancers\n\n| Host | Address |\n|---|---|\n| lb-vip | 10.40.40.4 |\n| lb01 | 10.40.40.5 |\n",
    )
    page = ("docs/oncall.md", "# On call\n\nSee which of the two holds the VIP (10.40.40.4).\n")
    assert told(line, row, page) == ["lb-vip: address 10.40.40.7 here alone, 10.40.40.4 elsewhere"] * wrong


def test_the_name_of_a_machine_set_apart_in_its_cell() -> None:
    rows = "| Lenovo M920q (`tongs`) | 10.40.40.32 |\n| a box with disks (`anvil`) | 10.40.40.24 |\n"
    hardware = f"# Hardware\n\n| Device | IP |\n|---|---|\n{rows}"
    found = findings({"docs/machines.md": PAGE.format("43"), "docs/hardware.md": hardware})
    assert [(one.rule, "anvil" in one.message) for one in found] == [("A117", True)]


LEASE = "# DHCP\n\n```\nhost tongs {{ hardware ethernet 3c:ec:ef:7b:23:0c; fixed-address {}; }}\n```\n"
PEER = "[Interface]\nAddress = 10.40.41.1/24\n\n[Peer]\n# tongs\nPublicKey = x\nAllowedIPs = {}/32\n"
ROTATED = '# Keys\n\n```sh\nredis-cli -h 10.40.40.23 -a "$OLD" config set requirepass "$NEW"\n```\n'


@pytest.mark.parametrize(
    ("path", "text", "count"),
    [
        ("docs/router.md", "# Router\n\n```\nadd forward-to=10.40.40.31 type=FWD comment=tongs\n```\n", 1),
        ("docs/dhcp.md", LEASE.format("10.40.40.36"), 1),
        ("docs/dhcp.md", LEASE.format("10.40.40.32"), 0),
        ("docs/a.md", "# A\n\nOption 6 in LAN is `10.40.40.31`, that's Tongs. Option 42 is the gateway.\n", 1),
        ("docs/a.md", "# A\n\nFrom tongs (`ssh admin@10.40.40.31`), see that it works.\n", 1),
        ("docs/a.md", "# A\n\nThe second one is the big box (tongs, `10.40.40.31`).\n", 1),
        ("docs/a.md", "# A\n\nHAOS on bare metal. The box sits at 10.40.40.22 in the rack.\n", 1),
        ("docs/a.md", "# A\n\n    psql -h 10.40.40.33 -p 5432 -U postgres\n", 1),
        ("docs/a.md", "# A\n\n```sh\nssh root@anvil ping -c1 10.40.40.22\n```\n", 0),  # what is typed there
        ("docs/a.md", "# A\n\n```sh\nipmitool -H 10.40.40.22 power status   # anvil\n```\n", 0),
        ("docs/a.md", "# A\n\nIts second address is tongs (10.40.40.31).\n", 0),
        ("docs/keys.md", ROTATED, 1),  # turned
        ("wg/wg0.conf", PEER.format("10.40.40.34"), 1),
        ("wg/wg0.conf", PEER.format("10.40.40.32"), 0),
        ("group_vars/all.yml", "dns_servers:\n  - 10.40.40.22\n  - 9.9.9.9\n", 1),
        ("group_vars/all.yml", "addresses:\n  - 10.40.40.22\n", 0),  # its own
        ("host_vars/a.yml", "smtp_relay_host: 10.40.40.33\n", 1),
        ("host_vars/a.yml", "ansible_host: 10.40.40.33\n", 0),  # a machine of its own
        ("cams/config.yml", "garden:\n  - rtsp://viewer:{SECRET}@10.40.40.42:554/main\n", 1),
    ],
)  # fmt: skip
def test_places_that_give_addresses(path: str, text: str, count: int) -> None:
    files = {"docs/machines.md": PAGE.format("43"), path: text}
    assert len([one for one in findings(files) if one.rule == "A127"]) == count


def test_a_second_resolver_of_two_that_lists_have() -> None:
    found = told("dns_servers:\n  - 10.40.40.21\n  - 10.40.40.33")
    assert found == ["address 10.40.40.33 is in no list of machines; 10.40.40.32 is beside it"]


@pytest.mark.parametrize(("ip", "count"), [("10.40.40.32", 1), ("10.40.40.21", 0)])
def test_records_that_lead_to_one_machine(ip: str, count: int) -> None:
    page = "# DNS\n\n| Name | A |\n|---|---|\n" + "".join(
        f"| `{name}.acme.net` | 10.40.40.21 |\n" for name in ("git", "wiki", "vault")
    )
    hosts = f"10.40.40.21 git.acme.net\n10.40.40.21 wiki.acme.net\n{ip} vault.acme.net\n10.40.40.32 tongs.acme.net\n"
    found = findings({"docs/dns.md": page, "pihole/custom.list": hosts})
    assert ["A117" for one in found if one.rule == "A117"] == ["A117"] * count
