"""What is wrong with a document's blocks, and with nothing else."""

from __future__ import annotations

import pytest
from written import read, says

from consistency.markdown.text import Text
from consistency.readers.garbled import meant


def problems(text: str, path: str = "docs/ports.md") -> list[tuple[str, int, str]]:
    return [(c.value, c.line, c.quote) for c in read(text, path).claims if c.attribute == "problem"]


HEAD = "| Service | Port | Bind |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("| Grafana | 3000 |", "2 cells under a header of 3"),
        ("| Grafana | 3000 | ::1 | extra |", "4 cells under a header of 3"),
        ("| Grafana | 3000 | ::1", "no pipe at its end"),
    ],
)
def test_rows_unlike_their_header(row: str, why: str) -> None:
    reading = read(f"{HEAD}{row}\n| Loki | 3100 | ::1 |\n")
    told = [(c.value, c.line, c.quote, c.part) for c in reading.claims if c.attribute == "problem"]
    assert told == [("uneven-row", 3, row, why)]
    assert {c.value for c in reading.claims if c.attribute == "port"} == {"3000", "3100"}


def test_a_group_heading_of_one_cell_is_none() -> None:
    assert problems(f"{HEAD}| **Databases** |\n| PostgreSQL | 5432 | ::1 |\n") == []


def test_only_registries_are_held_to_their_header() -> None:
    assert problems("| Dish | Minutes | Guests |\n|---|---|---|\n| Soup | 30 |\n") == []


def test_a_registry_without_rows() -> None:
    assert problems("| Service | Port |\n|---|---|\n") == [("no-rows", 1, "Service")]
    assert problems("| Dish | Minutes |\n|---|---|\n") == []
    assert problems("| Tier | Name | Role |\n|---|---|---|\n") == []


def test_a_fence_that_nothing_closes() -> None:
    says("Text.\n\n```text\nhello\n", (3, "problem", "unclosed", "", "```text"))
    assert problems("```text\nhello\n```\n") == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("**Last Updated**: $(date)", "$(date)"),
        ("Last updated: $(date +%Y-%m-%d)", "$(date +%Y-%m-%d)"),
        ("- **Version:** ${VERSION}", "${VERSION}"),
        ("> Date: {{ now }}", "{{ now }}"),
        ("*Generated on: $(date)*", "$(date)"),
    ],
)
def test_values_never_filled_in(line: str, value: str) -> None:
    says(f"# Ports\n\n{line}\n", (3, "problem", "unexpanded", "", value))


@pytest.mark.parametrize(
    "line",
    [
        "Last updated: 2026-02-09",
        "Version: `${VERSION}`",
        "Home: $(pwd)",
        "The date is $(date) here",
        "```\ndate: $(date)\n```",
    ],
)
def test_other_dollars_are_nobodys_mistake(line: str) -> None:
    assert problems(f"# Ports\n\n{line}\n") == []


def test_a_template_is_meant_to_be_filled_in() -> None:
    assert problems("**Date**: {{ date }}\n", "docs/templates/adr.md") == []


def mojibake(text: str) -> int:
    return sum(p.kind == "mojibake" for p in meant(text, Text.of(text.encode()).problems))


def test_mojibake_shown_as_an_example_is_meant() -> None:
    assert mojibake("Arrows like `â†’` are mojibake: UTF-8 read as Windows-1252.\n") == 0
    assert mojibake("# Encodings\n\n```\nâ†’\n```\n") == 0
    assert mojibake("| Written | Decoded wrongly |\n|---|---|\n| → | `â†’` |\n") == 0


def test_mojibake_by_accident_is_told() -> None:
    assert mojibake("Port 3000 â†’ Grafana\n") == 1
    assert mojibake("# Layout\n\n```\nmini â†’ grafana\n```\n") == 1
    assert mojibake("Mojibake: â†’ is not in code here.\n") == 1
