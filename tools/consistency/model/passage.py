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
        for text, line, column in self.pieces:
            size = len(text)
            if start <= size:
                return Span(line, column + start, column + max(min(end, size), start))
            start -= size + 1
            end -= size + 1
        raise IndexError("offset outside the passage")

    def slice(self, start: int, end: int | None = None) -> Passage:
        """The passage of `text[start:end]`, with its own places."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        if len(self.pieces) == 1 and 0 <= start <= stop:
            _, line, column = self.pieces[0]
            text = self.text[start:stop]
            return Passage(text, (Piece(text, line, column + start),))
        pieces, offset = [], 0
        for piece in self.pieces:
            size = len(piece.text)
            if offset > stop:
                break
            if offset + size >= start:
                low, high = max(start - offset, 0), min(stop - offset, size)
                if low <= high:
                    pieces.append(Piece(piece.text[low:high], piece.line, piece.column + low))
            offset += size + 1
        return Passage.of(*(pieces or [self.pieces[-1]._replace(text="")])) if self.pieces else self

    def lines(self) -> list[Passage]:
        """Each line by itself."""
        return [Passage(piece.text, (piece,)) for piece in self.pieces]

    def whole(self) -> Span:
        """The first line's extent."""
        return self.span(0, len(self.pieces[0].text)) if self.pieces else Span(1, 1, 1)
