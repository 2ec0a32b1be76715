"""Bytes to text: encodings and what is wrong with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.markdown.mojibake import garbled
from consistency.markdown.text import Problem, Text, Walk, lines


def only(data: bytes) -> Problem:
    (problem,) = Text.of(data).problems
    return problem


def test_plain_utf8_has_no_problems() -> None:
    assert Text.of("# Häfen → 端口 ✅\n".encode()) == Text("# Häfen → 端口 ✅\n")


def test_byte_order_mark_takes_no_column() -> None:
    assert Text.of(b"\xef\xbb\xbf# A\n") == Text("# A\n")
    assert (only(b"\xef\xbb\xbfab\xff").line, only(b"\xef\xbb\xbfab\xff").column) == (1, 3)


def test_bad_byte_is_located_in_code_points_and_the_rest_is_read() -> None:
    text, (problem,) = Text.of("one\r\n→ caf".encode() + b"\xe9 8080\r\nnext")
    assert text == "one\r\n→ caf\ufffd 8080\r\nnext"
    assert problem[:5] == ("not-utf-8", 2, 6, 7, "\ufffd")
    assert "0xE9" in problem.message
    assert "'é'" in problem.message


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_and_32_are_read_and_said(codec: str, order: str) -> None:
    data = "\ufeffport 8080 →".encode(f"{codec}-{order}")
    assert Text.of(data).text == "port 8080 →"
    assert only(data).kind == codec


def test_half_a_utf_16_character_is_no_crash() -> None:
    assert Text.of(b"\xff\xfea\0b").text.startswith("a")


def test_a_nul_byte_is_located() -> None:
    assert only(b"first\nport \x008080\n" + b"x" * 200)[:4] == ("nul", 2, 6, 7)


def test_a_binary_file_is_not_read() -> None:
    text, (problem,) = Text.of(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0")
    assert (text, problem.kind) == ("", "binary")


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n"])
def test_nothing_in_the_file_is_said(data: bytes) -> None:
    assert only(data)[:4] == ("empty", 1, 1, 1)


def test_lines_end_at_cr_and_lf_alone() -> None:
    assert lines("a\r\nb\rc\nd\x0ce\u2028f\x85g\x0bh") == ["a", "b", "c", "d\x0ce\u2028f\x85g\x0bh"]
    assert lines("a\n") == ["a", ""]


def misread(text: str, sloppy: bool = True) -> str:
    """What somebody gets who reads UTF-8 as Windows-1252 (or, not sloppy, as Latin-1)."""
    if not sloppy:
        return text.encode().decode("latin-1")
    undefined = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    return "".join(chr(byte) if byte in undefined else bytes([byte]).decode("cp1252") for byte in text.encode())


WORDS = (
    *("→", "—", "–", "…", "’", "“x”", "•", "€", "™", "✅ Active", "🟢 Running", "⚠️", "─│┌", "①"),
    *("é", "café", "naïve", "für", "Österreich", "straße", "señor", "São Paulo", "à la carte", "°C", "£5", "4 × 5"),
    *("zażółć gęślą jaźń", "Привет", "Ελλάδα", "端口 8080", "日本語", "한국어", "tiếng Việt"),
)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("sloppy", [True, False])
def test_mojibake_is_found_and_undone(word: str, sloppy: bool) -> None:
    bad = f"see {misread(word, sloppy)} here"
    mended = bad
    for start, end, likely in reversed(list(garbled(bad))):
        mended = mended[:start] + likely + mended[end:]
    assert mended == f"see {word} here"


def test_mojibake_is_located_with_what_it_was() -> None:
    problem = only("# Ports\r\n| 8004 â†’ 8080 |\n".encode())
    assert problem[:5] == ("mojibake", 2, 8, 11, "â†’")
    assert problem.likely == "→"


def test_mojibake_made_twice_is_undone_twice() -> None:
    assert only(misread(misread("it’s")).encode()).likely == "’"


def test_a_closing_quote_that_lost_its_last_byte() -> None:
    assert [likely for _, _, likely in garbled("â€œportâ€ ")] == ["“", "”"]


LEGITIMATE = (
    "« Il est arrivé… » dit-il : «voilà…», À…, ça… où… «CAFÉ» “MENÜ” É–È",
    "„Spaß“, „MENÜ“, „Ä“, ‚Ö‘, »Ü«, GRÖSSE—Ü, JÄ…, 5 Å² und 3 Å³",
    "“IRMÃ”, «MAÇÃ», MAÇÃ…, «olá»…, AMANHÃ—, Nº 1, 2ª, São, vocês, “À”",
    "Đặng Vĩnh Ấn, Â, “Â”, tiếng Việt, Tây, cổng “á”, «ớ»",
    "Þór, ð…, ÞÆÐ; Ærø, BLÅ… »PÅ« Å; Ø.",
    "中文“端口”……‘测试’——8080；日本語「ポート」",
    "Привет «мир»… порт — 8080",
    "zażółć „gęślą” jaźń… ŁÓDŹ…",
    "A, À, Â, Ã… Ä… Å… É… È…",
    "naïve“, façade”, crêpe…, Zoë’s, Noël™, piñata®, über°",
    "20 °C ± 1 · 50 µs · 3² · ½ · £5 · §7 · ©",
)


@pytest.mark.parametrize("text", LEGITIMATE)
def test_legitimate_text_is_left_alone(text: str) -> None:
    assert list(garbled(text)) == []


def test_many_places_of_mojibake_are_counted_not_listed() -> None:
    problems = Text.of("â†’ ".encode() * 1000).problems
    assert len(problems) == 51
    assert problems[-1].message.startswith("950 more")


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: text.encode("utf-8")))
def test_any_bytes_give_text_and_problems_in_place(data: bytes) -> None:
    text, problems = Text.of(data)
    for problem in problems:
        line = lines(text)[problem.line - 1]
        assert line[problem.column - 1 : problem.end_column - 1] == problem.quote


@given(st.text(alphabet="aé\r\n\x0c\u2028", max_size=40))
def test_walk_agrees_with_lines(text: str) -> None:
    walk = Walk(text)
    split = lines(text)
    for offset, character in enumerate(text):
        line, column = walk.to(offset)
        if character not in "\r\n":
            assert split[line - 1][column - 1] == character


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=30))
def test_mojibake_places_are_ordered_and_within(text: str) -> None:
    last = 0
    for start, end, likely in garbled(text):
        assert last <= start < end <= len(text)
        assert likely != text[start:end]
        last = end
