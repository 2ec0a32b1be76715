"""Every key of a TOML text is found where it stands."""

import tomllib
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from consistency.values.tomlplaces import key_places, line_and_column

TEXT = '''# [not.a.table]
top = "a # b"  # comment
dotted."quoted.key" . third = 1

[hosts.mini]
aliases = [
  "Mini",  # "x",
  'the [ mini',
]
inline = { a = 1, "b c" = [ { d = 2 } ] }

[[probes]]
note = """
port = 1
"""
port = 80

[[probes]]
port = 443
[probes.extra]
when = 2026-02-09 07:30:00
[[probes.steps]]
say = 'x'
'''


def key_text(keys: tuple[str | int, ...]) -> str:
    place = key_places(TEXT)[keys]
    return TEXT[place.key : place.key_end]


def value_text(keys: tuple[str | int, ...]) -> str:
    place = key_places(TEXT)[keys]
    return TEXT[place.value : place.value_end]


def test_places_of_plain_quoted_and_dotted_keys() -> None:
    assert key_text(("top",)) == "top"
    assert value_text(("top",)) == '"a # b"'
    assert key_text(("dotted", "quoted.key", "third")) == 'dotted."quoted.key" . third'
    assert value_text(("dotted", "quoted.key", "third")) == "1"


def test_places_in_tables_lists_and_inline_tables() -> None:
    assert value_text(("hosts", "mini", "aliases", 1)) == "'the [ mini'"
    assert value_text(("hosts", "mini", "inline", "b c", 0, "d")) == "2"
    assert key_text(("hosts", "mini")) == "[hosts.mini]"


def test_lists_of_tables_count_from_zero() -> None:
    assert value_text(("probes", 0, "port")) == "80"
    assert value_text(("probes", 1, "port")) == "443"
    assert value_text(("probes", 1, "extra", "when")) == "2026-02-09 07:30:00"
    assert value_text(("probes", 1, "steps", 0, "say")) == "'x'"


def test_lines_and_columns_know_three_line_ends_and_no_others() -> None:
    assert line_and_column("a\r\nb\rc\x0c\u2028d\ne", 0) == (1, 1)
    assert line_and_column("a\r\nb\rc\x0c\u2028d\ne", 3) == (2, 1)
    assert line_and_column("a\r\nb\rc\x0c\u2028d\ne", 8) == (3, 4)
    assert line_and_column("é = 1\n", 2) == (1, 3)


def written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n ".join(map(written, value)) + "]"
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(c):08x}" if c in '"\\' or ord(c) < 32 or ord(c) == 127 else c for c in text) + '"'


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
values = st.recursive(
    st.booleans() | st.integers(-9, 99) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


def paths(value: Any, here: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in items for found in [((*here, key), item), *paths(item, (*here, key))]]


@given(st.dictionaries(words, values, max_size=4))
def test_every_value_reads_back_from_its_place(data: dict[str, Any]) -> None:
    text = "".join(f"{quoted(key)} = {written(value)}\n" for key, value in data.items())
    places = key_places(text)
    for keys, value in paths(tomllib.loads(text)):
        place = places[keys]
        assert tomllib.loads("x = " + text[place.value : place.value_end])["x"] == value


@given(st.text(st.sampled_from("[]{}=.,#'\"\n ab1\\"), max_size=40))
@example("=[ }")
def test_any_text_ends(text: str) -> None:
    for place in key_places(text).values():
        assert 0 <= place.key <= place.key_end <= len(text) + 2
