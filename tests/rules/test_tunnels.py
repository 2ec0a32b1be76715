"""The port of a site's WireGuard, in whichever place somebody gives it."""

from __future__ import annotations

import pytest
from checked import findings

PAGE = "# VPN\n\nWireGuard, `vpn.acme.org:51820` (UDP).\n\n```ini\nEndpoint = vpn.acme.org:51820\n```\n"


def told(files: dict[str, str]) -> list[tuple[str, int]]:
    return [(one.claims[0].path, one.claims[0].line) for one in findings(files) if one.rule == "A130"]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("docs/firewall.md", "# Firewall\n\n| Port | For |\n|---|---|\n| {}/udp | WireGuard |\n", 5),
        ("docs/wan.md", "# WAN\n\n- WireGuard is let in at {}.\n", 3),
        ("docs/wan.md", "# Portweiterleitungen\n\nWireGuard auf fw01, Port {}/udp.\n", 3),
        ("wg0.conf", "[Interface]\nListenPort = {}\n", 2),
        ("etc/wireguard/fw01.conf", "[Peer]\nEndpoint = vpn.acme.org:{}\n", 2),
        ("compose.yml", "services:\n  wireguard:\n    image: wg-easy\n    ports:\n      - '{}:51820/udp'\n", 5),
        ("firewall.sh", "# wg\nufw allow {}/udp comment 'WireGuard'\n", 2),
    ],
)
def test_one_place_with_another_port(path: str, text: str, line: int) -> None:
    assert told({"docs/vpn.md": PAGE, path: text.format(51821)}) == [(path, line)]
    assert told({"docs/vpn.md": PAGE, path: text.format(51280)}) == []  # no port of WireGuard's
    assert told({"docs/vpn.md": PAGE, path: text.format(51820)}) == []


@pytest.mark.parametrize(
    "text",
    [
        "# WAN\n\nThe second tunnel of WireGuard is on 51821.\n",
        "# WAN\n\nWireGuard was on 51821 until May.\n",
        "# WAN\n\nWireGuard: 51820, and 51821 for guests.\n",
        "# Plans\n\n## Planned\n\nWireGuard on 51821.\n",
        "# WAN\n\n51821 people came.\n",
    ],
)
def test_what_is_said_of_something_else(text: str) -> None:
    assert told({"docs/vpn.md": PAGE, "docs/wan.md": text}) == []


def test_ends_with_names_are_held_against_their_own() -> None:
    ends = "# Mesh\n\nWireGuard:\n\n- a.acme.org:51820\n- b.acme.org:51821\n"
    assert told({"docs/mesh.md": ends}) == []
    peer = "[Peer]\nEndpoint = a.acme.org:51821\n"
    assert told({"docs/mesh.md": ends, "b/wg0.conf": peer}) == [("docs/mesh.md", 5)]  # one against one
    assert told({"docs/mesh.md": ends, "b/wg0.conf": peer.replace("a.", "b.")}) == []


def test_a_place_that_stands_against_one_alone() -> None:
    assert told({"wg0.conf": "[Interface]\nListenPort = 51821\n", "docs/a.md": "# A\n\nWireGuard is on 51820.\n"}) == []
