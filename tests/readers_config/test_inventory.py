"""Ansible's inventories as INI."""

from __future__ import annotations

import pytest

from consistency.readers.config.kinds import kind_of, read

HOSTS = '[web]\napp1 ansible_host=10.8.0.21 ansible_user=deploy # was 10.8.0.20\napp2 ansible_host="10.8.0.22"\n'


def addresses(text: str, path: str = "ansible/inventory.ini") -> set[tuple[str, str]]:
    return {(c.host, c.value) for c in read(path, text).claims if c.attribute == "address"}


def test_hosts_and_their_addresses() -> None:
    assert addresses(HOSTS) == {("app1", "10.8.0.21"), ("app2", "10.8.0.22")}


@pytest.mark.parametrize(
    "line",
    [
        "app1",
        "app1 ansible_host=app1.site.example",
        "# app1 ansible_host=10.8.0.21",
        "dns ansible_host=9.9.9.9",
        "[app1]",
    ],
)
def test_lines_without_an_address_of_the_site(line: str) -> None:
    assert addresses(f"[web]\n{line}\n") == set()


@pytest.mark.parametrize("path", ["inventory.ini", "ansible/hosts", "inventory/production/hosts", "deploy/hosts.ini"])
def test_what_an_inventory_is_called(path: str) -> None:
    assert kind_of(path, HOSTS) == "inventory"
    assert kind_of("settings/php.ini", HOSTS) is None
