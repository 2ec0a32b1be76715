"""Where the development server of a build tool answers, as pages tell: `UI (Vite dev server) | http://localhost:5173`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make
from consistency.readers.scripted import ELSEWHERE, local
from consistency.values import exact
from consistency.values.endpoint import Literal

#: The tool as what listens, and not as what something is built with: `Vue 3 + Vite` says nothing of a port.
_SAID = lazily(
    r"\(\s*vite\b[^()]{0,60}\)|\bvite(?:['’]s)?\s+dev(?:elopment)?[\s-]server\b|^[\s>*+•`-]*vite[`*]*\s*(?:[:—–-]|\.{3})|"
    r"\b(?:starts|runs|launches|startet)\s+[`*]*vite[`*]*\s+(?:on|at|auf|unter)\b|"
    r"\bvite\s+(?:then\s+|now\s+)?(?:runs|listens|serves|starts|startet|läuft|lauscht|is\s+(?:served|available|reachable)?)\s*(?:on|at|auf|unter)\b",
    re.IGNORECASE,
)
#: What is not so, or only where nothing else is said.
_UNLESS = lazily(r"\b(?:default|defaults|taken|in use|busy|instead|not|never|no longer|was|unless|if)\b", re.IGNORECASE)


def told(block: Block, context: Context) -> Iterator[Claim]:
    """The local port of each line, or row, that speaks of the tool's server."""
    if context.role != "canon" or context.modality != "stated":
        return
    rows = block.table.rows if block.table else ((line,) for line in _lines(block.passage))
    for pieces in rows:
        if not any("ite" in piece.text for piece in pieces):
            continue
        plain = [mask(piece.text) for piece in pieces]
        said = next((match for one in plain if (match := _SAID.search(one))), None)
        if said and not any(_UNLESS.search(one) for one in plain):
            yield from _one(pieces, plain, said, context)


def _lines(passage: Passage) -> tuple[Passage, ...]:
    text = passage.text
    return tuple(passage.lines()) if "ite" in text and "vite" in text.lower() else ()


def _one(pieces: Sequence[Passage], plain: Sequence[str], said: re.Match[str], context: Context) -> Iterator[Claim]:
    """The one port of the pieces, of several the first one behind the words: `and leads /api to port 8180`."""
    found = [(piece, one) for piece, text in zip(pieces, plain, strict=True) for one in _ports(text)]
    if len({one.low for _, one in found}) > 1:
        found = [(piece, one) for piece, one in found if len(pieces) == 1 and one.start >= said.end()]
    if found and not (len(pieces) == 1 and _leads_away(said, found[0][1])):
        piece, one = found[0]
        yield make(
            context, piece, one.value_start, one.value_end, "port", str(one.low), service=exact.tool("Vite"), host="",
            port=one.low, source=PROJECT, statement=f"L{piece.line}",
        )  # fmt: skip


def _leads_away(said: re.Match[str], one: Literal) -> bool:
    """`Vite proxies /api to ...`: the port is somebody else's by the words around the tool's, or in its own sentence."""
    if one.start >= said.end():
        return ELSEWHERE.search(said.string, said.end(), one.start) is not None
    return ELSEWHERE.search(said.string, 0, said.start()) is not None


def _ports(text: str) -> list[Literal]:
    """The local ports of a text, and where it has none, numbers that can be: `**5174** - dashboard (Vite)`."""
    return list(local(text)) or [one for one in phrases.all_literals(text, True, True) if one.word == "bare"]
