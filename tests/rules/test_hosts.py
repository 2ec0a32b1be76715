"""The machine that a service is on, and the address that a machine has."""

from __future__ import annotations

import datetime

import pytest
from checked import rules

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 3, 1)
TABLE = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| {} | venus | {} |\n"
LINE = "# Emergency\n\n- {}: http://{}:{}\n"


def told(**files: str) -> list[str]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), TODAY).findings
    return [one.rule for one in findings if one.rule in ("A116", "A117")]


@pytest.mark.parametrize(
    ("service", "host", "port", "rules"),
    [
        ("shipping-api", "mars", 9040, ["A116"]),
        ("shipping-api", "venus", 9040, []),
        ("shipping-api", "mars", 9041, []),  # another port: what it is there is another rule's
        ("node_exporter", "mars", 9040, []),
        ("nginx", "mars", 9040, []),
        ("PostgreSQL", "mars", 9040, []),
        ("API", "mars", 9040, []),
        ("shipping-api (mirror)", "mars", 9040, []),
        ("shipping-api", "localhost", 9040, []),
    ],
)
def test_a_service_on_two_machines(service: str, host: str, port: int, rules: list[str]) -> None:
    files = {"docs/a.md": TABLE.format(service.split(" ")[0], 9040), "docs/b.md": LINE.format(service, host, port)}
    assert told(**files) == rules


def test_pages_of_two_machines_that_run_the_same_are_no_list_of_where_a_service_is() -> None:
    page = "# {0}\n\n- shipping-api: http://{0}:9040\n"
    assert told(**{"hosts/mars.md": page.format("mars"), "hosts/venus.md": page.format("venus")}) == []


def test_a_page_that_names_both_machines_knows_of_both() -> None:
    files = {"docs/a.md": TABLE.format("shipping-api", 9040), "docs/b.md": LINE.format("shipping-api", "mars", 9040)}
    both = "# More\n\n- shipping-api: http://mars:9040\n- shipping-api: http://venus:9040\n"
    assert told(**files, **{"docs/c.md": both}) == []
    third = LINE.format("shipping-api", "pluto", 9040)
    assert told(**files, **{"docs/c.md": third}) == []


def test_two_lists_of_machines_may_be_of_two_sites() -> None:
    files = {"docs/oslo.md": TABLE.format("shipping-api", 9040)}
    assert told(**files, **{"docs/rome.md": files["docs/oslo.md"].replace("venus", "mars")}) == []


HOSTS = "# Hosts\n\n| Host | Address |\n|---|---|\n| {} | {} |\n| venus | 10.0.0.30 |\n"
INVENTORY = "all:\n  hosts:\n    {}:\n      ansible_host: {}\n    venus:\n      ansible_host: 10.0.0.30\n"


@pytest.mark.parametrize(
    ("host", "address", "rules"),
    [
        ("mars", "10.0.0.41", ["A117"]),
        ("mars", "10.0.0.40", []),
        ("mars", "10.0.1.40", []),  # another network
        ("mars", "100.90.1.4", []),
        ("node2", "10.0.0.41", []),  # every cluster has one
        ("worker-1", "10.0.0.41", []),
    ],
)
def test_an_address_in_a_page_and_in_an_inventory(host: str, address: str, rules: list[str]) -> None:
    files = {"README.md": HOSTS.format(host, "10.0.0.40"), "inventory/hosts.yml": INVENTORY.format(host, address)}
    assert told(**files) == rules


def test_a_file_that_gives_a_machine_two_addresses_knows_of_both() -> None:
    two = HOSTS.format("mars", "10.0.0.40") + "| mars | 10.0.0.42 |\n"
    assert told(**{"README.md": two, "inventory/hosts.yml": INVENTORY.format("mars", "10.0.0.41")}) == []


@pytest.mark.parametrize(
    ("name", "rules"), [("on mars", ["A116"]), ("on venus", []), ("on docker", []), ("on demand", [])]
)
def test_a_row_that_names_the_machine_behind_the_service(name: str, rules: list[str]) -> None:
    page = f"# Names\n\n| Name | Service | Port |\n|---|---|---|\n| photos.lan | Photos {name} | 2342 |\n"
    assert told(**{"docs/a.md": TABLE.format("Photos", 2342), "docs/b.md": page}) == rules


def test_an_entry_of_an_inventory_and_a_page_below_the_other_machine() -> None:
    hosts = "hosts:\n  juno:\n    ip: 10.20.0.11\n  vega:\n    ip: 10.20.0.12\n"
    entry = "  - name: {}\n    host: {}\n    port: {}\n"
    entries = "services:\n" + entry.format("metabase", "juno", 3001) + entry.format("printer", "vega", 8630)
    page = "# Services\n\n## vega\n\n| Service | Port |\n|---|---|\n| metabase | 3001 |\n| printer | 8630 |\n"
    files = {"inventory/hosts.yaml": hosts, "inventory/services.yaml": entries, "docs/services.md": page}
    assert told(**files) == ["A116"]
    assert told(**files | {"inventory/services.yaml": entries.replace("host: juno", "host: vega")}) == []


def test_the_addresses_of_a_machine_on_its_own_page() -> None:
    rows = "| juno | 100.71.8.22 | 192.168.20.10 |\n| vega | 100.71.8.40 | 192.168.20.11 |\n"
    table = f"# Tailnet\n\n| Machine | 100.x | LAN |\n|---|---|---|\n{rows}"
    fields = "- LAN: 192.168.20.10 (static)\n- Tailscale: 100.71.8.{}\n- SSH: port 22\n- UPS: 900 VA\n"
    page = f"# juno\n\nUnder the desk.\n\n{fields}"
    files = {"TAILNET.md": table, "hosts/juno.md": page.format(32)}
    assert told(**files) == ["A117"]
    assert told(**files | {"hosts/juno.md": page.format(22)}) == []


def test_a_table_and_a_page_of_the_service_that_gives_its_machine() -> None:
    rows = "| web-01 | Ledger (gunicorn) | 8010 |\n| web-02 | Chat | 8065 |\n"
    table = f"# Ports\n\n| Host | Service | Port |\n|---|---|---|\n{rows}"
    page = "# Ledger\n\n| Item | Value |\n|---|---|\n| Host | {} |\n| Backend port | 8010 |\n"
    assert told(**{"docs/ports.md": table, "docs/ledger.md": page.format("web-02")}) == ["A116"]
    assert told(**{"docs/ports.md": table, "docs/ledger.md": page.format("web-01")}) == []
    listed = "# Inventory\n\n## Ledger\n- Host: web-02 (10.20.0.12)\n- Port: 8010\n"
    assert told(**{"docs/ports.md": table, "docs/inventory.md": listed}) == ["A116"]


def test_an_inventory_of_production_is_of_the_machines_that_pages_name() -> None:
    page = "# Hosts\n\n| Host | IP |\n|---|---|\n| plat-mon-01 | 10.44.8.41 |\n| plat-git-01 | 10.44.8.11 |\n"
    hosts = "all:\n  hosts:\n    plat-mon-01: {{ ansible_host: 10.44.8.{} }}\n"
    for number, found in ((42, ["A117"]), (41, [])):
        assert told(**{"docs/hosts.md": page, "ansible/inventory/production.yml": hosts.format(number)}) == found


def test_a_machine_of_the_only_inventory_and_of_a_table() -> None:
    table = (
        "# Machines\n\n| Name | IP | RAM |\n| --- | --- | --- |\n| {name} | 10.0.0.21 | 8 |\n| lb01 | 10.0.0.10 | 4 |\n"
    )
    inventory = "[db]\n{name} ansible_host=10.0.0.31\nlb01 ansible_host=10.0.0.10\n"

    def told(name: str, **more: str) -> bool:
        files = {
            "docs/machines.md": table.format(name=name),
            "inventory/hosts.ini": inventory.format(name=name),
            **more,
        }
        return "A117" in rules(files)

    assert told("db01")
    assert not any(map(told, ("db1", "node01", "worker02")))
    assert not told("db01", **{"staging/inventory/hosts.ini": inventory.format(name="db01")}), "two sites"
