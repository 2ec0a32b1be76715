"""Mojibake that a page shows on purpose: as code, where the page speaks of encodings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consistency.markdown.inline import code_spans
from consistency.markdown.parse import blocks
from consistency.markdown.text import Problem
from consistency.model.pattern import lazily

_ABOUT = lazily(
    r"\b(?:mojibake|encod(?:ed|ing|ings)|decod(?:ed|ing)|utf-?8|windows-?1252|cp-?1252|latin-?1|iso-?8859-1|garbled|misread)\b",
    re.IGNORECASE,
)


def meant(text: str, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems without the mojibake that is an example; garbled text in code of any other page is still told."""
    if not any(problem.kind == "mojibake" for problem in problems) or not _ABOUT.search(text):
        return tuple(problems)
    shown = _shown(text)
    return tuple(
        problem
        for problem in problems
        if problem.kind != "mojibake"
        or not any(start <= problem.column < end for start, end in shown.get(problem.line, ()))
    )


def _shown(text: str) -> dict[int, list[tuple[int, int]]]:
    """Line to the columns that are code there."""
    places: dict[int, list[tuple[int, int]]] = {}
    for block in blocks(text):
        if block.kind == "fence":
            for piece in block.passage.pieces:
                places.setdefault(piece.line, []).append((piece.column, piece.column + len(piece.text)))
            continue
        cells = [cell for row in (block.table.header, *block.table.rows) for cell in row] if block.table else []
        for passage in cells or [block.passage]:
            for start, end in code_spans(passage.text):
                span = passage.span(start, end)
                places.setdefault(span.line, []).append((span.column, span.end_column))
    return places
