"""JSON with the place of every value: what `json.loads` gives, and where in the text it stood."""

from __future__ import annotations

import json
from json.decoder import scanstring  # type: ignore[attr-defined]  # public by its name, and left out of the types
from typing import Any, NamedTuple

from consistency.model.pattern import lazily

_BLANK = lazily(r"[ \t\r\n]*")
_ATOM = lazily(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_DEPTH = 32


class Node(NamedTuple):
    """A value and its offsets in the text, the end exclusive. A string's are those of what is between its quotes.

    The value of an object is a dict of nodes, of an array a list of nodes.
    """

    value: Any
    start: int
    end: int

    def get(self, key: str) -> Node | None:
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self) -> list[Node]:
        return self.value if isinstance(self.value, list) else []

    def text(self, key: str) -> str:
        """A member that is a string, "" where it is missing or something else."""
        node = self.get(key)
        return node.value if node is not None and isinstance(node.value, str) else ""

    def number(self, key: str) -> int:
        """A member that is a whole number, 0 where it is missing or something else."""
        node = self.get(key)
        return node.value if node is not None and type(node.value) is int else 0

    def texts(self, key: str) -> tuple[str, ...]:
        """The strings of a member that is an array."""
        node = self.get(key)
        return tuple(one.value for one in node.items() if isinstance(one.value, str)) if node is not None else ()


def located(text: str, start: int = 0) -> Node:
    """The JSON value that begins at `start`; what follows it is not read. Raises ValueError where there is none."""
    node, _ = _value(text, _skip(text, start), 0)
    return node


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int, depth: int) -> tuple[Node, int]:
    if depth > _DEPTH:
        raise ValueError("JSON nested too deeply")
    char = text[at : at + 1]
    if char == '"':
        value, end = scanstring(text, at + 1, True)
        return Node(value, at + 1, end - 1), end
    if char == "{":
        return _object(text, at, depth)
    if char == "[":
        return _array(text, at, depth)
    match = _ATOM.match(text, at)
    if match is None:
        raise ValueError(f"no JSON value at offset {at}")
    return Node(json.loads(match[0]), at, match.end()), match.end()


def _object(text: str, start: int, depth: int) -> tuple[Node, int]:
    members: dict[str, Node] = {}
    at = _skip(text, start + 1)
    if text[at : at + 1] == "}":
        return Node(members, start, at + 1), at + 1
    while True:
        if text[at : at + 1] != '"':
            raise ValueError(f"no key at offset {at}")
        key, at = scanstring(text, at + 1, True)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise ValueError(f"no colon at offset {at}")
        members[key], at = _value(text, _skip(text, at + 1), depth + 1)
        at = _skip(text, at)
        sign = text[at : at + 1]
        if sign == "}":
            return Node(members, start, at + 1), at + 1
        if sign != ",":
            raise ValueError(f"no comma at offset {at}")
        at = _skip(text, at + 1)


def _array(text: str, start: int, depth: int) -> tuple[Node, int]:
    found: list[Node] = []
    at = _skip(text, start + 1)
    if text[at : at + 1] == "]":
        return Node(found, start, at + 1), at + 1
    while True:
        node, at = _value(text, at, depth + 1)
        found.append(node)
        at = _skip(text, at)
        sign = text[at : at + 1]
        if sign == "]":
            return Node(found, start, at + 1), at + 1
        if sign != ",":
            raise ValueError(f"no comma at offset {at}")
        at = _skip(text, at + 1)
