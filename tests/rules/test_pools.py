"""A135 over the ways in which pages and config say what is handed out."""

from __future__ import annotations

import pytest
from checked import findings

ROWS = "| anvil | 10.8.20.5 |\n| tongs | 10.8.20.6 |\n| bellows | 10.8.20.7 |\n| printer | 10.8.20.141 |\n"
MACHINES = f"# Machines\n\n| Host | IP |\n| --- | --- |\n{ROWS}"


@pytest.mark.parametrize(
    ("file", "text", "wrong"),
    [
        ("docs/a.md", "# LAN\n\nDHCP hands out 10.8.20.100 to 10.8.20.199.\n", True),
        ("docs/a.md", "# LAN\n\nDHCP hands out 10.8.20.150 to 10.8.20.199.\n", False),
        ("docs/a.md", "# LAN\n\n## DHCP\n\nLAN: 10.8.20.100 to 10.8.20.199, DNS is the router.\n", True),
        ("docs/a.md", "# LAN\n\n## DHCP\n\nStatic leases: 10.8.20.100 to 10.8.20.199.\n", False),
        ("docs/a.md", "# LAN\n\nUntil May DHCP handed out 10.8.20.150 to 10.8.20.199.\n", False),
        (
            "docs/a.md",
            "# LAN\n\n| Net | Subnet | DHCP pool |\n|---|---|---|\n| home | 10.8.20.0/24 | .100–.199 |\n",
            True,
        ),
        (
            "docs/a.md",
            "# LAN\n\n| Net | Subnet | Static |\n|---|---|---|\n| home | 10.8.20.0/24 | .100–.199 |\n",
            False,
        ),
        ("dnsmasq.conf", "dhcp-range=lan,10.8.20.100,10.8.20.199,12h\n", True),
        ("net.json", '{"networks": [{"name": "home", "dhcp": "10.8.20.100-10.8.20.199"}]}\n', True),
        ("docs/a.md", "# LAN\n\nExcluded from DHCP: 10.8.20.100 to 10.8.20.199.\n", False),
        ("dnsmasq.conf", "dhcp-range=10.8.20.100,10.8.20.199\ndhcp-host=aa:bb:cc:dd:ee:ff,10.8.20.141\n", False),
        ("dnsmasq.conf", "#dhcp-range=10.8.20.100,10.8.20.199,12h\n", False),
    ],
)
def test_what_dhcp_hands_out(file: str, text: str, wrong: bool) -> None:
    found = [one.rule for one in findings({"docs/machines.md": MACHINES, file: text})]
    assert ("A135" in found) is wrong


def test_a_list_on_whose_page_the_balancers_pool_stands() -> None:
    pages = "# LB\n\n| What | Value |\n|---|---|\n| LB pool | 10.8.43.10 – 10.8.43.{} |\n"
    services = "".join(f"---\nkind: Service\nspec:\n  loadBalancerIP: 10.8.43.{last}\n" for last in (20, 21, 22))
    for last, wrong in ((21, True), (30, False), (15, False)):  # of the last, none is in it: another cluster's
        found = findings({"docs/lb.md": pages.format(last), "apps/lb.yaml": services})
        assert ("A135" in [one.rule for one in found]) is wrong


@pytest.mark.parametrize(
    ("block", "wrong"),
    [
        ("addresses:\n  - 10.8.43.10-10.8.43.60\n", True),
        ("addresses:\n  - 10.8.43.10-10.8.43.60\n  - 10.8.43.71/32\n", False),
        ("blocks:\n  - start: 10.8.43.10 # all\n    stop: 10.8.43.60\n  - start: 10.8.43.71\n", False),
    ],
)
def test_forms_of_pools(block: str, wrong: bool) -> None:
    services = "".join(f"---\nkind: Service\nspec:\n  loadBalancerIP: 10.8.43.{last}\n" for last in (20, 21, 71))
    found = findings({"pool.yaml": f"kind: IPAddressPool\n{block}", "lb.yaml": services})
    assert ("A135" in [one.rule for one in found]) is wrong


def test_two_files_of_pools() -> None:
    pool = "kind: IPAddressPool\naddresses:\n  - 10.8.43.{}-10.8.43.{}\n"
    services = "".join(f"---\nkind: Service\nspec:\n  loadBalancerIP: 10.8.43.{last}\n" for last in (20, 21, 71))
    found = findings({"a/pool.yaml": pool.format(10, 60), "b/pool.yaml": pool.format(70, 80), "lb.yaml": services})
    assert "A135" not in [one.rule for one in found]
