"""Safe text: every format holds whatever a document says."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from sample_runs import ATTACK, TEXTS

from consistency.report import safe

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


def inline(text: str) -> list[str]:
    """The kinds of inline tokens that a text renders as."""
    return [child.type for token in MARKDOWN.parse(text) for child in token.children or ()]


def test_wide_text_stays_as_it_is() -> None:
    assert safe.terminal("端口 4000 → 🖥 é") == "端口 4000 → 🖥 é"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\x00b", "a␀b"),
        ("\x7f", "␡"),
        ("\x9b31m", "\ufffd31m"),
        ("\u202eabc", "\ufffdabc"),
        ("\u2066x\u2069", "\ufffdx\ufffd"),
        ("\ud800", "\ufffd"),
        ("a\u2028b", "a\ufffdb"),
    ],
)
def test_what_could_steer_a_terminal_is_shown_instead(text: str, shown: str) -> None:
    assert safe.terminal(text) == shown


def test_a_message_is_one_line() -> None:
    assert safe.line(" two\r\n  lines\t") == "two lines"


@settings(deadline=None)
@given(TEXTS)
def test_terminal_text_keeps_its_length_and_holds_no_control(text: str) -> None:
    shown = safe.terminal(text)
    assert len(shown) == len(text)
    assert all(unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp") for char in shown)


@settings(deadline=None)
@given(TEXTS)
def test_markdown_text_is_only_text(text: str) -> None:
    assert set(inline(safe.markdown(text))) <= {"text"}
    rendered = MARKDOWN.render(safe.markdown(text))
    assert "@everyone" not in rendered
    assert MARKDOWN.parse(safe.markdown(text)) == [] or MARKDOWN.parse(safe.markdown(text))[0].type == "paragraph_open"


@settings(deadline=None)
@given(TEXTS)
def test_markdown_code_is_one_code_span(text: str) -> None:
    shown = safe.code(text)
    kinds = [kind for kind in inline(f"a {shown} b") if kind != "text"]
    assert kinds in ([], ["code_inline"], ["html_inline", "html_inline"])
    cells = [token.type for token in MARKDOWN.parse(f"| a | b |\n| - | - |\n| {shown} | x |")].count("td_open")
    assert cells == 2


@pytest.mark.parametrize("text", ["@everyone", "see #12", "http://h.test", "www.h.test", "me@h.test", "GH-1"])
def test_no_mention_reference_or_link_survives(text: str) -> None:
    rendered = MARKDOWN.render(safe.markdown(text))
    assert text not in rendered
    assert rendered.replace("\u200b", "") == f"<p>{text}</p>\n"


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(f"{tag} {dict(attrs)}")

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(deadline=None)
@given(TEXTS)
def test_html_text_stays_text(text: str) -> None:
    page = _Elements()
    shown = safe.markup(text)
    page.feed(f'<p title="{shown}">{shown}</p>')
    page.close()
    assert page.seen == [f"p {{'title': {safe.terminal(text)!r}}}"] or len(page.seen) == 1
    assert page.text == safe.terminal(text)


@settings(deadline=None)
@given(TEXTS)
def test_xml_text_is_well_formed(text: str) -> None:
    from xml.sax.saxutils import escape

    fromstring(f"<a>{escape(safe.xml(text))}</a>")


def test_a_command_cannot_be_ended_or_begun() -> None:
    assert safe.command("50% a\r\n::error::b") == "50%25 a␍%0A::error::b"
    assert safe.command_property("a:b,c\nd") == "a%3Ab%2Cc d"
    assert "\n" not in safe.command(ATTACK)
