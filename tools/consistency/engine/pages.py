"""What pages that govern say, and what stands in the places that they name, kept by content.

A definition of done, a ledger and change rules are read in every run, and most runs find them as they were. What is
kept depends on nothing but the page's path and text: what a check or an answer comes to is judged anew each time.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from consistency.cache.packed import sealed, unsealed
from consistency.cache.store import Store
from consistency.model.claim import Claim
from consistency.model.digest import sha256
from consistency.model.passage import Span

if TYPE_CHECKING:
    from consistency.ledger.read import Ledger
    from consistency.readers.change_rules import ChangeRules
    from consistency.readers.declared.check import Place
    from consistency.readers.declared.definition import Definition
    from consistency.readers.declared.value import Extraction

Said = TypeVar("Said")


class Pages:
    """Readings of whole pages. `store` keeps them for the next run where it has a file."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store if store is not None and store.file else None
        self._table = f"pages_{store.stamp}" if store else ""
        self._new: dict[bytes, Any] = {}

    def definition(self, path: str, text: str) -> Definition:
        def read() -> Definition:
            from consistency.readers.dod import read_definition

            return read_definition(path, text)

        return self._known("definition", (path, text), read)

    def named(self, path: str, text: str) -> tuple[Claim, ...]:
        def read() -> tuple[Claim, ...]:
            from consistency.readers.named_paths import named_paths

            return named_paths(path, text)

        return self._known("named", (path, text), read)

    def values(self, place: Place, path: str, text: str) -> Extraction:
        def read() -> Extraction:
            from consistency.readers.places import values

            return values(place, path, text)

        return self._known("values", (repr(place), path, text), read)

    def change_rules(self, path: str, text: str) -> ChangeRules:
        def read() -> ChangeRules:
            from consistency.readers.change_rules import read_change_rules

            return read_change_rules(path, text)

        return self._known("change rules", (path, text), read)

    def ledger(self, path: str, text: str) -> Ledger:
        def read() -> Ledger:
            from consistency.ledger.read import read_ledger

            return read_ledger(path, text)

        return self._known("ledger", (path, text), read)

    def keep(self) -> None:
        """Put what was read anew where the next run finds it; quietly not where that fails."""
        new, self._new = self._new, {}
        if not new or self._store is None:
            return
        rows = [(key, sealed(key, marshal.dumps(_plain(said)))) for key, said in sorted(new.items())]

        def change(connection: Any) -> None:
            words = f"CREATE TABLE IF NOT EXISTS {self._table} (key BLOB PRIMARY KEY, kept BLOB NOT NULL) WITHOUT ROWID"
            connection.execute(words)
            connection.executemany(f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?)", rows)

        self._store.change(change)

    def _known(self, what: str, given: tuple[str, ...], read: Callable[[], Said]) -> Said:
        if self._store is None:
            return read()
        key = sha256("\0".join((what, *given)).encode("utf-8", "surrogatepass")).digest()
        said: Said | None = self._new.get(key) or self._kept(key)
        if said is None:
            said = self._new[key] = read()
        return said

    def _kept(self, key: bytes) -> Any:
        rows = self._store.ask(f"SELECT kept FROM {self._table} WHERE key = ?", (key,)) if self._store else None
        body = unsealed(key, rows[0][0]) if rows else None
        try:
            return None if body is None else _whole(marshal.loads(body))
        except (ValueError, TypeError, EOFError, IndexError):
            return None


#: Reads, and keeps nothing.
UNKEPT = Pages()


@cache
def _types() -> tuple[type[Any], ...]:
    """What a reading is made of; a type's place in this list stands for it."""
    from consistency.ledger.read import Ledger
    from consistency.ledger.row import Row
    from consistency.readers.change_rules import ChangeRule, ChangeRules
    from consistency.readers.declared.check import Check, Place
    from consistency.readers.declared.definition import Definition, Family
    from consistency.readers.declared.value import Extraction, PlaceValue

    parts = (Claim, Span, Check, Place, Definition, Family, Extraction, PlaceValue)
    return (*parts, ChangeRule, ChangeRules, Ledger, Row)


def _plain(value: Any) -> Any:
    """Numbers, texts and tuples of them: what has a type becomes a tuple that begins with it."""
    if isinstance(value, frozenset):
        return (-2, *sorted(value))
    if type(value) in _types():
        parts = value if isinstance(value, tuple) else (getattr(value, name) for name in value.__slots__)
        return (_types().index(type(value)), *map(_plain, parts))
    return (-1, *map(_plain, value)) if isinstance(value, tuple) else value


def _whole(value: Any) -> Any:
    """What `_plain` made plain. Raises TypeError, IndexError for what it never made."""
    if not isinstance(value, tuple):
        return value
    kind, parts = value[0], map(_whole, value[1:])
    if kind < 0:
        return frozenset(parts) if kind == -2 else tuple(parts)
    return _types()[kind](*parts)
