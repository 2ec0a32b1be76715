"""Where the keys of a TOML text stand: tomllib reads the values and forgets their places."""

from __future__ import annotations

import re
from typing import NamedTuple

from consistency.model.pattern import lazily

Keys = tuple[str | int, ...]


class Place(NamedTuple):
    """A key's and its value's extent, as offsets into the text, ends exclusive."""

    key: int
    key_end: int
    value: int
    value_end: int


_BLANK = lazily(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = lazily(r"[ \t]*")
_BARE = lazily(r"[A-Za-z0-9_-]+")
_SCALAR = lazily(r"[^,\]}#\r\n]*")
_STRING = lazily(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")|' r"'''.*?'{3,5}(?!')|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'", re.DOTALL
)


def key_places(text: str) -> dict[Keys, Place]:
    """The place of every key, by its path from the top: ("hosts", "mini", "aliases"), ("probes", 0, "port").

    List items have a place of their own under their position. `text` must be valid TOML (tomllib took it): the
    reader here is lenient, and gives up quietly on what it does not know, keeping the places found so far.
    """
    reader = _Reader(text)
    reader.document()
    return reader.places


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column, in code points, of an offset. Line ends are \\r\\n, \\r and \\n."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


class _Reader:
    """Walks the text once. `prefix` is the table that the keys met belong to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.prefix: Keys = ()
        self.counts: dict[Keys, int] = {}
        self.places: dict[Keys, Place] = {}

    def document(self) -> None:
        while self._skip(_BLANK) < len(self.text):
            before = self.at
            if self.text[self.at] == "[":
                self._header()
            else:
                self._pair(self.prefix)
            if self.at == before:
                return

    def _header(self) -> None:
        start = self.at
        double = self.text.startswith("[[", start)
        self.at += 2 if double else 1
        keys = self._resolve(self._key())
        self._skip(_SPACE)
        self.at += 2 if double else 1
        if double:
            self.counts[keys] = self.counts.get(keys, -1) + 1
            self.places.setdefault(keys, Place(start, self.at, start, self.at))
            keys = (*keys, self.counts[keys])
        self.places.setdefault(keys, Place(start, self.at, start, self.at))
        self.prefix = keys

    def _resolve(self, written: tuple[str, ...]) -> Keys:
        """A header's keys from the top: a part that is a list of tables means its last one."""
        keys: Keys = ()
        for part in written[:-1]:
            keys = (*keys, part)
            if keys in self.counts:
                keys = (*keys, self.counts[keys])
        return (*keys, *written[-1:])

    def _pair(self, prefix: Keys) -> None:
        start = self.at
        keys = (*prefix, *self._key())
        end = self.at
        self._skip(_SPACE)
        if not self.text.startswith("=", self.at):
            self.at = start
            return
        self.at += 1
        self._skip(_SPACE)
        value = self.at
        self._value(keys)
        for depth in range(len(prefix) + 1, len(keys) + 1):
            self.places.setdefault(keys[:depth], Place(start, end, value, self.at))

    def _key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            found = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            if found is None:
                return tuple(parts)
            parts.append(_unquoted(found[0]))
            self.at = found.end()
            dot = re.compile(r"[ \t]*\.").match(self.text, self.at)
            if dot is None:
                return tuple(parts)
            self.at = dot.end()

    def _value(self, keys: Keys) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self._list(keys)
        elif opening == "{":
            self._table(keys)
        else:
            start = self.at
            found = _STRING.match(self.text, start) or _SCALAR.match(self.text, start)
            self.at = found.end() if found else start
            while self.at > start and self.text[self.at - 1] in " \t":
                self.at -= 1

    def _list(self, keys: Keys) -> None:
        self.at += 1
        position = 0
        while self._skip(_BLANK) < len(self.text) and self.text[self.at] != "]":
            start = self.at
            self._value((*keys, position))
            self.places.setdefault((*keys, position), Place(start, self.at, start, self.at))
            position += 1
            if not self._comma(start):
                return
        self.at += 1

    def _table(self, keys: Keys) -> None:
        self.at += 1
        while self._skip(_BLANK) < len(self.text) and self.text[self.at] != "}":
            start = self.at
            self._pair(keys)
            if not self._comma(start):
                return
        self.at += 1

    def _comma(self, start: int) -> bool:
        """Past the comma behind an item; False where nothing was read and the walk would stand still."""
        if self._skip(_BLANK) < len(self.text) and self.text[self.at] == ",":
            self.at += 1
        return self.at > start

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at


def _unquoted(written: str) -> str:
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    if "\\" not in written:
        return written[1:-1]
    import tomllib

    try:
        return str(tomllib.loads(f"key = {written}")["key"])
    except tomllib.TOMLDecodeError:
        return written[1:-1]
