"""A `consistency-check` fence to a Check, or to problems that stand where the mistake is.

The same rules are written down for editors in schema/dod-check.schema.json; this reader is by hand because it says at
which line and in which words a declaration is wrong, and because a commit's check should not wait for a validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from consistency.model.claim import ATTRIBUTES as KNOWN
from consistency.model.claim import Claim
from consistency.model.finding import SEVERITIES
from consistency.model.passage import Passage, Piece, Span
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import read_yaml
from consistency.readers.declared.check import ATTRIBUTES, FORMATS, KINDS, RELATIONS, Check, Place
from consistency.readers.declared.grammar import PatternError
from consistency.readers.declared.jsonpath import PathError, compile_path, compile_relative
from consistency.readers.declared.pattern import checked

PROBLEM = "dod-check"

_ID = lazily(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_CHECK = ("id", "title", "severity", "must", "places", "values", "attribute", "ignore_case")
_PLACE = ("path", *KINDS, "key", "take", "section", "where", "list", "latest", "format")
_ONLY = {"section": ("column", "bullet"), "where": ("column",), "list": ("column", "bullet", "jsonpath")}
_MOST_PLACES, _MOST_TEXT, _MOST_STARS = 20, 1000, 3


class Declared(NamedTuple):
    """The check, None where the fence holds none that can be run; then `problems` says why."""

    check: Check | None
    problems: tuple[Claim, ...]


def declaration(path: str, passage: Passage, family: str, opening: Piece) -> Declared:
    """Read one fence's content; `opening` is the line that opens it, `family` the letter of the heading above."""
    sheet = Sheet.of_passage(path, passage)._replace(source="definition-of-done")
    reader = _Declaration(sheet, family, opening)
    stream = read_yaml(sheet)
    reader.problems.extend(problem._replace(value=PROBLEM) for problem in stream.problems)
    check = None
    if not stream.problems:
        if len(stream.roots) == 1 and stream.roots[0].kind == "mapping":
            check = reader.check(stream.roots[0])
        else:
            reader.wrong(None, "a check is one mapping: id, title, severity, must, places")
    return Declared(None if reader.problems else check, tuple(reader.problems))


def opened(path: str, opening: Piece, why: str) -> Claim:
    """A problem that is cited at the line which opens a fence."""
    span = Passage.of(opening).whole()
    return Claim("problem", PROBLEM, path, *span, opening.text, part=why, source="definition-of-done",
                 statement=f"L{span.line}")  # fmt: skip


class _Declaration:
    """Walks the nodes of one fence and collects what is wrong with them."""

    def __init__(self, sheet: Sheet, family: str, opening: Piece) -> None:
        self.sheet, self.family, self.opening = sheet, family, opening
        self.problems: list[Claim] = []

    def wrong(self, node: Node | None, why: str) -> None:
        """A problem at a node, or at the fence's opening line."""
        if node is None:
            self.problems.append(opened(self.sheet.path, self.opening, why))
        else:
            self.problems.append(self.sheet.claim("problem", PROBLEM, node.start, node.end, part=why))

    def check(self, root: Node) -> Check:
        self._known(root, _CHECK)
        must = self._choice(root, "must", RELATIONS)
        entry = root.get("places")
        places = tuple(place for place in map(self._place, self._places(entry)) if place)
        attribute = self._choice(root, "attribute", KNOWN) if root.get("attribute") else ATTRIBUTES.get(self.family)
        check = Check(
            id=self._text(root, "id", _ID, "lower-case words joined by hyphens"),
            family=self.family,
            title=self._text(root, "title"),
            severity=self._choice(root, "severity", SEVERITIES),
            must=must,
            places=places,
            path=self.sheet.path,
            span=Passage.of(self.opening).whole(),
            quote=self.opening.text,
            attribute=attribute or "default",
            values=self._texts(root.get("values"), "values"),
            ignore_case=self._flag(root, "ignore_case"),
        )
        if not self.problems:
            self._fits(check, root)
        return check

    def _fits(self, check: Check, root: Node) -> None:
        """What a relation asks of its places."""
        spoken = check.must in ("say", "not-say")
        if spoken is not bool(check.values):
            why = f"'{check.must}' needs values" if spoken else f"'{check.must}' compares places: values has no meaning"
            self.wrong(root.get("values") or root.get("must"), why)
        if check.must in ("agree", "subset", "disjoint") and len(check.places) < 2:
            self.wrong(root.get("places"), f"'{check.must}' compares at least two places")
        keyed = [place.keyed for place in check.places]
        if check.must == "one" and not all(keyed):
            self.wrong(root.get("places"), "'one' needs a key in every place")
        elif any(keyed) and not all(keyed):
            self.wrong(root.get("places"), "either every place has a key or none")

    def _places(self, entry: Node | None) -> Iterable[Node]:
        if entry is None or entry.kind != "sequence" or not entry.items:
            self.wrong(entry, "places is a list of at least one place")
            return ()
        if len(entry.items) > _MOST_PLACES:
            self.wrong(entry, f"more than {_MOST_PLACES} places")
        return entry.items[:_MOST_PLACES]

    def _place(self, node: Node) -> Place | None:
        if node.kind != "mapping":
            self.wrong(node, "a place is a mapping: path and one of column, bullet, pattern, jsonpath")
            return None
        self._known(node, _PLACE)
        kinds = [kind for kind in KINDS if node.get(kind)]
        if len(kinds) != 1:
            self.wrong(node, "a place has exactly one of column, bullet, pattern, jsonpath")
            return None
        kind = kinds[0]
        for word, allowed in _ONLY.items():
            if node.get(word) and kind not in allowed:
                self.wrong(node.get(word), f"'{word}' has no meaning beside {kind}")
        here = self.sheet.claim("problem", PROBLEM, node.start, node.end)
        place = Place(
            path=self._path(node),
            kind=kind,
            locator=self._text(node, kind),
            span=Span(here.line, here.column, here.end_column),
            quote=here.quote,
            key=self._text(node, "key") if node.get("key") else "",
            take=self._text(node, "take") if node.get("take") else "",
            section=self._text(node, "section") if node.get("section") else "",
            where=self._where(node.get("where")),
            listed=self._flag(node, "list"),
            latest=self._flag(node, "latest"),
            format=self._choice(node, "format", FORMATS) if node.get("format") else "",
        )
        self._compiles(node, place)
        return place

    def _compiles(self, node: Node, place: Place) -> None:
        """Patterns and JSONPaths are tried when they are declared, not when a document happens to need them."""
        if place.kind == "pattern":
            self._try(node.get("pattern"), lambda: checked(place.locator))
            if place.key or place.take:
                self.wrong(node.get("key") or node.get("take"), "a pattern has its own groups: key, value")
        if place.take:
            self._try(node.get("take"), lambda: checked(place.take))
            if "(?P<key>" in place.take:
                self.wrong(node.get("take"), "take cuts out the value; the key is named by 'key'")
        if place.kind == "jsonpath":
            self._try(node.get("jsonpath"), lambda: compile_path(place.locator))
            if place.key and "*" not in place.locator:
                self.wrong(node.get("key"), "a key needs a wildcard in the jsonpath")
            elif place.key and place.key != "*":
                self._try(node.get("key"), lambda: compile_relative(place.key))
        if place.kind == "bullet" and place.key not in ("", "heading"):
            self.wrong(node.get("key"), "the key of a bullet is 'heading', the one above it")

    def _try(self, node: Node | None, build: Callable[[], object]) -> None:
        try:
            build()
        except (PatternError, PathError) as error:
            self.wrong(node, str(error))

    def _where(self, node: Node | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if node is None:
            return ()
        if node.kind != "mapping" or not node.pairs:
            self.wrong(node, "where is a mapping of column to value or values")
            return ()
        return tuple((key.text, self._texts(value, "where")) for key, value in node.pairs)

    def _path(self, node: Node) -> str:
        text = self._text(node, "path")
        if text.startswith("/") or "\\" in text or ".." in text.split("/") or ":" in text.split("/")[0]:
            self.wrong(node.get("path"), "a path is relative to the repository and stays in it, with / in it")
        if len(re.findall(r"\*+", text)) > _MOST_STARS:
            self.wrong(node.get("path"), f"more than {_MOST_STARS} wildcards")
        return text.removeprefix("./")

    def _known(self, node: Node, words: tuple[str, ...]) -> None:
        for key, _ in node.pairs:
            if key.text not in words:
                self.wrong(key, f"'{key.text[:40]}' is none of {', '.join(words)}")

    def _text(self, node: Node, word: str, shape: re.Pattern[str] | None = None, form: str = "") -> str:
        value = node.get(word)
        if value is None:
            self.wrong(None if "path" not in _words(node) else node, f"'{word}' is missing")
            return ""
        if value.kind != "scalar" or not value.text.strip() or len(value.text) > _MOST_TEXT:
            self.wrong(value, f"'{word}' is a text of 1 to {_MOST_TEXT} characters")
            return ""
        if shape and not shape.fullmatch(value.text):
            self.wrong(value, f"'{word}' is {form}")
        return value.text

    def _texts(self, node: Node | None, word: str) -> tuple[str, ...]:
        if node is None:
            return ()
        items = node.items if node.kind == "sequence" else [node]
        if not items or any(item.kind != "scalar" for item in items):
            self.wrong(node, f"'{word}' is a text or a list of texts")
            return ()
        return tuple(item.text for item in items)

    def _choice(self, node: Node, word: str, words: tuple[str, ...]) -> str:
        text = self._text(node, word)
        if text and text not in words:
            self.wrong(node.get(word), f"'{word}' is one of {', '.join(words)}")
        return text

    def _flag(self, node: Node, word: str) -> bool:
        value = node.get(word)
        if value is not None and value.text not in ("true", "false"):
            self.wrong(value, f"'{word}' is true or false")
        return value is not None and value.text == "true"


def _words(node: Node) -> set[str]:
    return {key.text for key, _ in node.pairs}
