"""Reads the definition of done. What is missing or wrong in it is a located problem, never a silence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.blocks import Block
from consistency.markdown.parse import blocks
from consistency.model.claim import ROLES, Claim
from consistency.model.finding import SEVERITIES
from consistency.model.passage import Passage, Piece
from consistency.model.pattern import lazily
from consistency.readers.declared.check import Check
from consistency.readers.declared.declaration import declaration, opened
from consistency.readers.declared.definition import Definition, Family
from consistency.readers.declared.value import bare, normal, plain

FENCE = "consistency-check"
FAMILIES = "ABCDEF"

_FAMILY = lazily(
    r"(?P<word>(?:claim )?family )?(?P<letter>[a-z])(?P<mark>[.:)·]\s+|\s+[–—-]\s+|\s+)(?P<title>\S.*)", re.IGNORECASE
)
_CODE = lazily(r"`([^`]+)`")
_LABEL = lazily(r"^[*_]{0,2}(?P<label>[A-Za-z][A-Za-z /-]{2,40}?)[*_]{0,2}\s*[:：][*_]{0,2}(?:\s+|$)")
_FIELDS = {
    "risk": "risk",
    "evidence": "sources",
    "evidence source": "sources",
    "evidence sources": "sources",
    "sources": "sources",
    "check": "check",
    "checks": "check",
    "how to check": "check",
    "expected signal": "signals",
    "expected signals": "signals",
    "signal": "signals",
    "signals": "signals",
    "precedence": "precedence",
}
_NEEDED = {"sources": "evidence source", "check": "check", "signals": "expected signal"}
_MISSPELT = lazily(r"\bcons\w*[-_. ]+ch\w*|^(?:ya?ml )?checks?$", re.IGNORECASE)


def read_definition(path: str, text: str) -> Definition:
    """Read the page. Never raises on any text: what is missing or wrong is a located problem."""
    reader = _Reader(path, re.split("\r\n|\r|\n", text))
    for block in blocks(text):
        reader.take(block)
    return reader.finish()


class _Reader:
    """Walks the blocks once; `fields` gathers the texts of the family that is open."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path, self.lines = path, lines
        self.headings: list[tuple[int, str]] = []
        self.families: list[Family] = []
        self.scope: list[Claim] = []
        self.rubric: list[tuple[str, str]] = []
        self.problems: list[Claim] = []
        self.level = 0
        self.fields: dict[str, str] = {}
        self.field_open = ""
        self.checks: list[Check] = []

    def take(self, block: Block) -> None:
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "fence":
            self._fence(block)
        elif block.kind == "table" and block.table:
            if "severity" in self._above():
                self.rubric.extend(
                    (plain(row[0].text), normal(row[1].text)) for row in block.table.rows if len(row) > 1
                )
        elif block.kind in ("item", "paragraph"):
            if self.level:
                self._field(block)
            elif "scope" in self._above() or "canonical doc" in self._above():
                self._scope(block.passage)

    def _above(self) -> str:
        return self.headings[-1][1].casefold() if self.headings else ""

    def _heading(self, block: Block) -> None:
        start, end = bare(block.passage.text, 0, len(block.passage.text))
        title = normal(block.passage.text[start:end])
        self.headings = [heading for heading in self.headings if heading[0] < block.level]
        if self.level and block.level <= self.level:
            self._close()
        match = _FAMILY.fullmatch(title)
        inside = any("famil" in heading.casefold() for _, heading in self.headings)
        if match and not self.level and (match["word"] or match["mark"].strip() or inside):
            self._open(block, match["letter"].upper(), normal(match["title"]))
        self.headings.append((block.level, title))

    def _open(self, block: Block, letter: str, title: str) -> None:
        self.level = block.level
        quote = block.passage.pieces[0].text
        family = Family(letter, title, self.path, block.passage.whole(), quote)
        if any(other.letter == letter for other in self.families):
            self._problem("dod-family", block.passage, f"family {letter} is described twice")
        self.families.append(family)

    def _close(self) -> None:
        family = self.families[-1]
        order = re.split(r"[,>]|\s->\s|→|\bthen\b", self.fields.get("precedence", ""))
        roles = tuple(word for word in map(plain, order) if word)
        self.families[-1] = family._replace(
            risk=self.fields.get("risk", ""),
            sources=self.fields.get("sources", ""),
            check=self.fields.get("check", ""),
            signals=self.fields.get("signals", ""),
            precedence=roles if set(roles) <= set(ROLES) and len(set(roles)) == len(roles) else (),
            checks=tuple(self.checks),
        )
        if roles and not self.families[-1].precedence:
            self._at(
                family, "dod-family", f"family {family.letter}: precedence orders {', '.join(ROLES[:3])}, each once"
            )
        self.level, self.fields, self.checks, self.field_open = 0, {}, [], ""

    def _field(self, block: Block) -> None:
        """`Check: ...` as an item or a paragraph's line; what follows it belongs to it up to the next such label."""
        lines = block.passage.text.split("\n") if block.kind == "paragraph" else [block.passage.text]
        for line in lines:
            match = _LABEL.match(line)
            name = _FIELDS.get(normal(match["label"]).casefold(), "") if match else ""
            if match and name:
                self.field_open = name
                line = line[match.end() :]
            elif match and block.depth < 2:
                self.field_open = ""
            if self.field_open and line.strip():
                known = self.fields.get(self.field_open, "")
                self.fields[self.field_open] = normal(f"{known} {line}")

    def _fence(self, block: Block) -> None:
        words = block.info.split()
        if words[:1] in (["yaml"], ["yml"]):
            words = words[1:]
        if words != [FENCE]:
            if _MISSPELT.search(block.info):
                self._fence_problem(block, f"the fence says '{block.info[:40]}': a check is declared in ```{FENCE}")
            if not block.closed:
                self._fence_problem(block, "the fence is never closed and takes the rest of the page")
            return
        if not block.closed:
            self._fence_problem(block, "the check's fence is never closed and takes the rest of the page")
            return
        if not self.level or self.families[-1].letter not in FAMILIES:
            self._fence_problem(block, "a check is declared under the heading of its family, A to F")
            return
        declared = declaration(self.path, block.passage, self.families[-1].letter, self._opening(block))
        self.problems.extend(declared.problems)
        if declared.check:
            if any(other.id == declared.check.id for other in self._declared()):
                self._fence_problem(block, f"a second check with the id '{declared.check.id}'")
            else:
                self.checks.append(declared.check)

    def _declared(self) -> Iterator[Check]:
        for family in self.families:
            yield from family.checks
        yield from self.checks

    def _scope(self, passage: Passage) -> None:
        for match in _CODE.finditer(passage.text):
            name = match[1].strip()
            if name.endswith((".md", ".markdown", ".mdx")) and "*" not in name:
                start = match.start(1) + len(match[1]) - len(match[1].lstrip())
                self.scope.append(self._claim("path", name, passage, start, start + len(name), part="scope"))

    def _claim(self, attribute: str, value: str, passage: Passage, start: int, end: int, part: str) -> Claim:
        span = passage.span(start, end)
        quote = passage.text[start : start + span.end_column - span.column]
        place = (span.line, span.column, span.end_column)
        return Claim(attribute, value, self.path, *place, quote, part=part, section=self._above(),
                     source="definition-of-done", statement=f"L{span.line}")  # fmt: skip

    def _problem(self, kind: str, passage: Passage, why: str) -> None:
        size = len(passage.pieces[0].text) if passage.pieces else 0
        self.problems.append(self._claim("problem", kind, passage, 0, size, why))

    def _opening(self, block: Block) -> Piece:
        """The line that opens a fence, trimmed."""
        line = self.lines[block.line - 1] if block.line <= len(self.lines) else ""
        return Piece(line.strip(" \t"), block.line, len(line) - len(line.lstrip(" \t")) + 1)

    def _fence_problem(self, block: Block, why: str) -> None:
        self.problems.append(opened(self.path, self._opening(block), why))

    def _at(self, family: Family, kind: str, why: str) -> None:
        self.problems.append(Claim("problem", kind, self.path, *family.span, family.quote, part=why,
                                   source="definition-of-done", statement=f"L{family.span.line}"))  # fmt: skip

    def finish(self) -> Definition:
        if self.level:
            self._close()
        for family in self.families:
            missing = [word for name, word in _NEEDED.items() if not getattr(family, name)]
            if missing and family.high_risk:
                self._at(family, "dod-family", f"family {family.letter} names no {' and no '.join(missing)}")
        self._whole()
        problems = sorted(self.problems, key=lambda claim: (claim.line, claim.column, claim.part))
        return Definition(self.path, tuple(self.families), tuple(self.scope), tuple(self.rubric), tuple(problems))

    def _whole(self) -> None:
        """What the page as a whole lacks, said at its first line."""
        quote = self.lines[0][:200]
        known = {family.letter for family in self.families}
        wanted: list[tuple[str, str]] = []
        if absent := [letter for letter in FAMILIES if letter not in known]:
            letters = ", ".join(absent)
            wanted.append(
                ("dod-family", f"no heading describes {'families' if len(absent) > 1 else 'family'} {letters}")
            )
        if not self.scope:
            wanted.append(("dod-scope", "no list under a heading 'Scope' names the canonical documents"))
        if missing := [word for word in SEVERITIES if word not in dict(self.rubric)]:
            wanted.append(("dod-rubric", f"no table under a heading 'Severity' says what {', '.join(missing)} means"))
        for kind, why in wanted:
            self.problems.append(Claim("problem", kind, self.path, 1, 1, 1 + len(quote), quote, part=why,
                                       source="definition-of-done", statement="L1"))  # fmt: skip
