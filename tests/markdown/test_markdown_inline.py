"""Inline markup: what is left of a text without it, at the same offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from consistency.markdown.inline import code_spans, links, mask, struck

MASKS = (
    ("plain text, 8080", "plain text, 8080"),
    ("**Port:** `8080`", "  Port:    8080 "),
    ("*a* _b_ ***c***", " a   b     c   "),
    ("snake_case_name and __init__", "snake_case_name and   init  "),
    ("_a_b_", " a_b "),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("*:11434, *:22", "*:11434, *:22"),
    ("**not closed", "**not closed"),
    ("***a** b*", "   a   b "),
    ("**a *b** c*", "  a  b   c "),  # two emphases in one another, says the reference implementation
    ("~~8080~~ 9090", "  8080   9090"),
    ("~8000 in ~/x and ~/y", "~8000 in ~/x and ~/y"),
    (r"\*no\* \_x\_ C:\dir a\|b", r" *no *  _x _ C:\dir a |b"),
    (r"`\*` \`x`", r" \*   `x`"),
    ("``a ` b`` c", "  a ` b   c"),
    ("`open and *x*", "`open and  x "),
    ("*a `b* c`", "*a  b* c "),
    ("[Grafana](http://h:3000) x", " Grafana" + " " * 17 + "x"),
    ('[a](<b c> "t (1)") x', " a                 x"),
    ("[a](b(c)d) x", " a         x"),
    ("[a] (b) [::]:80 [ ] [x]", "[a] (b) [::]:80 [ ] [x]"),
    ("**[a][b]** 80 [c *d*][E f]", "   a       80  c  d       "),
    ("x[a][b] x[0][1] [a][0] [a][]", "x[a][b] x[0][1] [a][0] [a][]"),
    ("[a](b c)", "[a](b c)"),
    (r"[a](b\(c) x", " a        x"),
    ("[*a*](b) *[c](d)*", "  a        c     "),
    ("[[pve1]] and [[Note|it]] x", "  pve1   and        it   x"),
    (r"[[Note#Part\|it]] x", " " * 13 + "it   x"),
    ("[[Note#Part]] x", "  Note        x"),
    ("![[plan.png]] x", " " * 13 + " x"),
    ("[[1, 2]] [[ -f x", "[[1, 2]] [[ -f x"),
    ("![logo](x.png) A", "               A"),
    ("[![b](c)](d) A", "             A"),
    ("[a [b](c)](d)", "[a  b    ](d)"),
    ("<http://a:80/x> y", " http://a:80/x  y"),
    ("<b>x</b><br/>y <BR> z", "   x         y      z"),
    ("http://<host>:<port>/", "http://<host>:<port>/"),
    ("a <!-- 8080 --> b <!-- c", "a               b <!-- c"),
    ("a < b > c <= d", "a < b > c <= d"),
    ("&nbsp;8080 &amp; x", "&nbsp;8080 &amp; x"),
    ("**端口** 8080 ✅ **x**", "  端口   8080 ✅   x  "),
    ("**a\nb** [c](\nd)", "  a\nb    c  \n  "),
    ("a\\\nb", "a \nb"),
)


@pytest.mark.parametrize(("text", "masked"), MASKS)
def test_mask(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_links_with_their_places() -> None:
    text = 'see [Grafana](http://h:3000 "t"), <http://i:1> and <a title="x" href="http://j:2">*J*</a>'
    found = links(text)
    assert [(link.label, link.target) for link in found] == [
        ("Grafana", "http://h:3000"),
        ("http://i:1", "http://i:1"),
        ("*J*", "http://j:2"),
    ]
    assert [text[link.start : link.end][0] for link in found] == ["[", "<", "<"]
    for link in found:
        assert text[link.target_start :].startswith(link.target)


def test_images_and_brackets_alone_are_no_links() -> None:
    assert links("![a](b) [c] [d][e] `[f](g)`") == ()


def test_code_spans_are_their_contents() -> None:
    text = "`a` `` `b` `` ` ` ```c`"
    assert [text[start:end] for start, end in code_spans(text)] == ["a", "`b`", " "]


def test_struck_text() -> None:
    text = "~~a **b**~~ c <del>d</del> <s>e</s> ~f~ `~~g~~` </del>"
    assert [text[start:end] for start, end in struck(text)] == ["a **b**", "d", "e"]


MARKUP = st.text(alphabet="ab1 *_`~[]()!<>\\\n\"'-/:&é…端", max_size=60)


@given(st.text(max_size=60) | MARKUP)
def test_mask_keeps_length_and_lines_and_only_blanks(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    for was, now in zip(text, masked, strict=True):
        assert now in (was, " ")
        assert (now == "\n") == (was == "\n")


@given(MARKUP)
def test_every_range_is_inside_and_quotes_the_text(text: str) -> None:
    for start, end in (*code_spans(text), *struck(text)):
        assert 0 <= start <= end <= len(text)
    for link in links(text):
        assert 0 <= link.start < link.end <= len(text)
        assert text[link.target_start : link.target_start + len(link.target)] == link.target
        assert link.label in text[link.start : link.end]


STOCK = MarkdownIt("commonmark").enable("strikethrough").disable(["html_inline", "entity", "autolink", "image"])


def said(token: Token) -> str:
    return token.content if token.type in ("text", "code_inline") else "\n" if token.type == "softbreak" else ""


@given(st.text(alphabet="ab. *_`~[]()\\", max_size=40).filter(lambda text: "][" not in text))
def test_mask_leaves_what_markdown_it_shows(text: str) -> None:
    """Spaces aside, which both sides trim in their own ways; `[text][name]` is a link wherever the name is defined."""
    (inline,) = STOCK.parseInline(text)
    shown = "".join(map(said, inline.children or ()))
    assert mask(text).replace(" ", "") == shown.replace(" ", "")


@given(st.text(alphabet="ab1 .,:-é端", max_size=60))
def test_text_without_markup_stays(text: str) -> None:
    assert mask(text) == text


UNITS = (
    "*a ",
    "a** ",
    "_a",
    "![",
    "](",
    "[a](",
    "[a](b ",
    '[a](b "',
    "<",
    "<a ",
    "<!--",
    "\\",
    "~~a",
    "*_~~[",
    "<del>",
)


@pytest.mark.parametrize(
    "text",
    [*(mark * 1_000_000 for mark in "[`*"), *(unit * (200_000 // len(unit)) for unit in UNITS)],
    ids=["[", "`", "*", *UNITS],
)
def test_long_lines_of_markup_are_read(text: str) -> None:
    """Quadratic scanning would take hours here, not a second."""
    assert len(mask(text)) == len(text)
