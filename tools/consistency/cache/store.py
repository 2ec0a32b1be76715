"""Readings in one SQLite file under git's common directory, shared by all work trees of a repository.

A key names everything that a reading depends on, so an entry is right or absent: runs at the same time, a branch
switched, a configuration edited, a kill in the middle can lose entries and never make one wrong. Each state of the
readers has a table of its own; the tables of others are dropped when something is written. Whatever fails, fails
silently: the documents are read again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from consistency.cache.packed import Kept, pack, unpack
from consistency.cache.stamp import stamp

if TYPE_CHECKING:
    import sqlite3

FOLDER, FILE = "consistency", "claims-1.sqlite"
#: Keys asked for at once; SQLite takes 999 even where it is old.
_SOME = 900
#: Bytes after which the file is started anew, and bytes for each document of a repository that needs more.
_MOST, _EACH = 1 << 30, 1 << 16
#: Seconds to wait for another run that writes.
_PATIENCE = 0.2


class Store:
    """The readings of one repository. `folder` is git's common directory, "" keeps nothing on the disk.

    What was asked for or put is also remembered for this run, unless `remembers` is False: two trees share what they
    have in common.
    """

    def __init__(self, folder: str = "", remembers: bool = True) -> None:
        self.folder, self._remembers = folder, remembers
        self._folder = os.path.join(folder, FOLDER) if folder else ""
        self.stamp = stamp() if folder else ""
        self._table = f"readings_{self.stamp}" if folder else ""
        self._seen: dict[str, Kept] = {}
        self._connection: sqlite3.Connection | None = None

    @property
    def file(self) -> str:
        """Where it is kept, "" for nowhere."""
        return os.path.join(self._folder, FILE) if self._folder else ""

    def get(self, keys: Sequence[str]) -> dict[str, Kept]:
        """What is known of these keys."""
        found = {key: self._seen[key] for key in keys if key in self._seen}
        asked = [key for key in keys if key not in found]
        if asked and self.file and os.path.exists(self.file):
            with self._quietly():
                for start in range(0, len(asked), _SOME):
                    found.update(self._some(asked[start : start + _SOME]))
        if self._remembers:
            self._seen.update(found)
        return found

    def put(self, new: Mapping[str, Kept]) -> None:
        """Keep these, too."""
        if self._remembers:
            self._seen.update(new)
        if not new or not self.file:
            return

        def keep(connection: sqlite3.Connection) -> None:
            connection.execute(f"CREATE TABLE IF NOT EXISTS {self._table} (key BLOB PRIMARY KEY, kept BLOB NOT NULL)")
            rows = ((_bytes(key), pack(_bytes(key), kept)) for key, kept in sorted(new.items()))
            connection.executemany(f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?)", rows)

        self.change(keep)

    def ask(self, words: str, values: Sequence[Any] = ()) -> list[Any] | None:
        """The rows that answer a question; None where there is no answer to be had."""
        found: list[Any] | None = None
        with self._quietly():
            if os.path.exists(self.file):
                found = self._connected().execute(words, values).fetchall()
        return found

    def change(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Change the file, wholly or not at all; quietly not where that fails."""
        with self._quietly():
            connection = self._connected(write=True)
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    if not name.endswith(self.stamp):
                        connection.execute(f'DROP TABLE "{name}"')
                work(connection)

    def close(self) -> None:
        """Let go of the file; what was remembered stays."""
        if self._connection is not None:
            with contextlib.suppress(Exception):
                self._connection.close()
            self._connection = None

    def _some(self, keys: Iterable[str]) -> dict[str, Kept]:
        raw = {_bytes(key): key for key in keys}
        marks = ",".join("?" * len(raw))
        rows = self._connected().execute(f"SELECT key, kept FROM {self._table} WHERE key IN ({marks})", tuple(raw))
        return {raw[key]: kept for key, data in rows if (kept := unpack(key, data)) is not None}

    def _connected(self, write: bool = False) -> sqlite3.Connection:
        if self._connection is None:
            import sqlite3

            if write:
                os.makedirs(self._folder, exist_ok=True)
            self._connection = sqlite3.connect(self.file, timeout=_PATIENCE, isolation_level=None)
            self._connection.execute("PRAGMA synchronous = OFF")  # what a crash of the machine damages is built anew
        return self._connection

    def make_room(self, documents: int) -> None:
        """Start anew where the file holds far more than so many documents: what branches and years left behind."""
        with self._quietly():
            if self.file and os.path.exists(self.file) and os.path.getsize(self.file) > max(_MOST, documents * _EACH):
                self._remove()

    def _remove(self) -> None:
        self.close()
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                os.unlink(self.file + ending)

    @contextlib.contextmanager
    def _quietly(self) -> Iterator[None]:
        """A file that is no database of ours, or a broken one, is removed; anything else that fails is left alone."""
        import sqlite3

        try:
            yield
        except sqlite3.OperationalError:
            self.close()  # locked, read-only, or without our table yet
        except (sqlite3.DatabaseError, UnicodeError):
            self._remove()
        except (OSError, MemoryError, OverflowError):
            self.close()


def _bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")
