"""Compiled patterns, kept beside the readings: a sixth of a short run goes into compiling the same ones again."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING

from consistency.cache.packed import sealed, unsealed
from consistency.cache.store import Store
from consistency.model.pattern import Compiled, compiled_anew, machine, provide, provided

if TYPE_CHECKING:
    import sqlite3

#: Fewer are not worth a change of the file.
_FEW = 8
_TABLE = "patterns_{}"


def load(store: Store) -> None:
    """Provide what an earlier run compiled; nothing where there is nothing, or it is damaged."""
    rows = store.ask(f"SELECT kept FROM {_TABLE.format(store.stamp)}") if store.file and not provided() else None
    body = unsealed(machine().encode(), rows[0][0]) if rows else None
    if body is None:
        return
    try:
        provide({(text, flags): Compiled(*made) for text, flags, made in marshal.loads(body)})
    except (ValueError, TypeError, EOFError):
        return


def keep(store: Store) -> None:
    """Put what was compiled anew beside it; quietly not where that fails."""
    new = compiled_anew()
    if len(new) < _FEW or not store.file:
        return
    every = {**provided(), **new}
    body = sealed(machine().encode(), marshal.dumps([(*key, tuple(made)) for key, made in sorted(every.items())]))
    table = _TABLE.format(store.stamp)

    def change(connection: sqlite3.Connection) -> None:
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (kept BLOB NOT NULL)")
        connection.execute(f"DELETE FROM {table}")
        connection.execute(f"INSERT INTO {table} VALUES (?)", (body,))

    store.change(change)
