"""Whatever the text: it is read, every place is exact, nothing is swallowed, and tables are those of markdown-it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from consistency.markdown.blocks import Block
from consistency.markdown.grammar import NESTING
from consistency.markdown.parse import blocks
from consistency.markdown.text import lines
from consistency.model.passage import Passage, Piece

ROOT = Path(__file__).parents[2]
PARTS = (
    *(
        "",
        " ",
        "  ",
        "    ",
        "\t",
        "> ",
        ">",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "[ ] ",
        "# ",
        "## ",
        "```",
        "~~~",
        "---",
        "===",
    ),
    *(
        "***",
        "|",
        "| a | b |",
        "|---|---|",
        "|:-:|-",
        "a | b",
        "-|-",
        "\\|",
        "`x|y`",
        "port 8080",
        "é端🟢",
        "a",
        "b c",
        "\\",
        "#",
    ),
    *(
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<b>",
        "[a]: /u",
        '"t"',
        "[a](b)",
        "+++",
        "k: v",
        "\x0c",
        "\u2028",
        "\xa0",
        "\0",
        "\x85",
    ),
)
LINES = st.lists(st.sampled_from(PARTS), max_size=6).map("".join)
DOCUMENTS = st.builds(
    lambda parts, end: end.join(parts), st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"])
)
ROWS = st.builds(
    lambda lead, parts: lead + "".join(parts),
    st.sampled_from(["", " ", "    ", "> ", "- ", "  ", "\t"]),
    st.lists(st.sampled_from(["|", "|", " ", "a", "-", "---", ":", "\\", "`", "\t", "é", "\xa0", "#"]), max_size=12),
)
TABLES = st.lists(ROWS | st.sampled_from(["|---|---|", "|a|b|", "| 1 | 2", "---|---", "> |-|-|"]), max_size=8).map(
    "\n".join
)


def pieces(block: Block) -> Iterator[Piece]:
    yield from block.passage.pieces
    if block.table is not None:
        for row in (block.table.header, *block.table.rows, *(uneven.extra for uneven in block.table.uneven)):
            for cell in row:
                yield from cell.pieces


def check(text: str) -> None:
    source = lines(text)
    found = blocks(text)
    for block in found:
        assert 1 <= block.line < block.end_line <= len(source) + 1
        for piece in pieces(block):
            assert block.line <= piece.line < block.end_line
            assert 1 <= piece.column <= len(source[piece.line - 1]) + 1
            assert source[piece.line - 1][piece.column - 1 :].startswith(piece.text)
    held = {number for block in found for number in range(block.line, block.end_line)}
    for number, line in enumerate(source, 1):
        assert number in held or not any(character.isalnum() for character in line)
    assert [block.line for block in found] == sorted(block.line for block in found)


@given(DOCUMENTS | st.text(max_size=80))
@settings(max_examples=300)
def test_places_are_exact_and_nothing_is_swallowed(text: str) -> None:
    check(text)


@given(DOCUMENTS)
def test_every_word_is_in_a_piece_or_an_info_string(text: str) -> None:
    found = blocks(text)
    read = "".join([*(piece.text for block in found for piece in pieces(block)), *(block.info for block in found)])
    assert read.count("8080") == text.count("8080")


STOCK = MarkdownIt("commonmark", {"maxNesting": NESTING, "inline_definitions": True}).enable("table").disable("inline")


def stock_tables(text: str) -> list[tuple[int, int, list[list[str]]]]:
    found: list[tuple[int, int, list[list[str]]]] = []
    cell = False
    for token in STOCK.parse(text):
        if token.type == "table_open" and token.map:
            found.append((token.map[0] + 1, token.map[1] + 1, []))
        elif token.type == "tr_open":
            found[-1][2].append([])
        elif token.type == "inline" and cell:
            found[-1][2][-1].append(token.content)
        cell = token.type in ("th_open", "td_open")
    return found


def own_tables(text: str) -> list[tuple[int, int, list[list[str]]]]:
    return [
        (
            block.line,
            block.end_line,
            [[cell.text.replace("\\|", "|") for cell in row] for row in (block.table.header, *block.table.rows)],
        )
        for block in blocks(text)
        if block.table is not None
    ]


def comparable(text: str) -> bool:
    """Front matter is unknown to markdown-it, and it makes U+FFFD of NUL."""
    found = blocks(text)
    return "\0" not in text and (not found or found[0].kind != "front-matter")


@given(TABLES | DOCUMENTS)
@settings(max_examples=400)
def test_tables_are_those_of_the_stock_rule(text: str) -> None:
    if comparable(text):
        assert own_tables(text) == stock_tables(text)


def stock_outline(text: str) -> list[tuple[str, int, int]]:
    """Kind and lines of every leaf block, and where items begin, as markdown-it sees them."""
    names = {"paragraph_open": "paragraph", "code_block": "fence", "html_block": "html", "hr": "rule", "fence": "fence"}
    names |= {"heading_open": "heading", "definition": "definition", "list_item_open": "item", "table_open": "table"}
    return [
        (names[token.type], token.map[0] + 1, 0 if token.type == "list_item_open" else token.map[1] + 1)
        for token in STOCK.parse(text)
        if token.type in names and token.map
    ]


def own_outline(text: str) -> list[tuple[str, int, int]]:
    found = []
    for block in blocks(text):
        found.append((block.kind, block.line, 0 if block.kind == "item" else block.end_line))
        if block.kind == "item" and block.passage.pieces:
            found.append(("paragraph", block.passage.pieces[0].line, block.passage.pieces[-1].line + 1))
    return found


@given(DOCUMENTS)
@settings(max_examples=400)
def test_blocks_are_those_of_the_stock_parser(text: str) -> None:
    text += "\n"  # markdown-it counts a last line of spaces only where a line end follows it
    if comparable(text):
        assert own_outline(text) == stock_outline(text)


def stock_texts(text: str) -> list[list[str]]:
    """The lines of every heading and paragraph, trimmed, and of every fence, as markdown-it gives them."""
    tokens = STOCK.parse(text)
    found = []
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "paragraph_open"):
            found.append([line.strip() for line in tokens[number + 1].content.split("\n") if line.strip()])
        elif token.type in ("fence", "code_block"):
            found.append(token.content.split("\n")[:-1])
    return found


def own_texts(text: str) -> list[list[str]]:
    return [
        [piece.text for piece in block.passage.pieces if piece.text or block.kind == "fence"]
        for block in blocks(text)
        if block.kind in ("heading", "paragraph", "fence") or (block.kind == "item" and block.passage.pieces)
    ]


@given(DOCUMENTS)
@settings(max_examples=300)
def test_lines_of_text_are_those_of_the_stock_parser(text: str) -> None:
    text = text.replace("\t", "  ").replace("\x85", "") + "\n"  # a tab that is cut stays whole here
    if comparable(text):
        assert own_texts(text) == stock_texts(text)


@pytest.mark.parametrize("path", [*sorted(ROOT.glob("docs/**/*.md")), ROOT / "README.md"], ids=lambda path: path.name)
def test_this_repositorys_documents(path: Path) -> None:
    text = path.read_text("utf-8")
    check(text)
    assert own_tables(text) == stock_tables(text)
    assert own_outline(text) == stock_outline(text)


@given(st.lists(st.text(alphabet="ab 端", max_size=5), min_size=1, max_size=4), st.data())
def test_offsets_of_a_passage_lead_back(parts: list[str], data: st.DataObject) -> None:
    passage = Passage.of(*(Piece(text, 3 + index, 2 * index + 1) for index, text in enumerate(parts)))
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    span = passage.span(start, end)
    piece = passage.pieces[span.line - 3]
    quoted = piece.text[span.column - piece.column : span.end_column - piece.column]
    assert quoted == re.split("\n", passage.text[start:end])[0]
