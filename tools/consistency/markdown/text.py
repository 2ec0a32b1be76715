"""Bytes to text: what encoding they are in, and what is wrong with them, each with its place."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from consistency.markdown.mojibake import garbled
from consistency.model.pattern import lazily

_LINE_END = lazily(r"\r\n?|\n")
_MARKS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16-be"),
)
#: In UTF-8, the first byte of every letter that misread text begins with.
_ACCENT = b"\xc3"
#: More NUL bytes than one in so many: no text.
_BINARY = 50
#: Places of mojibake that are told one by one.
_TOLD = 50


#: What stands for a file that Git LFS keeps elsewhere: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
_POINTER = b"version https://git-lfs.github.com/spec/"


class Problem(NamedTuple):
    """Something wrong with a document's text. `quote` is what stands at `line`, `column` to `end_column`.

    message: what there is to say beyond the kind, "" for nothing
    kind: empty | not-utf-8 | utf-16 | utf-32 | nul | binary | lfs-pointer | mojibake
    likely: what mojibake probably was; else ""
    """

    kind: str
    line: int
    column: int
    end_column: int
    quote: str
    message: str
    likely: str = ""


class Text(NamedTuple):
    """A document's text, without a byte order mark. Text that cannot be decoded holds U+FFFD, a binary file nothing."""

    text: str
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, data: bytes) -> Text:
        """Decode a file. Never raises."""
        text, found = _decode(data)
        if found and found[0].kind in ("binary", "lfs-pointer"):
            return cls("", tuple(found))
        if not text or text.isspace():
            found.append(Problem("empty", 1, 1, 1, "", "nothing is in this file"))
        if "\0" in text:
            message = f"{_times(text.count(chr(0)), 'NUL byte')} in the text; remove them"
            found.append(_problem("nul", text, text.index("\0"), 1, message))
        if _ACCENT in data:
            found.extend(_mojibake(text))
        return cls(text, tuple(found))


def lines(text: str) -> list[str]:
    """The text's lines, without their ends: \\r\\n, \\r or \\n and nothing else ends a line."""
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def _decode(data: bytes) -> tuple[str, list[Problem]]:
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace"), [Problem(name.lower(), 1, 1, 1, "", "")]
    if data.startswith(_POINTER):
        return "", [Problem("lfs-pointer", 1, 1, 1, "", "")]
    if data.count(0) * _BINARY > len(data):
        return "", [Problem("binary", 1, 1, 1, "", "this is no text file: it is full of NUL bytes")]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace")
        return text, [_undecoded(text, data, error)]


def _undecoded(text: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    """The first place that is no UTF-8. What it is in Windows-1252, the usual other encoding, helps to find it."""
    at = len(data[: error.start].decode())
    byte = data[error.start]
    guess = bytes([byte]).decode("cp1252", "replace")
    hint = f" ({guess!r} in Windows-1252?)" if guess.isprintable() and guess != "\ufffd" else ""
    message = f"byte 0x{byte:02X}{hint}"
    return _problem("not-utf-8", text, at, 1, message)


def _mojibake(text: str) -> Iterator[Problem]:
    told = 0
    here = Walk(text)
    for start, end, likely in garbled(text):
        told += 1
        if told <= _TOLD:
            line, column = here.to(start)
            message = f"{text[start:end]!r} is probably {likely!r}: UTF-8 that was read as Windows-1252 and saved again"
            yield Problem("mojibake", line, column, column + end - start, text[start:end], message, likely)
    if told > _TOLD:
        message = f"{told - _TOLD} more places look like UTF-8 that was read as Windows-1252 and saved again"
        yield Problem("mojibake", 1, 1, 1, "", message)


class Walk:
    """Line and column of rising offsets, in one pass over the text."""

    def __init__(self, text: str) -> None:
        self._ends = _LINE_END.finditer(text)
        self._line, self._start = 1, 0
        self._next = next(self._ends, None)

    def to(self, offset: int) -> tuple[int, int]:
        """The place of `offset`, which must not be less than the one before; both 1-based."""
        while self._next is not None and self._next.end() <= offset:
            self._line, self._start = self._line + 1, self._next.end()
            self._next = next(self._ends, None)
        return self._line, offset - self._start + 1


def _problem(kind: str, text: str, at: int, size: int, message: str) -> Problem:
    line, column = Walk(text).to(at)
    return Problem(kind, line, column, column + size, text[at : at + size], message)


def _times(count: int, what: str) -> str:
    return f"one {what}" if count == 1 else f"{count} {what}s"
