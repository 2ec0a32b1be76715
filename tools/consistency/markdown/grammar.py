"""markdown-it-py's block grammar, set up so that every token remembers the source place of each of its lines.

While it reads, markdown-it keeps the offset at which the content of each line begins inside the containers that are
open at that moment (`bMarks` + `tShift`), and forgets it in its tokens. The leaf rules here are its own, followed by a
note of those offsets. Two more things differ, for speed and safety: a line's first character decides which rules are
tried, which changes no result; and below `NESTING` levels no further container opens (markdown-it drops the text).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType

from consistency.markdown import leaves
from consistency.markdown.blockrules import ParserBlock, Ruler, StateBlock, blockquote, hr, list_block
from consistency.markdown.table import table_rule

Rule = Callable[[StateBlock, int, int, bool], bool]

#: Levels of quotes (one each) and lists (two each) that are followed.
NESTING = 24

#: The rules in markdown-it's order, with the characters that can begin them.
STARTS: tuple[tuple[Rule, str], ...] = (
    (leaves.fence_rule, "`~"),
    (blockquote, ">"),
    (hr, "*-_"),
    (list_block, "*-+0123456789"),
    (leaves.reference_rule, "["),
    (leaves.html_rule, "<"),
    (leaves.heading_rule, "#"),
)
CONTAINERS = (blockquote, list_block)
#: What can interrupt a paragraph (tables aside), a lazy line of a quote, and the next item of a list.
IN_PARAGRAPH = (leaves.fence_rule, blockquote, hr, list_block, leaves.html_rule, leaves.heading_rule)
IN_LIST = (leaves.fence_rule, blockquote, hr)


def by_character(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    """The rules that a line can begin, by its first character."""
    table: dict[str, tuple[Rule, ...]] = {}
    for rule, characters in STARTS:
        if rule in rules:
            for character in characters:
                table[character] = (*table.get(character, ()), rule)
    return table


def interruption(rules: Sequence[Rule]) -> Rule:
    """One rule for markdown-it's look-ahead: true when one of `rules` begins at the line."""
    candidates = by_character(rules)

    def begins(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001
        found = candidates.get(state.src[state.bMarks[line] + state.tShift[line]], ())
        return any(rule(state, line, end, True) for rule in found)

    return begins


class BlockGrammar(ParserBlock):
    """The block parser: its `tokenize` is the one that the container rules come back to."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler = Ruler()
        self.ruler.push("table", table_rule, {"alt": ["paragraph", "reference"]})
        self.ruler.push("code", leaves.code_rule)
        self.ruler.push("interrupt", interruption(IN_PARAGRAPH), {"alt": ["paragraph", "reference", "blockquote"]})
        self.ruler.push("interrupt-list", interruption(IN_LIST), {"alt": ["list"]})
        every = [rule for rule, _ in STARTS]
        self._rules = by_character(every)
        self._flat = by_character([rule for rule in every if rule not in CONTAINERS])

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        line = startLine
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                return
            self._block(state, line, endLine)
            line = state.line
            if line < endLine and state.isEmpty(line):
                state.line = line = line + 1

    def _block(self, state: StateBlock, line: int, end: int) -> None:
        if state.sCount[line] - state.blkIndent >= 4 and leaves.code_rule(state, line, end, False):
            return
        if table_rule(state, line, end, False):
            return
        rules = self._flat if state.level >= NESTING else self._rules
        for rule in rules.get(state.src[state.bMarks[line] + state.tShift[line]], ()):
            if rule(state, line, end, False):
                return
        leaves.text_rule(state, line, end)


class Parser:
    """What the block rules ask of a MarkdownIt, no more: inline markup is read on demand by `inline`."""

    def __init__(self) -> None:
        self.options = {"html": True, "inline_definitions": True}  # its commonmark preset, and definitions as tokens
        self.block = BlockGrammar()

    def __getitem__(self, name: str) -> BlockGrammar:
        return {"block": self.block}[name]

    @property
    def helpers(self) -> ModuleType:
        """For definitions of links, of which few documents have any."""
        from markdown_it import helpers

        return helpers

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Targets stay as written: nothing here follows them."""
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """As markdown-it: no definition of a script."""
        from markdown_it.common.normalize_url import validateLink

        return validateLink(url)
