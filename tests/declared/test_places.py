"""Values come from where the place says, each with its exact stretch of text."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.model.passage import Span
from consistency.readers.declared.check import Place
from consistency.readers.declared.value import Extraction
from consistency.readers.places import matching, values


def place(kind: str, locator: str, **more: Any) -> Place:
    return Place(path="x", kind=kind, locator=locator, span=Span(1, 1, 2), **more)


def found(extraction: Extraction) -> list[tuple[str, str]]:
    return [(value.key, value.value) for value in extraction.values]


TABLE = """\
# Page

## Old

| Alias | Port |
|---|---|
| a | 1 |

## New

| Alias | **Port** | State |
| :-- | --: | --- |
| `b` | 2 | live |
| **c** | `3`, 4 | gone |
| d | - | live |
| e | 5 |
| f \\| g | [6](x.md) | live |
"""


def test_a_column_is_read_in_every_table_that_has_it_without_markup() -> None:
    assert found(values(place("column", "port"), "x.md", TABLE)) == [
        ("", "1"), ("", "2"), ("", "`3`, 4"), ("", "5"), ("", "6"),
    ]  # fmt: skip


def test_a_column_below_one_heading_with_keys_filter_and_lists() -> None:
    extraction = values(place("column", "Port", section="New", key="alias", listed=True), "x.md", TABLE)
    assert found(extraction) == [("b", "2"), ("c", "3"), ("c", "4"), ("e", "5"), ("f | g", "6")]
    live = place("column", "alias", where=(("state", ("live",)),))
    assert found(values(live, "x.md", TABLE)) == [("", "b"), ("", "d"), ("", "f | g")]


def test_the_anchor_of_a_column_is_its_header() -> None:
    anchor = values(place("column", "state"), "x.md", TABLE).anchor
    assert anchor is not None
    assert (anchor.span, anchor.quote) == (Span(11, 22, 27), "State")


def test_a_column_that_is_not_there_is_said_with_those_that_are() -> None:
    assert "alias, port, state" in values(place("column", "host"), "x.md", TABLE).absent
    assert "no heading 'Newer'" in values(place("column", "port", section="Newer"), "x.md", TABLE).absent
    assert "no table" in values(place("column", "port"), "x.md", "text").absent


BULLETS = """\
- Default alias: fast
* **Default alias**: `fast`
- **Default alias:** fast
1. `Default alias`: **fast**
- default  ALIAS = fast
- Default alias → fast
**Default alias**: fast
- _Default alias_: fast"""


@pytest.mark.parametrize("line", BULLETS.split("\n"))
def test_a_bullet_s_key_may_be_written_in_many_ways(line: str) -> None:
    extraction = values(place("bullet", "Default alias"), "x.md", f"# A\n\ntext\n\n{line}\n")
    assert found(extraction) == [("", "fast")]
    assert extraction.values[0].span.line == 5
    span = extraction.values[0].span
    assert line[span.column - 1 : span.end_column - 1] == "fast"


def test_bullets_of_other_keys_and_prose_are_no_values() -> None:
    text = "- Default alias of old: slow\n- The Default alias: x\n- Default: y\n\nDefault aliases are: z\n"
    assert values(place("bullet", "Default alias"), "x.md", text).nothing


def test_a_bullet_s_key_is_the_heading_above() -> None:
    text = "# Page\n\n## One\n\n- Restart: always\n\n## Two\n\n- Restart: never, on-failure\n"
    place_ = place("bullet", "Restart", key="heading", listed=True)
    assert found(values(place_, "x.md", text)) == [("One", "always"), ("Two", "never"), ("Two", "on-failure")]


def test_take_cuts_the_value_out_and_leaves_out_what_does_not_fit() -> None:
    text = "| url |\n|---|\n| http://a:8100/v1 |\n| none |\n"
    extraction = values(place("column", "url", take=r":(?P<value>\d+)/"), "x.md", text)
    assert found(extraction) == [("", "8100")]
    assert extraction.values[0].span == Span(3, 12, 16)


def test_a_pattern_is_tried_on_every_line_of_any_file() -> None:
    text = "x=1\r\ny=2\rx=3\fx=4\n"
    extraction = values(place("pattern", r"(?P<key>[xy])=(?P<value>\d)"), "x.conf", text)
    assert [(v.key, v.value, v.span.line, v.span.column) for v in extraction.values] == [
        ("x", "1", 1, 3), ("y", "2", 2, 3), ("x", "3", 3, 3), ("x", "4", 3, 7),
    ]  # fmt: skip


CONFIG = {
    "x.json": '{"list": [{"alias": "a", "port": 1}, {"alias": "b", "port": 2}], "map": {"k": "v", "n.o": true}}',
    "x.yaml": "list:\n  - alias: a\n    port: 1\n  - {alias: b, port: 2}\nmap:\n  k: 'v'\n  n.o: true\n",
    "x.toml": 'map = {k = "v", "n.o" = true}\n[[list]]\nalias = "a"\nport = 1\n[[list]]\nalias = "b"\nport = 2\n',
}


@pytest.mark.parametrize("path", CONFIG)
def test_json_yaml_and_toml_are_read_alike(path: str) -> None:
    text = CONFIG[path]

    def at(locator: str, **more: object) -> list[tuple[str, str]]:
        extraction = values(place("jsonpath", locator, **more), path, text)
        lines = re.split("\n", text)
        for value in extraction.values:
            written = lines[value.span.line - 1][value.span.column - 1 : value.span.end_column - 1]
            assert written == value.quote == value.value
        return found(extraction)

    assert at("$.list[*].port", key="alias") == [("a", "1"), ("b", "2")]
    assert at("$.list[-1].alias") == [("", "b")]
    assert at("$.map.*", key="*") == [("k", "v"), ("n.o", "true")]
    assert at("$['map'][\"n.o\"]") == [("", "true")]
    assert values(place("jsonpath", "$.map.x"), path, text).nothing
    assert "no scalar" in values(place("jsonpath", "$.map"), path, text).nothing


def test_env_files_and_values_with_escapes() -> None:
    assert found(values(place("jsonpath", "$.URL"), ".env.local", "# c\nexport URL='http://x' # y\n")) == [
        ("", "http://x")
    ]
    (value,) = values(place("jsonpath", "$.a"), "x.json", '{"a": "caf\\u00e9"}').values
    assert (value.value, value.quote, value.span) == ("café", '"caf\\u00e9"', Span(1, 7, 18))


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("x.json", '{"a": 1', "line 1 is not JSON"),
        ("x.yaml", "a: [1\nb: 2", "is not YAML"),
        ("x.toml", "b = 1\na = [", "line 2 is not TOML"),
        ("x.conf", "a = 1", "add format"),
        ("x.yaml", "a: &x [1, 1]\n" + "".join(f"b{i}: &y{i} [*x, *x]\n" for i in range(5)), ""),
    ],
)
def test_a_file_that_does_not_parse_gives_no_half_values(path: str, text: str, why: str) -> None:
    extraction = values(place("jsonpath", "$.a"), path, text)
    assert not extraction.values
    assert why in extraction.trouble


def test_aliases_that_multiply_are_cut_off_and_said() -> None:
    text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9)
    )
    assert "aliases" in values(place("jsonpath", "$.a8" + "[*]" * 9), "x.yaml", text).trouble


def test_globs_name_documents() -> None:
    paths = ["docs/a.md", "docs/snapshots/2026-01-01-x.md", "docs/snapshots/2026-02-01-x.md"]
    assert matching("docs/a.md", paths) == ["docs/a.md"]
    assert matching("docs/snapshots/*-x.md", paths) == paths[1:]
    assert matching("docs/*.md", paths) == ["docs/a.md"]
    assert matching("docs/b.md", paths) == []


PLACES = [
    place("column", "port", key="alias", listed=True),
    place("bullet", "Key", listed=True),
    place("pattern", r"(?P<key>\w+)\W+(?P<value>\d+)"),
    place("jsonpath", "$.a.*", key="*"),
    place("jsonpath", "$[*]"),
]
written = st.text(alphabet="|-: \nab`*\\1,\r\t\f\u2028#{}[]\"'=&>é", max_size=120)


@given(st.sampled_from(PLACES), st.sampled_from(["x.md", "x.json", "x.yaml", "x.toml", ".env"]), written)
def test_any_text_gives_values_at_exact_places_or_a_reason(place_: Place, path: str, text: str) -> None:
    check_exact(values(place_, path, text), text)


@given(
    st.lists(st.lists(st.text(alphabet="ab1` *,\\", max_size=5), min_size=2, max_size=2), max_size=4),
    st.sampled_from(["\n", "\r\n"]),
)
def test_values_of_tables_are_exact(rows: list[list[str]], end: str) -> None:
    text = end.join(["| alias | port |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])
    check_exact(values(PLACES[0], "x.md", text), text)


def check_exact(extraction: Extraction, text: str) -> None:
    lines = re.split("\r\n|\r|\n", text)
    for value in extraction.values:
        line = lines[value.span.line - 1]
        assert line[value.span.column - 1 : value.span.end_column - 1] == value.quote
        assert value.value
    reasons = [extraction.trouble, extraction.absent, extraction.nothing]
    assert bool(extraction.values) is not any(reasons)
