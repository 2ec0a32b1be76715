"""Variables in values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistency.values.variable import UNKNOWN, fill, names

PIECES = st.sampled_from(["$", "${", "}", "A", ":-", "-", ":?", "80", ":", "$$", "${B:-${C:-1}}", "é"])


@settings(max_examples=200, deadline=None)
@given(
    text=st.lists(PIECES, max_size=12).map("".join), values=st.dictionaries(st.sampled_from("ABC"), st.text(max_size=3))
)
def test_every_character_has_its_place(text: str, values: dict[str, str]) -> None:
    filled = fill(text, values)
    assert len(filled.places) == len(filled.text)
    assert all(0 <= start < end <= len(text) for start, end in filled.places)
    assert [start for start, _ in filled.places] == sorted(start for start, _ in filled.places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${A:-1}:2", "1:2"),
        ("${A-1}", "1"),
        ("${B:-1}", "9"),
        ("${E:-1}${E-1}", "1"),
        ("$B/${B}", "9/9"),
        ("${A}", UNKNOWN),
        ("${A:?must be set}", UNKNOWN),
        ("${A:-${B}}", "9"),
        ("${A:-${C:-7}}", "7"),
        ("$$A", "$A"),
        ("5$", "5$"),
    ],
)
def test_known_default_unknown(text: str, expected: str) -> None:
    assert fill(text, {"B": "9", "E": ""}).text == expected


def test_the_names_that_a_text_mentions() -> None:
    assert names("${A:-1} $B $$C") == {"A", "B"}
