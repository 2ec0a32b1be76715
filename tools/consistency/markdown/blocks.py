"""What a Markdown document is made of, for readers."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.passage import Passage


class Table(NamedTuple):
    """A pipe table. A cell's passage is its trimmed source text; a missing cell is an empty passage at the row's end."""

    header: tuple[Passage, ...]
    rows: tuple[tuple[Passage, ...], ...]


class Block(NamedTuple):
    """One block of a document, in document order.

    kind: heading | paragraph | item | table | fence | html | front-matter
    level: of a heading 1-6; of an item its depth, from 1
    passage: the text of a heading, paragraph or item (an item's own text, its nested blocks follow as blocks of their
        own); the lines of a fence's content, one piece a line
    info: a fence's info string
    depth: how many list items the block lies within (an item counts itself)
    quoted: the block lies in a blockquote
    ordered: of an item, from a numbered list
    line, end_line: the block's source lines, 1-based, the end exclusive
    """

    kind: str
    passage: Passage
    line: int
    end_line: int
    level: int = 0
    depth: int = 0
    info: str = ""
    quoted: bool = False
    ordered: bool = False
    table: Table | None = None
