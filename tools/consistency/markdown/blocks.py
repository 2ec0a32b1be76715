"""What a Markdown document is made of, for readers."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.passage import Passage, Span


class Uneven(NamedTuple):
    """A body row that is not built like its header.

    row: its index in `Table.rows`
    cells: how many cells were written
    extra: the cells beyond the header's, which the row in `Table.rows` does not have
    closed: the row ends with a pipe, or the header does not either
    span: the row's text
    """

    row: int
    cells: int
    extra: tuple[Passage, ...]
    closed: bool
    span: Span


class Table(NamedTuple):
    """A pipe table. A cell's passage is its trimmed source text; a missing cell is an empty passage at the row's end.

    Every row has as many cells as the header; `uneven` says which rows were written otherwise.
    """

    header: tuple[Passage, ...]
    rows: tuple[tuple[Passage, ...], ...]
    uneven: tuple[Uneven, ...] = ()


class Block(NamedTuple):
    """One block of a document, in document order.

    kind: heading | paragraph | item | table | fence | html | front-matter | definition (of link targets) | rule (---)
    level: of a heading 1-6; of an item its depth, from 1
    passage: the text of a heading, paragraph or item (an item's own text, its nested blocks follow as blocks of their
        own); the lines of a fence's content, of HTML and of front matter, one piece a line
    info: a fence's info string; yaml or toml for front matter
    depth: how many list items the block lies within (an item counts itself)
    quoted: the block lies in a blockquote
    ordered: of an item, from a numbered list
    closed: false for a fence or a comment that runs to the end because nothing closes it
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
    closed: bool = True
