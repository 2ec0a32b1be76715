"""A Markdown document to blocks whose every character knows its line and column."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from consistency.markdown.blocks import Block
from consistency.markdown.frontmatter import head
from consistency.model.passage import Passage

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    from consistency.markdown.grammar import Parser

_KINDS = {
    "paragraph": "paragraph",
    "heading_open": "heading",
    "fence": "fence",
    "code_block": "fence",
    "html_block": "html",
    "definition": "definition",
    "hr": "rule",
    "table": "table",
}
_NONE = Passage("", ())


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a document, in its order: CommonMark with pipe tables and front matter.

    Never raises on any text. Lines end at \\r\\n, \\r or \\n. Every line with text on it lies in a block.
    """
    source = re.sub("\r\n?", "\n", text) if "\r" in text else text
    if not source.endswith("\n"):
        source += "\n"
    front = head(source)
    source = "\n" * front.lines + source[front.end :]
    state = _read(source)
    found = _gather(state)
    return (front.block, *found) if front.block else tuple(found)


@cache
def _parser() -> Parser:
    from consistency.markdown.grammar import Parser

    return Parser()


def _read(source: str) -> StateBlock:
    from consistency.markdown.blockrules import StateBlock

    parser = _parser()
    state = StateBlock("", cast("MarkdownIt", parser), {}, [])
    _mark(state, source)
    state.env["starts"] = list(state.bMarks)
    parser.block.tokenize(state, 0, state.lineMax)
    return state


def _mark(state: StateBlock, source: str) -> None:
    """Where the lines of a source are and the space they begin with: what StateBlock notes itself, sooner."""
    begins, ends, shifts, counts, begin = [], [], [], [], 0
    for line in source.split("\n")[:-1]:
        shift = count = 0
        if line[:1] in (" ", "\t"):
            shift = len(line) - len(line.lstrip(" \t"))
            count = shift if "\t" not in line else len(line[:shift].expandtabs(4))
        begins.append(begin)
        shifts.append(shift)
        counts.append(count)
        begin += len(line)
        ends.append(begin)
        begin += 1
    state.src = source
    state.bMarks, state.eMarks = [*begins, begin], [*ends, begin]
    state.tShift, state.sCount = [*shifts, 0], [*counts, 0]
    state.bsCount = [0] * len(state.bMarks)
    state.lineMax = len(begins)


def _gather(state: StateBlock) -> list[Block]:
    """The token stream as blocks. An item takes the paragraph that begins it as its own text."""
    found: list[Block] = []
    depth = quotes = 0
    item: Token | None = None
    for token in state.tokens:
        kind = token.type
        if kind == "list_item_close":
            if item is not None:
                found.append(_item(state, item, _NONE, depth, quotes))
                item = None
            depth -= 1
        elif kind == "blockquote_close":
            quotes -= 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            pass
        else:
            if item is not None:
                own = Passage.of(*token.meta["pieces"]) if kind == "paragraph" else _NONE
                found.append(_item(state, item, own, depth, quotes))
                item = None
                if kind == "paragraph":
                    continue
            if kind == "list_item_open":
                depth += 1
                item = token
            elif kind == "blockquote_open":
                quotes += 1
            elif kind in _KINDS:
                found.append(_leaf(token, depth, quotes))
    return found


def _leaf(token: Token, depth: int, quotes: int) -> Block:
    start, end = token.map or (0, 0)
    kind = _KINDS[token.type]
    return Block(
        kind,
        Passage.of(*token.meta.get("pieces", ())),
        start + 1,
        end + 1,
        level=int(token.tag[1]) if kind == "heading" else 0,
        depth=depth,
        info=token.info.strip(),
        quoted=quotes > 0,
        table=token.meta.get("table"),
        closed=token.meta.get("closed", True),
    )


def _item(state: StateBlock, token: Token, own: Passage, depth: int, quotes: int) -> Block:
    start, end = token.map or (0, 0)
    while end > start + 1 and state.isEmpty(end - 1):
        end -= 1
    return Block(
        "item", own, start + 1, end + 1, level=depth, depth=depth, quoted=quotes > 0, ordered=token.markup in (".", ")")
    )
