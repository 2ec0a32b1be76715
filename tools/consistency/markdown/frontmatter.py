"""Front matter: metadata between two fences at a document's head, which Markdown itself does not know."""

from __future__ import annotations

from typing import NamedTuple

from consistency.markdown.blocks import Block
from consistency.model.passage import Passage, Piece
from consistency.model.pattern import lazily

_OPENERS = {"---": ("yaml", ("---", "...")), "+++": ("toml", ("+++",))}
_KEY = lazily(r"""\s*["']?[^\s:="'#\-][^:=]*(:(\s|$)|\s*=)""")


class Head(NamedTuple):
    """`block` is the front matter, if any; `lines` and `end` are its extent in lines and characters."""

    block: Block | None
    lines: int = 0
    end: int = 0


def head(source: str) -> Head:
    """The front matter of a document whose lines end with a newline.

    The first line must be the fence alone, and the first line inside that is neither blank nor a comment must begin
    with a key: a rule (`---`) at the top of ordinary text is not front matter.
    """
    kind, closers = _OPENERS.get(source[:5].partition("\n")[0].rstrip(" \t"), ("", ()))
    if not kind:
        return Head(None)
    start = source.index("\n") + 1
    pieces: list[Piece] = []
    while start < len(source):
        end = source.index("\n", start)
        text = source[start:end]
        if text.rstrip(" \t") in closers:
            lines = len(pieces) + 2
            block = Block("front-matter", Passage.of(*pieces), 1, lines + 1, info=kind)
            return Head(block, lines, end + 1) if _has_key(pieces) else Head(None)
        pieces.append(Piece(text, len(pieces) + 2, 1))
        start = end + 1
    return Head(None)


def _has_key(pieces: list[Piece]) -> bool:
    for piece in pieces:
        text = piece.text.strip()
        if text and not text.startswith("#"):
            return _KEY.match(piece.text) is not None
    return False
