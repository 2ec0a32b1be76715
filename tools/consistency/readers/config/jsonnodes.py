"""JSON text to nodes with offsets, JSON Lines included; comments and trailing commas are forgiven.

Format: https://www.rfc-editor.org/rfc/rfc8259, https://jsonlines.org
"""

from __future__ import annotations

import json
import re

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import DEPTH, SIZE, Stream

_TOKEN = lazily(
    r"[\s\ufeff]+|//[^\r\n]*|/\*.*?\*/|(?P<string>\"(?:[^\"\\\r\n]|\\.)*\")|(?P<mark>[{}\[\]:,])"
    r"|(?P<word>[^\s{}\[\]:,\"/]+)",
    re.DOTALL,
)


def read_json(sheet: Sheet) -> Stream:
    """The values of a sheet: one, or one a line. The first thing that is no JSON ends it and is a problem."""
    if len(sheet.text) > SIZE:
        return Stream((), (sheet.problem("json", 0, "too large to read"),))
    reader = _Reader()
    at = 0
    problems: list[Claim] = []
    while at < len(sheet.text) and not problems:
        match = _TOKEN.match(sheet.text, at)
        why = reader.take(match) if match else "neither a string nor a word"
        if why:
            problems.append(sheet.problem("json", at, why))
        at = match.end() if match else len(sheet.text)
    if reader.stack and not problems:
        problems.append(sheet.problem("json", reader.stack[-1].start, "not closed"))
    return Stream(tuple(reader.roots), tuple(problems))


class _Reader:
    """Tokens to nodes with an explicit stack."""

    def __init__(self) -> None:
        self.roots: list[Node] = []
        self.stack: list[Node] = []
        self.keys: list[Node | None] = []
        self.colon = False

    def take(self, match: re.Match[str]) -> str:
        """Take one token; what is wrong with it, "" for nothing."""
        if match["mark"]:
            return self._mark(match["mark"], match.start())
        if match["string"] is not None:
            return self._add(_string(match["string"], match.start()))
        if match["word"]:
            return self._add(Node("scalar", match.start(), match.end(), match["word"], match.start()))
        return ""

    def _mark(self, mark: str, at: int) -> str:
        if mark in "{[":
            node = Node("mapping" if mark == "{" else "sequence", at, at + 1)
            why = self._add(node)
            self.stack.append(node)
            self.keys.append(None)
            return why or ("nested too deeply" if len(self.stack) > DEPTH else "")
        if not self.stack:
            return "a value was expected"
        top = self.stack[-1]
        if mark == ":":
            ready = top.kind == "mapping" and self.keys[-1] is not None and not self.colon
            self.colon = ready
            return "" if ready else "a key was expected"
        if self.keys[-1] is not None:
            return "a value was expected"
        if mark == ",":
            return ""
        if (mark == "}") != (top.kind == "mapping"):
            return "brackets do not match"
        top.end = at + 1
        self.stack.pop()
        self.keys.pop()
        return ""

    def _add(self, node: Node) -> str:
        if not self.stack:
            self.roots.append(node)
            return ""
        top, key = self.stack[-1], self.keys[-1]
        if top.kind == "sequence":
            top.items.append(node)
        elif key is None:
            self.keys[-1] = node
            return "" if node.kind == "scalar" else "a key was expected"
        elif not self.colon:
            return "a colon was expected"
        else:
            top.pairs.append((key, node))
            self.keys[-1], self.colon = None, False
        return ""


def _string(text: str, at: int) -> Node:
    plain = text[1:-1]
    if "\\" not in plain:
        return Node("scalar", at, at + len(text), plain, at + 1)
    try:
        return Node("scalar", at, at + len(text), json.loads(text, strict=False))
    except ValueError:
        return Node("scalar", at, at + len(text), plain, at + 1)
