"""The text of one config file, or of one fence, and the way from its offsets to places and claims.

Line ends are \\r\\n, \\r and \\n and nothing else; columns count code points, as everywhere.
"""

from __future__ import annotations

import bisect
from typing import Any, NamedTuple

from consistency.model.claim import Claim
from consistency.model.passage import Passage, Piece, Span
from consistency.model.pattern import lazily

_LINE_END = lazily(r"\r\n|\r|\n")


class Sheet(NamedTuple):
    """`starts` are the offsets of the lines in `text`, `pieces` the lines with their place in the file.

    `file` is the path where the file's own name may say what it is about, "" for a fence.
    """

    path: str
    text: str
    starts: tuple[int, ...]
    pieces: tuple[Piece, ...]
    source: str = ""
    scope: str = ""
    role: str = "config"
    file: str = ""

    @classmethod
    def of(cls, path: str, text: str) -> Sheet:
        """A whole file."""
        starts, pieces = [0], []
        for match in _LINE_END.finditer(text):
            pieces.append(Piece(text[starts[-1] : match.start()], len(starts), 1))
            starts.append(match.end())
        pieces.append(Piece(text[starts[-1] :], len(starts), 1))
        return cls(path, text, tuple(starts), tuple(pieces), file=path)

    @classmethod
    def of_passage(cls, path: str, passage: Passage, role: str = "canon") -> Sheet:
        """A fence in a Markdown document: every claim's place is the document's."""
        starts, at = [], 0
        for piece in passage.pieces:
            starts.append(at)
            at += len(piece.text) + 1
        if not passage.pieces:
            return cls.of(path, "")._replace(role=role, file="")
        return cls(path, passage.text, tuple(starts), passage.pieces, role=role)

    def row(self, offset: int) -> int:
        """The index of the line that holds an offset."""
        return bisect.bisect_right(self.starts, max(offset, 0)) - 1

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`, cut at the first line's end."""
        row = self.row(start)
        piece, first = self.pieces[row], self.starts[row]
        begin = min(max(start - first, 0), len(piece.text))
        stop = min(max(end - first, begin), len(piece.text))
        return Span(piece.line, piece.column + begin, piece.column + stop)

    def statement(self, offset: int) -> str:
        """The name of the entry that begins at an offset: its line and column."""
        span = self.span(offset, offset)
        return f"L{span.line}.{span.column}"

    def claim(self, attribute: str, value: str, start: int, end: int, **fields: Any) -> Claim:
        """One claim on `text[start:end]`; path, role, scope and source are the sheet's unless `fields` say so."""
        span = self.span(start, end)
        first = self.starts[self.row(start)]
        piece = self.pieces[self.row(start)]
        quote = piece.text[span.column - piece.column : span.end_column - piece.column]
        fields.setdefault("role", self.role)
        fields.setdefault("scope", self.scope)
        fields.setdefault("source", self.source)
        fields.setdefault("section", self.path)
        fields.setdefault("statement", self.statement(min(start, first + len(piece.text))))
        return Claim(attribute, value, self.path, span.line, span.column, span.end_column, quote, **fields)

    def problem(self, kind: str, offset: int, why: str = "") -> Claim:
        """The document cannot be read here: the whole line is cited, `part` says why."""
        row = self.row(offset)
        text = self.pieces[row].text
        lead = len(text) - len(text.lstrip())
        start = self.starts[row] + lead
        return self.claim("problem", kind, start, self.starts[row] + len(text.rstrip()), part=why)
