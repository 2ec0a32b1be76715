"""Ranges of addresses as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values.pool import pools
from consistency.values.subnet import holds


@pytest.mark.parametrize(
    ("text", "network", "values"),
    [
        ("10.8.20.100 – 10.8.20.199", "", ["10.8.20.100-10.8.20.199"]),
        ("10.8.20.100-199", "", ["10.8.20.100-10.8.20.199"]),
        ("`.100` – `.199` and .5 to .9", "10.8.20.0/24", ["10.8.20.100-10.8.20.199", "10.8.20.5-10.8.20.9"]),
        ("192.168.1.50,192.168.1.150,12h", "", ["192.168.1.50-192.168.1.150"]),
        (".100–.199", "", []),  # of which network
        ("10.8.20.199 – 10.8.20.100", "", []),
        ("10.8.20.1 – 10.8.21.1", "", []),
        ("1.2.3.4 - 1.2.3.9", "", []),  # nobody's at home
        ("10.8.20.300 - 10.8.20.400", "", []),
    ],
)
def test_ranges(text: str, network: str, values: list[str]) -> None:
    assert [one.value for one in pools(text, network)] == values


@pytest.mark.parametrize(
    ("pool", "address", "inside"),
    [
        ("10.8.20.100-10.8.20.199", "10.8.20.100", True),
        ("10.8.20.100-10.8.20.199", "10.8.20.200", False),
        ("10.8.20.0/24", "10.8.20.200", True),
        ("10.8.20.0/24", "here", False),
    ],
)
def test_what_lies_in_one(pool: str, address: str, inside: bool) -> None:
    assert holds(pool, address) is inside


@given(st.text(alphabet="0123456789.–- `to,", max_size=50))
def test_what_begins_a_range_lies_in_it(text: str) -> None:
    for one in pools(text, "10.8.20.0/24"):
        assert holds(one.value, one.value.partition("-")[0])
        assert 0 <= one.start < one.end <= len(text)
