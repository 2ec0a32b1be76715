"""Tables that are drawn within fences, and fences that hold something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.markdown.parse import blocks
from consistency.readers.document import read_document
from consistency.readers.fenced_tables import with_tables

PIPES = """\
PORT  | SERVICE        | HOST
------|----------------|------
8001  | Event Hub      | mini
27017 | MongoDB        | mini
"""
GAPS = """\
SERVICE            PORT    STATUS
─────────────────────────────────
Event Hub          8001    active
core-gateway      8090    active (moved from 8080)
"""


def said(fence: str, info: str = "") -> list[tuple[str, str, str]]:
    page = f"# Ports\n\n```{info}\n{fence}```\n"
    return [
        (c.service, c.value, c.source) for c in read_document("docs/ports.md", page).claims if c.attribute == "port"
    ]


def test_columns_under_a_rule_are_a_table() -> None:
    assert said(PIPES) == [("Event Hub", "8001", "table"), ("MongoDB", "27017", "table")]
    assert said(GAPS) == [("Event Hub", "8001", "table"), ("core-gateway", "8090", "table")]


def test_its_places_are_those_of_the_page() -> None:
    page = f"# Ports\n\n```\n{PIPES}```\n"
    lines = page.split("\n")
    for claim in read_document("docs/ports.md", page).claims:
        assert lines[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote


def test_a_missing_cell_leaves_the_others_where_they_are() -> None:
    fence = "SERVICE            HOST    PORT\n-------------------------------\nHeron                      8001\nEgret  mini  8002\n"
    read = read_document("docs/ports.md", f"# Ports\n\n```\n{fence}```\n").claims
    assert {(c.service, c.host, c.value) for c in read if c.attribute == "port"} == {
        ("Heron", "", "8001"), ("Egret", "mini", "8002"),
    }  # fmt: skip


@pytest.mark.parametrize("info", ["python", "markdown", "console"])
def test_code_and_samples_of_markdown_are_no_tables(info: str) -> None:
    assert all(source != "table" for _, _, source in said(PIPES, info))


@pytest.mark.parametrize(
    "fence",
    [
        "Heron\n-----\n8001\n",
        "a | b\n--|--\n",
        "a | b\n--|--\n1 | 2\n--|--\n3 | 4\n",
        "┌────┐\n│ a  │\n└────┘\n",
    ],
)
def test_what_is_no_table_stays_a_fence(fence: str) -> None:
    assert [block.kind for block in with_tables(blocks(f"```\n{fence}```\n"))] == ["fence"]


@given(st.text(alphabet="abAB 0189|-─=+:\n\t#é", max_size=200))
def test_any_fence_is_read_and_every_cell_is_where_it_says(text: str) -> None:
    page = f"```\n{text}\n```\n"
    lines = page.split("\n")
    for block in with_tables(blocks(page)):
        for row in (block.table.header, *block.table.rows) if block.table else ():
            for cell in row:
                line, column = cell.pieces[0].line, cell.pieces[0].column
                assert lines[line - 1][column - 1 : column - 1 + len(cell.text)] == cell.text
