"""YAML text to nodes with offsets: the one door to PyYAML.

The parser's events are composed here, without constructors, so no value changes its spelling. Nesting, size and
aliases are bounded, one broken document of a stream does not lose the others, and what stood before the break counts.
Format: https://yaml.org/spec/1.1/ (what PyYAML reads).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.node import MERGE, Node
from consistency.readers.config.sheet import Sheet

#: Characters of a document beyond which it is not read.
SIZE = 2_000_000
DEPTH = 100
#: Nodes that a document may stand for when its aliases are written out; each is read once, however often it is meant.
WEIGHT = 1_000_000
REPAIRS = 5
#: Stands in the text for what a template would fill in; a scalar that holds it has no text.
HIDDEN = "\ue000"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DIVIDER = lazily(r"(?:^|(?<=[\r\n]))---(?=[ \t\r\n]|$)")
_TEMPLATE = lazily(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_TEMPLATE_LINE = lazily(r"(?:^|(?<=[\r\n]))[ \t]*(?:\{\{[-/#]?|\{%)[^\r\n]*", re.MULTILINE)
_UNSAFE = lazily("[\ud800-\udfff\ufeff]")


class Stream(NamedTuple):
    """The documents' roots and what was wrong."""

    roots: tuple[Node, ...]
    problems: tuple[Claim, ...]


def read_yaml(sheet: Sheet) -> Stream:
    """All documents of a sheet. Templates ({{ }}, {% %}) are looked through and make no problem of their own."""
    if len(sheet.text) > SIZE:
        return Stream((), (sheet.problem("yaml", 0, "too large to read"),))
    text = _UNSAFE.sub(" ", sheet.text)
    templated = _TEMPLATE_LINE.search(text) is not None or "{{" in text
    if templated:
        text = _TEMPLATE_LINE.sub(lambda match: " " * len(match.group()), text)
        text = _TEMPLATE.sub(lambda match: HIDDEN * len(match.group()), text)
    first = 1 if sheet.text.startswith("\ufeff") else 0
    whole = _Composer(sheet, text, first, len(text))
    if whole.run() is None:
        return Stream(tuple(whole.roots), () if templated else tuple(whole.problems))
    roots: list[Node] = []
    problems: list[Claim] = []
    starts = [first, *(match.start() for match in _DIVIDER.finditer(text) if match.start() > first)]
    for begin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        _mend(sheet, text, begin, end, roots, problems)
    return Stream(tuple(roots), () if templated else tuple(problems))


def _mend(sheet: Sheet, text: str, begin: int, end: int, roots: list[Node], problems: list[Claim]) -> None:
    """Read one document; the line of a break is cited, blanked, and the rest read again, a few times."""
    for _ in range(REPAIRS):
        composer = _Composer(sheet, text, begin, end)
        error = composer.run()
        if error is None:
            break
        offset, why = error
        row = sheet.row(min(max(offset, begin), end - 1))
        first, length = sheet.starts[row], len(sheet.pieces[row].text)
        while row and not text[first : first + length].strip() and sheet.starts[row - 1] >= begin:
            row -= 1
            first, length = sheet.starts[row], len(sheet.pieces[row].text)
        problems.append(sheet.problem("yaml", first, why))
        text = text[:first] + " " * length + text[first + length :]
    roots.extend(composer.roots)
    problems.extend(composer.problems)


class _Composer:
    """Events to nodes with an explicit stack; aliases share their node, and nothing recurses."""

    def __init__(self, sheet: Sheet, text: str, begin: int, end: int) -> None:
        self.sheet, self.text, self.begin, self.end = sheet, text, begin, end
        self.roots: list[Node] = []
        self.problems: list[Claim] = []
        self.stack: list[tuple[Node, list[Node]]] = []
        self.anchors: dict[str, Node] = {}
        self.weights: dict[int, int] = {}

    def run(self) -> tuple[int, str] | None:
        """Compose all; the offset and the reason of the first break, None when all was read."""
        last = self.begin
        try:
            for event in self._events():
                last = self.begin + event.end_mark.index
                if len(self.stack) > DEPTH:
                    return last, "nested too deeply"
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            return (self.begin + mark.index if mark else last), str(error.problem or error.context or "not YAML")
        except yaml.YAMLError as error:
            position = getattr(error, "position", None)
            return (self.begin + position if isinstance(position, int) else last), "character not allowed in YAML"
        finally:
            while self.stack:
                self._close(last)
        return None

    def _events(self) -> Iterator[Any]:
        yield from yaml.parse(self.text[self.begin : self.end], Loader=_LOADER)

    def _take(self, event: Any) -> None:
        start, end = self.begin + event.start_mark.index, self.begin + event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            self._add(_scalar(self.text, event.value, start, end), event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self._add(self.anchors.get(str(event.anchor)) or Node("scalar", start, end), None)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            node = Node("mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence", start, end)
            self._add(node, event.anchor)
            self.stack.append((node, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(end)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.anchors = {}

    def _add(self, node: Node, anchor: Any) -> None:
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.roots.append(node)
            return
        parent, waiting = self.stack[-1]
        if parent.kind == "sequence":
            parent.items.append(node)
        elif waiting:
            parent.pairs.append((waiting.pop(), node))
        else:
            waiting.append(node)

    def _close(self, end: int) -> None:
        node, _ = self.stack.pop()
        node.end = end
        self._weigh(node)
        seen: set[str] = set()
        for key, _value in node.pairs:
            if key.kind == "scalar" and key.text in seen and key.text != MERGE:
                self.problems.append(
                    self.sheet.claim("problem", "yaml-duplicate-key", key.start, key.end, part=f"key {key.text} twice")
                )
            seen.add(key.text if key.kind == "scalar" else "")

    def _weigh(self, node: Node) -> None:
        """Whoever writes the aliases out (most programs do) must not be asked for a million nodes."""
        children = [*node.items, *(child for pair in node.pairs for child in pair)]
        weight = 1 + sum(self.weights.get(id(child), 1) for child in children)
        if weight > WEIGHT >= max((self.weights.get(id(child), 1) for child in children), default=1):
            self.problems.append(self.sheet.problem("yaml", node.start, f"its aliases stand for {weight} nodes"))
        self.weights[id(node)] = weight


def _scalar(text: str, value: str, start: int, end: int) -> Node:
    if HIDDEN in value:
        return Node("scalar", start, end)
    for inner in (start, start + 1):
        if text.startswith(value, inner) and inner + len(value) <= end:
            return Node("scalar", start, end, value, inner)
    return Node("scalar", start, end, value)
