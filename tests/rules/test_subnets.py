"""A133 over lists of networks and places that name one, in the shapes in which they are written."""

from __future__ import annotations

import pytest
from checked import findings

LIST = """# Network

| ID | Name | Subnet | Gateway | DHCP |
| ---: | --- | --- | --- | --- |
| 10 | MGMT | 10.8.10.0/24 | .1 | none |
| 20 | Servers | 10.8.20.0/24 | .1 | none |
| 30 | IoT | 10.8.30.0/24 | .1 | .100-.199 |
| 40 | Guest | 192.168.40.0/24 | .1 | .10-.250 |
"""


def _told(page: str, file: str = "docs/other.md") -> list[tuple[str, int]]:
    found = [one for one in findings({"docs/network.md": LIST, file: page}) if one.rule == "A133"]
    return sorted((claim.path, claim.line) for one in found for claim in one.claims)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("Phones are in VLAN 20, guest wifi in VLAN 55 and alone.", 8),
        ("* **Network**: IoT, VLAN 33, own bridge", 7),
        ("- plugs (IoT, VLAN-ID 33)", 7),
        ("The wifi `home-guest` is VLAN 40 (192.168.44.0/24).", 8),
        ("Management: 10.8.11.0/24", 5),  # mgmt is the same word
        ("The door is on VLAN 33 (IoT).", 7),
        ("- `vlan033` (tag 33) → IoT", 7),
    ],
)
def test_a_number_or_addresses_that_no_list_has(sentence: str, line: int) -> None:
    assert _told(f"# Other\n\n{sentence}\n") == [("docs/network.md", line), ("docs/other.md", 3)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Guest wifi is in VLAN 40.",
        "Guest wifi was in VLAN 55 until May.",  # the past
        "The office is VLAN 55.",  # a network that the list does not have
        "- Port 1: servers trunk, native VLAN 999",
        "- IoT at my parents' house is VLAN 41.",
        "Pods on the servers use 10.8.200.0/24.",
        "Das alte IoT-Netz war VLAN 31.",
        "The iot VLAN of the cabin is 10.9.30.0/24.",  # another site's addresses
        "1. IoT → 10.8.69.0/24 accept",  # a rule of a firewall
        "The iot network is part of 10.8.0.0/16.",  # another size
        "IoT is VLAN 20.",  # a number of another network: too little is known
        "Ports 30-40 carry VLAN 10-40, guest included.",
    ],
)
def test_what_is_right_or_not_known(sentence: str) -> None:
    assert _told(f"# Other\n\n{sentence}\n") == []


def test_a_number_that_two_files_give_is_no_slip() -> None:
    page = "# Other\n\nGuest wifi is in VLAN 55.\n"
    found = findings({"docs/network.md": LIST, "docs/a.md": page, "docs/b.md": page})
    assert not [one for one in found if one.rule == "A133"]


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        (
            "inventory/networks.json",
            '{"networks": [\n{"vlan": 10, "name": "mgmt", "cidr": "10.8.10.0/24"},\n'
            '{"vlan": 20, "name": "servers", "cidr": "10.8.20.0/24"}, {"name": "guest", "cidr": "192.168.40.0/24"},\n'
            '{"vlan": 30, "name": "iot", "cidr": "10.8.33.0/24"}]}\n',
            4,
        ),
        (
            "vars.yml",
            "vlans:\n  mgmt:\n    vlan_id: 10\n    subnet: 10.8.10.0/24\n"
            "  servers:\n    vlan_id: 20\n    subnet: 10.8.20.0/24\n"
            "  iot:\n    vlan_id: 30\n    subnet: 10.8.33.0/24\n"
            "  guest:\n    vlan_id: 40\n    subnet: 192.168.40.0/24\n",
            10,
        ),
        (
            "vars.yml",
            "networks:\n  - name: mgmt\n    cidr: 10.8.10.0/24\n  - name: servers\n    cidr: 10.8.20.0/24\n"
            "  - name: iot\n    cidr: 10.8.33.0/24\n  - name: guest\n    cidr: 192.168.40.0/24\n",
            7,
        ),
        (
            "hosts.yaml",
            "vlans:\n  mgmt: { id: 10, subnet: 10.8.10.0/24 }\n  servers: { id: 20, subnet: 10.8.20.0/24 }\n"
            "  iot: { id: 30, subnet: 10.8.33.0/24, gateway: 10.8.33.1 }\n"
            "  guest: { id: 40, subnet: 192.168.40.0/24 }\n",
            4,
        ),
        ("main.tfvars", 'mgmt_cidr = "10.8.10.0/24"\nserver_cidr = "10.8.20.0/24"\niot_cidr = "10.8.33.0/24"\n', 3),
        ("one.tfvars", 'iot_cidr = "10.8.33.0/24"\n', 1),
    ],
)
def test_config(file: str, text: str, line: int) -> None:
    assert _told(text, file) == sorted([("docs/network.md", 7), (file, line)])


def test_a_table_of_machines_is_no_list_of_networks() -> None:
    rows = (
        "| Host | Address |\n| --- | --- |\n| mgmt | 10.8.20.5/24 |\n| iot | 10.8.20.6/24 |\n| guest | 10.8.20.7/24 |\n"
    )
    assert _told(f"# Machines\n\n{rows}") == []


def test_a_list_that_is_another_one_throughout_is_of_another_site() -> None:
    assert _told(LIST.replace("10.8.", "10.9.").replace("192.168.40", "192.168.41")) == []


END = "[Interface]\nAddress = 10.60.9.1/24\nListenPort = 51820\n"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("# VPN\n\n## wg-easy\n\n* Client subnet: `10.60.8.0/24`\n", True),
        ("# VPN\n\n* Client subnet: `10.60.9.0/24`\n", False),
        ("# VPN\n\n* Client subnet: `10.60.8.0/24`\n* Office: 10.60.9.0/24\n", False),  # the page knows of it
        ("# VPN\n\nVPN of people: 10.60.7.0/24, VPN of machines: 10.60.8.0/24\n", False),
        ("# Office\n\n* Client subnet: `10.60.8.0/24`\n", False),
    ],
)
def test_the_network_within_a_tunnel(page: str, told: bool) -> None:
    found = findings({"docs/a.md": page, "wg0.conf": END})
    assert ["A133" for one in found if one.rule == "A133"] == ["A133"] * told


@pytest.mark.parametrize("gap", [" " * 20_000, '" ' * 10_000, "a:" * 10_000, "VLAN " * 10_000])
def test_long_lines_are_looked_at_once(gap: str) -> None:
    """Searches that go back and forth in such a line would not end."""
    files = {"a.yaml": f"x: 10.8.20.0/24\nauth_a{gap}b\n", "a.md": f"# A\n\nVLAN{gap}x 10.8.20.0/24 `auth_a{gap}`\n"}
    assert not findings(files)
