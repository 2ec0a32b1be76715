"""Change rules: "if X changes, update: list of files", as sentences, lists or a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from consistency.markdown.blocks import Block
from consistency.markdown.parse import blocks
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.declared.value import normal, plain

#: Words of a condition and the claim attributes that they mean.
_WORDS = {
    "ports?": ("port",),
    "bind(?:s|ing)?|listen(?:s|er|ers)?": ("bind",),
    "hosts?|machines?|address(?:es)?": ("host",),
    "urls?": ("base_url",),
    "endpoints?": ("port", "bind", "host", "base_url", "health"),
    "domains?": ("domain",),
    "health|probes?": ("health",),
    "auth\\w*|keys?|tokens?": ("auth",),
    "alias(?:es)?|rout(?:e|es|ing)": ("alias",),
    "models?": ("model",),
    "fallbacks?": ("fallback",),
    "ranges?|allocations?": ("range",),
    "postures?|directions?": ("posture",),
    "defaults?|timeouts?": ("default",),
    "units?": ("unit",),
    "services?": ("service", "unit", "status"),
    "containers?|images?": ("container",),
    "exposures?": ("exposure", "bind"),
}
_MEANINGS = tuple((lazily(rf"\b(?:{words})\b", re.IGNORECASE), meant) for words, meant in _WORDS.items())
_CONDITION = lazily(
    r"^[\s*_]*(?:if|when|whenever)\s+(?P<what>.{1,300}?)\s+(?:changes?|moves?|is\s+(?:changed|moved|added|removed|renamed))\b",
    re.IGNORECASE | re.DOTALL,
)
_UPDATE = lazily(r"\b(?:update|change|revise|adapt)\b", re.IGNORECASE)
_CODE = lazily(r"`([^`\n]+)`")
_WHEN = frozenset(
    ("if", "when", "change", "changes", "what changes", "when this changes", "if this changes", "trigger")
)
_THEN = frozenset(("update", "then update", "files", "update these", "also update", "must update", "documents"))


class ChangeRule(NamedTuple):
    """`attributes` are those of the claims it is about, `services` the names it is limited to (() for all).

    `files` are claims of attribute path: the paths to be looked at; one that ends in / means the folder.
    `claim` is the condition as it stands (attribute path, value the condition).
    """

    what: str
    attributes: frozenset[str]
    services: tuple[str, ...]
    files: tuple[Claim, ...]
    claim: Claim


class ChangeRules(NamedTuple):
    """`problems` are claims (attribute problem, value change-rule, `part` says why)."""

    rules: tuple[ChangeRule, ...] = ()
    problems: tuple[Claim, ...] = ()


def read_change_rules(path: str, text: str) -> ChangeRules:
    """The rules of a page. Never raises on any text; a condition without a file, or about nothing, is a problem."""
    reader = _Reader(path)
    for block in blocks(text):
        reader.take(block)
    if not reader.rules:
        first = re.split(r"[\r\n]", text, maxsplit=1)[0][:200]
        why = "the page has no rule: write 'If X changes, update: `file`'"
        reader.problems.append(Claim("problem", "change-rule", path, 1, 1, 1 + len(first), first, part=why))
    for rule in reader.rules:
        if not rule.files:
            reader.problems.append(rule.claim._replace(attribute="problem", value="change-rule", part="names no file"))
        elif not rule.attributes:
            why = "names nothing that a document states about a service: a port, a bind, a model ..."
            reader.problems.append(rule.claim._replace(attribute="problem", value="change-rule", part=why))
    return ChangeRules(tuple(reader.rules), tuple(reader.problems))


class _Reader:
    """Walks the blocks; `open` is the level of the heading, or the depth of the item, whose rule still takes files."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.rules: list[ChangeRule] = []
        self.problems: list[Claim] = []
        self.heading = 0
        self.depth = -1

    def take(self, block: Block) -> None:
        if block.kind == "heading":
            if not self.heading or block.level <= self.heading:
                self.heading, self.depth = 0, -1
            if self._rule(block.passage):
                self.heading = block.level
        elif block.kind == "table" and block.table:
            self._table([plain(cell.text) for cell in block.table.header], block.table.rows)
        elif block.kind in ("item", "paragraph"):
            if self._rule(block.passage):
                self.heading, self.depth = 0, block.depth
            elif self.heading or (self.depth >= 0 and block.depth > self.depth):
                self._add(block.passage, 0)

    def _rule(self, passage: Passage) -> bool:
        match = _CONDITION.match(passage.text)
        if match is None:
            return False
        self._new(passage, match.start("what"), match.end("what"))
        update = _UPDATE.search(passage.text, match.end())
        if update:
            self._add(passage, update.end())
        return True

    def _table(self, names: list[str], rows: Iterable[tuple[Passage, ...]]) -> None:
        when = next((index for index, name in enumerate(names) if name in _WHEN), -1)
        then = next((index for index, name in enumerate(names) if name in _THEN), -1)
        if min(when, then) < 0:
            return
        self.heading, self.depth = 0, -1
        for row in rows:
            if row[when].text:
                self._new(row[when], 0, len(row[when].text))
                self._add(row[then], 0)

    def _new(self, passage: Passage, start: int, end: int) -> None:
        what = normal(passage.text[start:end])
        words = _CODE.sub(" ", what)
        meant = {attribute for pattern, attributes in _MEANINGS if pattern.search(words) for attribute in attributes}
        services = tuple(match[1].strip() for match in _CODE.finditer(what))
        claim = self._claim("path", what, passage, start, end, "condition")
        self.rules.append(ChangeRule(what, frozenset(meant), services, (), claim))

    def _add(self, passage: Passage, start: int) -> None:
        """The files in code spans of a text belong to the rule that is open."""
        files = tuple(
            self._claim("path", match[1].strip().removeprefix("./"), passage, *match.span(1), "change-rule")
            for match in _CODE.finditer(passage.text, start)
            if re.search(r"[/.]", match[1]) and not re.search(r"\s", match[1].strip())
        )
        self.rules[-1] = self.rules[-1]._replace(files=self.rules[-1].files + files)

    def _claim(self, attribute: str, value: str, passage: Passage, start: int, end: int, part: str) -> Claim:
        span = passage.span(start, end)
        quote = passage.text[start : start + span.end_column - span.column]
        return Claim(attribute, value, self.path, *span, quote, part=part, source="change-rules",
                     statement=f"L{span.line}")  # fmt: skip
