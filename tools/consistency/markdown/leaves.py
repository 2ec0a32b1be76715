"""The leaf blocks: markdown-it's rules, each followed by a note of where its lines stood.

A rule emits one token whose meta holds `pieces`, the source text of its lines with their places, and `closed`, false
when the block runs to the end because nothing closes it.
"""

from __future__ import annotations

from collections.abc import Iterable

from consistency.markdown.blockrules import StateBlock, Token, code, fence, html_block, reference
from consistency.markdown.table import BLANK
from consistency.model.passage import Piece
from consistency.model.pattern import lazily

_HEADING = lazily(r"#{1,6}(?=[ \t]|$)")


def piece(state: StateBlock, line: int, begin: int, end: int) -> Piece:
    return Piece(state.src[begin:end], line + 1, begin - state.env["starts"][line] + 1)


def trimmed(state: StateBlock, lines: Iterable[int]) -> tuple[Piece, ...]:
    """Lines of running text, without the space around them."""
    pieces = []
    for line in lines:
        begin = state.bMarks[line] + state.tShift[line]
        text = state.src[begin : state.eMarks[line]]
        bare = text.strip(BLANK)
        pieces.append(Piece(bare, line + 1, begin + text.find(bare) - state.env["starts"][line] + 1))
    return tuple(pieces)


def dedented(state: StateBlock, lines: Iterable[int], indent: int) -> tuple[Piece, ...]:
    """Lines of literal text, less `indent` columns of leading space; a tab that is cut in two stays."""
    pieces = []
    for line in lines:
        begin, last, width = state.bMarks[line], state.eMarks[line], 0
        while begin < last and width < indent:
            character = state.src[begin]
            if character == "\t":
                width += 4 - (width + state.bsCount[line]) % 4
            elif character == " " or begin < state.bMarks[line] + state.tShift[line]:  # or a list's marker
                width += 1
            else:
                break
            if width <= indent:
                begin += 1
        pieces.append(piece(state, line, begin, last))
    return tuple(pieces)


def extent(token: Token) -> tuple[int, int]:
    """A block token's lines, 0-based, the end exclusive."""
    assert token.map is not None  # every rule here sets it
    return token.map[0], token.map[1]


def fence_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not fence(state, start, end, silent):
        return False
    if not silent:
        token = state.tokens[-1]
        last = start + 1 + token.content.count("\n")
        token.meta["pieces"] = dedented(state, range(start + 1, last), state.sCount[start])
        token.meta["closed"] = state.line > last
    return True


def code_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not code(state, start, end, silent):
        return False
    token = state.tokens[-1]
    token.meta["pieces"] = dedented(state, range(*extent(token)), state.blkIndent + 4)
    return True


def html_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not html_block(state, start, end, silent):
        return False
    if not silent:
        token = state.tokens[-1]
        token.meta["pieces"] = dedented(state, range(*extent(token)), state.blkIndent)
        token.meta["closed"] = not token.content.lstrip(BLANK).startswith("<!--") or "-->" in token.content
    return True


def reference_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not reference(state, start, end, silent):
        return False
    if not silent:
        token = state.tokens[-1]
        token.meta["pieces"] = trimmed(state, range(*extent(token)))
    return True


def heading_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """`## Text ##`: markdown-it's `heading`, of which a document has many, in one token for three."""
    begin, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    found = _HEADING.match(state.src, begin, last)
    if not found or state.is_code_block(start):
        return False
    if silent:
        return True
    begin = found.end()
    rest = state.src[begin:last].rstrip(" \t")
    bare = rest.rstrip("#")
    text = (bare if bare[-1:] in (" ", "\t") else rest).strip(BLANK)
    begin = state.src.index(text, begin) if text else min(begin + 1, last)
    state.line = start + 1
    token = state.push("heading_open", f"h{len(found[0])}", 0)
    token.map = [start, state.line]
    token.meta["pieces"] = (piece(state, start, begin, begin + len(text)),)
    return True


def text_rule(state: StateBlock, start: int, end: int) -> None:
    """A paragraph, or the heading that an underline makes of it: `lheading` and `paragraph` in one pass."""
    terminators = state.md.block.ruler.getRules("paragraph")
    outer, state.parentType = state.parentType, "paragraph"
    level, line, indent = 0, start + 1, state.blkIndent
    while line < state.lineMax and not state.isEmpty(line):
        count = state.sCount[line]
        if count - indent <= 3:  # deeper is a lazy line, and so is what a quote has marked with a negative count
            level = _underline(state, line) if count >= indent and line < end else 0
            if level or (count >= 0 and any(rule(state, line, state.lineMax, True) for rule in terminators)):
                break
        line += 1
    state.parentType = outer
    state.line = line + (1 if level else 0)
    token = state.push("heading_open" if level else "paragraph", f"h{level}" if level else "p", 0)
    token.map = [start, state.line]
    token.meta["pieces"] = trimmed(state, range(start, line))


def _underline(state: StateBlock, line: int) -> int:
    """The level of the heading that a line of = or - makes of the text above it, or 0."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    marker = text[0]
    if marker not in "-=" or text.rstrip(" \t").strip(marker):
        return 0
    return 1 if marker == "=" else 2
