"""Networks as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values import subnet


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10.8.30.0/24", ["10.8.30.0/24"]),
        ("10.8.30.1/24 and 172.16.4.0/22", ["10.8.30.0/24", "172.16.4.0/22"]),
        ("10.8.30.7/32 10.0.0.0/7 1.2.3.0/24 10.8.300.0/24 http://h/10.8.30.0/24/x", []),
    ],
)
def test_networks(text: str, values: list[str]) -> None:
    assert [one.value for one in subnet.cidrs(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("VLAN 30, vlan40, VLAN-ID: 50, VLAN tag 60", ["vlan 30", "vlan 40", "vlan 50", "vlan 60"]),
        ("VLAN 0, VLAN 4095, VLAN 10-20, VLAN 10.8.0.0/24, vlans", []),
    ],
)
def test_numbers(text: str, values: list[str]) -> None:
    assert [one.value for one in subnet.vlans(text)] == values


@pytest.mark.parametrize(
    ("one", "other"),
    [("MGMT", "Management network"), ("Servers (VMs)", "server"), ("IoT", "iot vlan"), ("guests", "Guest")],
)
def test_one_name_spelled_in_two_ways(one: str, other: str) -> None:
    assert subnet.name(one) == subnet.name(other) != ""


@given(st.text(alphabet="VLANvlan0123456789./- :#ID", max_size=60))
def test_every_place_is_the_text_that_it_says(text: str) -> None:
    for one in subnet.cidrs(text):
        assert subnet.network(text[one.start : one.end]) == one.value
    for one in subnet.vlans(text):
        assert subnet.vlan(text[one.start : one.end]) == one.value
    assert all(subnet.words(text))
