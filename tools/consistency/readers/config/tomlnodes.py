"""TOML text to nodes with offsets. `tomllib` says whether it is TOML; what it forgets, the places, is scanned here.

Format: https://toml.io/en/v1.0.0
"""

from __future__ import annotations

import re
import tomllib

from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import DEPTH, SIZE, Stream

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_STRING = re.compile(
    r'"""(?P<long>(?:[^\\]|\\.)*?"{0,2})"""(?!")|\'\'\'(?P<longraw>.*?\'{0,2})\'\'\'(?!\')'
    r'|"(?P<basic>(?:[^"\\\r\n]|\\.)*)"|\'(?P<raw>[^\'\r\n]*)\'',
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE = re.compile(r"[^,\]}#\r\n]*")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(sheet: Sheet) -> Stream:
    """The sheet's one table; text that is no TOML gives no root and one problem at its place."""
    if len(sheet.text) > SIZE:
        return Stream((), (sheet.problem("toml", 0, "too large to read"),))
    try:
        tomllib.loads(sheet.text)
        return Stream((_Scanner(sheet.text).read(),), ())
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        row = min(int(place[1]) - 1, len(sheet.starts) - 1) if place else len(sheet.starts) - 1
        return Stream((), (sheet.problem("toml", sheet.starts[row], _PLACE.sub("", str(error)).strip()),))
    except RecursionError:
        return Stream((), (sheet.problem("toml", 0, "nested too deeply"),))


class _Scanner:
    """Walks text that `tomllib` has accepted, and so trusts its syntax."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.members: dict[int, dict[str, Node]] = {}

    def read(self) -> Node:
        root = table = Node("mapping", 0, len(self.text))
        while self._blank():
            if self._sees("[["):
                table = self._open(root, 2, listed=True)
            elif self._sees("["):
                table = self._open(root, 1, listed=False)
            else:
                self._pair(table, 0)
        return root

    def _blank(self) -> bool:
        """Pass over blanks and comments; whether anything is left."""
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at < len(self.text)

    def _sees(self, mark: str) -> bool:
        return self.text.startswith(mark, self.at)

    def _open(self, root: Node, width: int, listed: bool) -> Node:
        """`[a.b]` or `[[a.b]]`: the table that the following pairs belong to."""
        self.at += width
        keys = self._keys()
        self._blank()
        self.at += width
        return self._descend(root, keys, listed)

    def _keys(self) -> list[Node]:
        keys: list[Node] = []
        while True:
            self._blank()
            bare = _BARE_KEY.match(self.text, self.at)
            if bare:
                keys.append(Node("scalar", *bare.span(), bare.group(), bare.start()))
                self.at = bare.end()
            else:
                keys.append(self._string())
            self._blank()
            if not self._sees("."):
                return keys
            self.at += 1

    def _descend(self, node: Node, keys: list[Node], listed: bool = False) -> Node:
        """The mapping under a dotted key, made where it is not there; of a list of tables the last one."""
        for index, key in enumerate(keys):
            last = listed and index == len(keys) - 1
            below = self._members(node).get(key.text)
            if below is None:
                below = Node("sequence" if last else "mapping", key.start, key.end)
                self._put(node, key, below)
            if last:
                below.items.append(Node("mapping", key.start, key.end))
            node = below.items[-1] if below.kind == "sequence" and below.items else below
        return node

    def _members(self, node: Node) -> dict[str, Node]:
        return self.members.setdefault(id(node), {})

    def _put(self, node: Node, key: Node, value: Node) -> None:
        node.pairs.append((key, value))
        self._members(node)[key.text] = value

    def _pair(self, table: Node, depth: int) -> None:
        keys = self._keys()
        self.at += 1  # the equals sign
        self._blank()
        self._put(self._descend(table, keys[:-1]), keys[-1], self._value(depth + 1))

    def _value(self, depth: int) -> Node:
        if depth > DEPTH:
            raise RecursionError
        if self._sees("["):
            return self._enclosed(Node("sequence", self.at, self.at), "]", depth)
        if self._sees("{"):
            return self._enclosed(Node("mapping", self.at, self.at), "}", depth)
        if self._sees('"') or self._sees("'"):
            return self._string()
        match = _BARE.match(self.text, self.at)
        word = match.group().rstrip() if match else ""
        node = Node("scalar", self.at, self.at + len(word), word, self.at)
        self.at += max(len(word), 1)
        return node

    def _enclosed(self, node: Node, closing: str, depth: int) -> Node:
        self.at += 1
        while self._blank() and not self._sees(closing):
            if self._sees(","):
                self.at += 1
            elif node.kind == "sequence":
                node.items.append(self._value(depth + 1))
            else:
                self._pair(node, depth)
        self.at += 1
        node.end = self.at
        return node

    def _string(self) -> Node:
        match = _STRING.match(self.text, self.at)
        if match is None:
            self.at += 1
            return Node("scalar", self.at - 1, self.at)
        self.at = match.end()
        group = match.lastgroup or "raw"
        inner = match[group]
        if group == "basic" and "\\" not in inner:
            return Node("scalar", *match.span(), inner, match.start(group))
        value = str(tomllib.loads(f"value = {match.group()}")["value"])
        at = match.start(group) if value == inner else -1
        return Node("scalar", *match.span(), value, at)
