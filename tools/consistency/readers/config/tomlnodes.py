"""TOML text to nodes with offsets: tables, arrays of tables, dotted keys, scalars and one-line arrays.

Format: https://toml.io/en/v1.0.0. tomllib says whether a text is TOML at all; it keeps no places, so the lines are
read once more here. Inline tables and values over several lines are passed over.
"""

from __future__ import annotations

import re
import tomllib

from consistency.model.claim import Claim
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import SIZE, Stream

_KEY = r"(?:[A-Za-z0-9_-]+|\"[^\"\r\n]*\"|'[^'\r\n]*')"
_LINE = re.compile(
    rf"^[ \t]*(?:(?P<many>\[\[)[ \t]*(?P<array>{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*)[ \t]*\]\]"
    rf"|\[[ \t]*(?P<table>{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*)[ \t]*\]"
    rf"|(?P<key>{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*)[ \t]*=[ \t]*(?P<value>[^\r\n]*))",
    re.MULTILINE,
)
_PART = re.compile(_KEY)
_SCALAR = re.compile(
    r"\"(?!\"\")(?P<basic>(?:[^\"\\\r\n]|\\.)*)\"|'(?!'')(?P<literal>[^'\r\n]*)'|(?P<bare>[^\s,#\[\]{}\"']+)"
)
_WHERE = re.compile(r"at line (\d+), column (\d+)")


def read_toml(sheet: Sheet) -> Stream:
    """The document's root; text that is no TOML is a problem, and what its lines say still counts."""
    if len(sheet.text) > SIZE:
        return Stream((), (sheet.problem("toml", 0, "too large to read"),))
    problems: tuple[Claim, ...] = ()
    try:
        tomllib.loads(sheet.text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = _WHERE.search(str(error))
        row = min(int(where[1]), len(sheet.starts)) - 1 if where else len(sheet.starts) - 1
        problems = (sheet.problem("toml", sheet.starts[row], str(error).partition(" (at")[0]),)
    root = Node("mapping", 0, len(sheet.text))
    table = root
    for match in _LINE.finditer(sheet.text):
        group = next((name for name in ("array", "table") if match[name]), "")
        if group:
            table = _open(root, _keys(match, group), group == "array")
        elif match["key"]:
            *path, last = _keys(match, "key")
            value = _value(sheet.text, *match.span("value"))
            if value is not None:
                _open(table, path, False).pairs.append((last, value))
    return Stream((root,), problems)


def _keys(match: re.Match[str], group: str) -> list[Node]:
    base = match.start(group)
    keys = []
    for part in _PART.finditer(match[group]):
        quoted = part[0][:1] in "\"'"
        start, end = base + part.start() + quoted, base + part.end() - quoted
        keys.append(Node("scalar", start, end, part[0][1:-1] if quoted else part[0], start))
    return keys


def _open(node: Node, path: list[Node], repeated: bool) -> Node:
    """The mapping under a path of keys, made where it is missing; the last item of an array of tables."""
    for index, key in enumerate(path):
        there = next((value for name, value in reversed(node.pairs) if name.text == key.text), None)
        last = index == len(path) - 1
        if last and repeated:
            if there is None or there.kind != "sequence":
                there = Node("sequence", key.start, key.end)
                node.pairs.append((key, there))
            there.items.append(Node("mapping", key.start, key.end))
        if there is not None and there.kind == "sequence" and there.items:
            there = there.items[-1]
        if there is None or there.kind != "mapping":
            there = Node("mapping", key.start, key.end)
            node.pairs.append((key, there))
        node = there
    return node


def _value(text: str, start: int, end: int) -> Node | None:
    if text.startswith("[", start):
        node = Node("sequence", start, end)
        node.items = [_scalar(match) for match in _SCALAR.finditer(text, start + 1, end)]
        return node
    match = _SCALAR.match(text, start, end)
    return _scalar(match) if match else None


def _scalar(match: re.Match[str]) -> Node:
    group = match.lastgroup or "bare"
    inner = -1 if group == "basic" and "\\" in match[group] else match.start(group)
    return Node("scalar", *match.span(), match[group], inner)
