"""A document's blocks, and where everything in them stands."""

from __future__ import annotations

from consistency.markdown.blocks import Block
from consistency.markdown.parse import blocks
from consistency.model.passage import Passage


def shape(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.passage.text) for block in blocks(text)]


def places(passage: Passage) -> list[tuple[int, int]]:
    return [(piece.line, piece.column) for piece in passage.pieces]


def one(text: str) -> Block:
    (block,) = blocks(text)
    return block


def test_headings_of_both_styles() -> None:
    first, second, third = blocks("#   A `b` ##\n\nTwo\n  lines  \n---\n\n###### C#")
    assert (first.kind, first.level, first.passage.text, places(first.passage)) == ("heading", 1, "A `b`", [(1, 5)])
    assert (second.level, second.passage.text, places(second.passage)) == (2, "Two\nlines", [(3, 1), (4, 3)])
    assert (second.line, second.end_line) == (3, 6)
    assert (third.level, third.passage.text) == (6, "C#")


def test_paragraph_lines_keep_their_columns() -> None:
    block = one("  a\n\tb **c**  \n      d")
    assert block.passage.text == "a\nb **c**\nd"
    assert places(block.passage) == [(1, 3), (2, 2), (3, 7)]


def test_crlf_and_cr_end_lines_and_form_feed_does_not() -> None:
    found = blocks("# A\r\n\r\nx\x0cy\u2028z\rb\r\n\r\n- c")
    assert [(block.line, block.end_line) for block in found] == [(1, 2), (3, 5), (6, 7)]
    assert found[1].passage.text == "x\x0cy\u2028z\nb"


def test_columns_count_code_points() -> None:
    (_, table) = blocks("# e\u0301 端口 🟢 x\n| 端口 | 🟢e\u0301 |\n|---|---|\n| ８０ | 8080 |")
    assert table.table is not None
    assert [places(cell) for cell in table.table.header] == [[(2, 3)], [(2, 8)]]
    assert [places(cell) for cell in table.table.rows[0]] == [[(4, 3)], [(4, 8)]]


def test_items_have_their_own_text_and_nested_blocks_follow() -> None:
    found = blocks("- a\n  more\n  1. [ ] b\n\n     second\nlazy\n- c\n\nend")
    assert [(b.kind, b.level, b.depth, b.ordered, b.passage.text, places(b.passage)) for b in found] == [
        ("item", 1, 1, False, "a\nmore", [(1, 3), (2, 3)]),
        ("item", 2, 2, True, "[ ] b", [(3, 6)]),
        ("paragraph", 0, 2, False, "second\nlazy", [(5, 6), (6, 1)]),
        ("item", 1, 1, False, "c", [(7, 3)]),
        ("paragraph", 0, 0, False, "end", [(9, 1)]),
    ]
    assert [(b.line, b.end_line) for b in found] == [(1, 7), (3, 7), (5, 7), (7, 8), (9, 10)]


def test_an_item_that_begins_with_something_else_has_no_text_of_its_own() -> None:
    assert shape("- ```\n  x\n  ```\n-\n- # h\n- - b") == [
        ("item", ""),
        ("fence", "x"),
        ("item", ""),
        ("item", ""),
        ("heading", "h"),
        ("item", ""),
        ("item", "b"),
    ]


def test_quotes_with_lists_and_lazy_lines() -> None:
    found = blocks("> **Ports:** a\nlazy\n>\n> - x\n>   y\n>> z\n\nout")
    assert [(b.kind, b.quoted, b.depth, places(b.passage)) for b in found] == [
        ("paragraph", True, 0, [(1, 3), (2, 1)]),
        ("item", True, 1, [(4, 5), (5, 5)]),
        ("paragraph", True, 0, [(6, 4)]),
        ("paragraph", False, 0, [(8, 1)]),
    ]


def test_fence_lines_in_containers() -> None:
    block = blocks("- e:\n  ``` yaml  title\n  a: 1\n    b: 2\n\n  ```\n")[1]
    assert (block.kind, block.info, block.depth, block.closed) == ("fence", "yaml  title", 1, True)
    assert block.passage.text == "a: 1\n  b: 2\n"
    assert places(block.passage) == [(3, 3), (4, 3), (5, 1)]
    assert (block.line, block.end_line) == (2, 7)
    quoted = one("> ~~~\n> x\n>  y\n> ~~~")
    assert (quoted.quoted, quoted.passage.text, places(quoted.passage)) == (True, "x\n y", [(2, 3), (3, 3)])


def test_indented_code_is_a_fence_without_info() -> None:
    block = blocks("a\n\n     b\n\n\tc\n")[1]
    assert (block.kind, block.info, block.passage.text) == ("fence", "", " b\n\nc")
    assert places(block.passage) == [(3, 5), (4, 1), (5, 2)]


def test_code_and_html_right_behind_a_marker() -> None:
    code, html = (block for block in blocks("-     a > b\n      c\n\n10. <!-- x\n    y -->") if block.kind != "item")
    assert (code.passage.text, places(code.passage)) == ("a > b\nc", [(1, 7), (2, 7)])
    assert (html.passage.text, places(html.passage)) == ("<!-- x\ny -->", [(4, 5), (5, 5)])


def test_what_nothing_closes_is_said() -> None:
    assert one("```\na\n\n# b").closed is False
    assert one("~~~\na\n```\n").closed is False
    assert one("<!-- a\n\nb").closed is False
    assert one("<!-- a\n\nb -->").closed is True
    assert [block.closed for block in blocks("- ```\n  a\n")] == [True, False]


def test_html_rules_and_definitions() -> None:
    assert shape('<!-- a\n  b -->\n\n<div>\nx\n</div>\n\n***\n[g]: http://h:3000\n  "title"\n\nx') == [
        ("html", "<!-- a\n  b -->"),
        ("html", "<div>\nx\n</div>"),
        ("rule", ""),
        ("definition", '[g]: http://h:3000\n"title"'),
        ("paragraph", "x"),
    ]


def test_front_matter() -> None:
    front, heading = blocks("---\ntitle: Ports\nstatus: draft\n---\n# A\n")
    assert (front.kind, front.info, front.line, front.end_line) == ("front-matter", "yaml", 1, 5)
    assert (front.passage.text, places(front.passage)) == ("title: Ports\nstatus: draft", [(2, 1), (3, 1)])
    assert (heading.line, places(heading.passage)) == (5, [(5, 3)])
    assert [b.kind for b in blocks('+++\ntitle = "x"\n+++\na')] == ["front-matter", "paragraph"]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert [block.kind for block in blocks("---\n\nJust text.\n\n---\n")] == ["rule", "paragraph", "rule"]
    assert [block.kind for block in blocks("---\nNot closed: 1\n")] == ["rule", "paragraph"]
    assert [block.kind for block in blocks("\n---\na: 1\n---\n")] == ["rule", "heading"]


def test_nothing() -> None:
    assert blocks("") == ()
    assert blocks(" \n\n\t") == ()


def test_text_below_the_deepest_level_is_not_dropped() -> None:
    for text in (">" * 10_000 + " deep", "- " * 10_000 + "deep", "1. > " * 5_000 + "deep"):
        assert blocks(text)[-1].passage.text.endswith("deep")
    nested = "\n".join("  " * level + "- a" for level in range(200)) + "\n" + "  " * 200 + "deep\n"
    assert any(block.passage.text.endswith("deep") for block in blocks(nested))
