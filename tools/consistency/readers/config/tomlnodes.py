"""TOML text to nodes with offsets: `tomllib` gives the values, `values.tomlplaces` where they stand.

Format: https://toml.io/en/v1.0.0
"""

from __future__ import annotations

import tomllib
from typing import Any

from consistency.model.pattern import lazily
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import SIZE, Stream
from consistency.values.tomlplaces import Keys, Place, key_places

_PLACE = lazily(r"\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)")


def read_toml(sheet: Sheet) -> Stream:
    """The sheet's one table; text that is no TOML gives no root and one problem at its line."""
    if len(sheet.text) > SIZE:
        return Stream((), (sheet.problem("toml", 0, "too large to read"),))
    try:
        table = tomllib.loads(sheet.text)
        return Stream((_Builder(sheet.text, key_places(sheet.text)).node(table, ()),), ())
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        row = int(place["line"]) - 1 if place and place["line"] else len(sheet.starts) - 1
        offset = sheet.starts[min(row, len(sheet.starts) - 1)]
        return Stream((), (sheet.problem("toml", offset, _PLACE.sub("", str(error))),))
    except RecursionError:
        return Stream((), (sheet.problem("toml", 0, "nested too deeply"),))


class _Builder:
    """Values and places to nodes; what has no place of its own is placed at the beginning of what holds it."""

    def __init__(self, text: str, places: dict[Keys, Place]) -> None:
        self.text, self.places = text, places

    def node(self, value: Any, keys: Keys) -> Node:
        place = self.places.get(keys, Place(0, 0, 0, 0))
        start, end = place.value, place.value_end
        if isinstance(value, dict):
            node = Node("mapping", start, end)
            node.pairs.extend(
                (self._key(key, (*keys, key)), self.node(below, (*keys, key))) for key, below in value.items()
            )
            return node
        if isinstance(value, list):
            node = Node("sequence", start, end)
            node.items.extend(self.node(below, (*keys, index)) for index, below in enumerate(value))
            return node
        written = self.text[start:end]
        if not isinstance(value, str):
            return Node("scalar", start, end, written, start)
        return Node("scalar", start, end, value, start + 1 if written[1:-1] == value else -1)

    def _key(self, key: str, keys: Keys) -> Node:
        place = self.places.get(keys, Place(0, 0, 0, 0))
        return Node("scalar", place.key, place.key_end, key, place.key if self.text.startswith(key, place.key) else -1)
