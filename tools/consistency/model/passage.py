"""Text that remembers where it stood."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A place in one line: 1-based, columns in code points, the end exclusive."""

    line: int
    column: int
    end_column: int


class Piece(NamedTuple):
    """The part of one source line that a passage holds: `text` begins at `column` of `line`."""

    text: str
    line: int
    column: int


class Passage(NamedTuple):
    """Source text of a heading, cell, item, paragraph or fence line, as written, markup included.

    Its lines are joined with one newline; every offset into `text` leads back to a line and a column.
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, *pieces: Piece) -> Passage:
        return cls("\n".join(piece.text for piece in pieces), pieces)

    @property
    def line(self) -> int:
        return self.pieces[0].line if self.pieces else 1

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`; what runs over a line's end is cut there."""
        for piece in self.pieces:
            size = len(piece.text)
            if start <= size:
                stop = min(end, size)
                return Span(piece.line, piece.column + start, piece.column + max(stop, start))
            start -= size + 1
            end -= size + 1
        raise IndexError("offset outside the passage")

    def whole(self) -> Span:
        """The first line's extent."""
        return self.span(0, len(self.pieces[0].text)) if self.pieces else Span(1, 1, 1)
