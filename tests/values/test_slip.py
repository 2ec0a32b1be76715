"""Slips of the hand: one digit is another one, or two have changed places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values.slip import is_slip, turned

DIGITS = st.text("0123456789", min_size=1, max_size=8)


def test_turned() -> None:
    assert set(turned("15672")) == {"51672", "16572", "15762", "15627"}
    assert set(turned("8808")) == {"8088", "8880"}
    assert list(turned("7")) == list(turned("")) == []


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("8080", "8081", True),
        ("8090", "8009", True),
        ("8080", "8080", False),
        ("8080", "8191", False),
        ("8123", "3182", False),
        ("808", "8080", False),
    ],
)
def test_is_slip(one: str, other: str, told: bool) -> None:
    assert is_slip(one, other) is told


@given(DIGITS, DIGITS)
def test_a_slip_is_one_from_either_side(one: str, other: str) -> None:
    assert is_slip(one, other) == is_slip(other, one)
    assert all(sorted(text) == sorted(one) and text != one for text in turned(one))
