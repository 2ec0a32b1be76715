"""Pipe tables: cells with exact places, and rows that are not built like their header."""

from __future__ import annotations

import pytest

from consistency.markdown.blocks import Table
from consistency.markdown.parse import blocks
from consistency.model.passage import Passage


def table(text: str) -> Table:
    found = [block.table for block in blocks(text) if block.table is not None]
    assert len(found) == 1
    return found[0]


def cells(row: tuple[Passage, ...]) -> list[tuple[str, int]]:
    return [(cell.text, cell.pieces[0].column) for cell in row]


def test_cells_are_trimmed_and_placed() -> None:
    read = table("|  service | port|\n|:--|--:|\n|`a`|\t8080 |\n b | 90 \n")
    assert cells(read.header) == [("service", 4), ("port", 14)]
    assert [cells(row) for row in read.rows] == [[("`a`", 2), ("8080", 7)], [("b", 2), ("90", 6)]]


def test_escaped_pipes_stay_in_the_cell_as_written() -> None:
    read = table(r"""
| a | b |
|---|---|
| `x\|y` \| z | 1 |
""")
    assert cells(read.rows[0]) == [(r"`x\|y` \| z", 3), ("1", 17)]
    assert read.uneven == ()


def test_an_unescaped_pipe_in_code_separates_as_on_github() -> None:
    assert [text for text, _ in cells(table("a|b\n-|-\n`x|y`").rows[0])] == ["`x", "y`"]


def test_missing_cells_are_empty_at_the_rows_end_and_extra_ones_are_kept_aside() -> None:
    read = table("| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 | 4 | 5 |\n| 1 | | 3 |\n")
    assert cells(read.rows[0]) == [("1", 3), ("2", 7), ("", 10)]
    assert cells(read.rows[1]) == [("1", 3), ("2", 7), ("3", 11)]
    assert cells(read.rows[2]) == [("1", 3), ("", 6), ("3", 9)]
    short, long = read.uneven
    assert (short.row, short.cells, short.extra, short.closed, short.span) == (0, 2, (), True, (3, 1, 10))
    assert (long.row, long.cells, cells(long.extra), long.closed) == (1, 5, [("4", 15), ("5", 19)], True)


def test_a_row_that_its_last_pipe_does_not_close() -> None:
    read = table("| a | b |\n|---|---|\n| 1 | 2\n| 3 | 4 \\|\n")
    assert [(row.row, row.cells, row.closed) for row in read.uneven] == [(0, 2, False), (1, 2, False)]
    assert table("a | b\n---|---\n1 | 2\n").uneven == ()


def test_a_line_of_text_right_below_is_a_row_of_one_cell() -> None:
    (row,) = table("| a | b |\n|---|---|\n| 1 | 2 |\nsome text\n").uneven
    assert (row.row, row.cells, row.closed, row.span) == (1, 1, False, (4, 1, 10))


def test_tables_in_lists_and_quotes_and_after_text() -> None:
    read = table("- x\n  > text\n  > | a | b |\n  > |---|---|\n  > | 1 | 2 |\n")
    assert cells(read.rows[0]) == [("1", 7), ("2", 11)]
    assert (read.rows[0][0].line, read.header[0].line) == (5, 3)


def test_crlf_and_unicode_line_separators() -> None:
    read = table("| a | b |\r\n|---|---|\r\n| x\u2028y\x0c | 2 |\r\n")
    assert cells(read.rows[0]) == [("x\u2028y", 3), ("2", 10)]


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n| 1 | 2 |\n",
        "| a | b |\n|---|\n| 1 | 2 |\n",
        "| a | b |\n|---||---|\n",
        "| a | b |\n|-x-|---|\n",
        "| a |",
        "a\n-\n",
        "|\n|\n",
        "| a | b |\n\n|---|---|\n",
    ],
)
def test_lines_with_pipes_alone_are_no_table(text: str) -> None:
    assert [block.kind for block in blocks(text) if block.table] == []


def test_a_table_ends_where_another_block_begins() -> None:
    kinds = [block.kind for block in blocks("|a|b|\n|-|-|\n|1|2|\n# H\n|a|b|\n|-|-|\n- item\n\n|a|\n|-|\n|1|\n\ntext")]
    assert kinds == ["table", "heading", "table", "item", "table", "paragraph"]


def test_a_small_table_cannot_make_itself_huge() -> None:
    text = "|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "|x|\n" * 5000
    first = blocks(text)[0].table
    assert first is not None
    assert len(first.rows) * 1000 < 100_000
