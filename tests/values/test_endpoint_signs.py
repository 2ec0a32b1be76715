"""What is looked at first saves time and changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

from consistency.values.endpoint import literals, may_hold
from consistency.values.port import cell_ports, is_placeholder

PIECES = [
    "http://h:3000/a", "10.0.0.1:80", ":4020", "port 8080", "Ports: 1, 22 and 333", "8080:80", "8080 -> 80", "-p 80:90",
    "--port=99", "puerto 3000", "anschluss 3000", "端口 8080", "порт 1234", "8080 → 80", "PORT", "3000", "none", "N/A",
    "same as above", "tbd", "-", "—", " ", "\n", ", ", "(tcp)", "/udp", "\u0661", "\u017f", "\u212a",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=6).map("".join)
#: Every sign that makes a kind of literal looked for, and none of any.
SIGNS = "\n: -p -> port —"


@given(texts)
def test_signs_of_literals_add_none(text: str) -> None:
    found = literals(text)
    assert found == literals(text + SIGNS)
    assert may_hold(text) or not found


@given(texts)
def test_a_cell_says_the_same_behind_a_space(text: str) -> None:
    assert is_placeholder(text) == is_placeholder(f" {text}")
    moved = [value._replace(start=value.start - 1, end=value.end - 1) for value in cell_ports(f" {text}")]
    assert cell_ports(text) == moved
