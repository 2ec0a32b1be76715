"""A machine is one under its name alone and under its own name on the local network; longer names say more."""

from __future__ import annotations

import pytest

from consistency.model.name import host_key


@pytest.mark.parametrize("own", ["mini.local", "Mini.lan", "mini.home.arpa", "mini.internal", "mini.tail1a2b.ts.net"])
def test_a_machine_by_its_own_name(own: str) -> None:
    assert host_key(own) == host_key("mini") == "mini"


def test_dashes_mean_as_little_as_in_the_name_alone() -> None:
    assert host_key("mac-studio.local") == host_key("Mac Studio")


@pytest.mark.parametrize("other", ["mini.lab.lan", "mini.example.org", "mini.local.example.org", "mini.com"])
def test_another_name_is_no_machines_own(other: str) -> None:
    assert host_key(other) == other


def test_two_machines_stay_two() -> None:
    assert len({host_key(name) for name in ("mini.local", "studio.local", "web.one.lan", "web.two.lan")}) == 4
