"""The ground: the documents of one state of the repository, findable by the words that they mention.

It lies beside the readings, in the same file, and says of one commit (but for `drift`, paths that differ from it) which
documents it holds, which words each mentions, and in which groups rules had something to say: never what they said.
An edit is then held against what it concerns. Whatever is wrong with it, `Lost` is raised, and everything is judged.
"""

from __future__ import annotations

import contextlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import sqlite3

    from consistency.cache.store import Store

#: A place that rules group facts by, and the key of one group.
Spot = tuple[str, str]
_SOME = 500


class Lost(Exception):  # noqa: N818 - says what became of it
    """The ground cannot be had: the whole repository is judged instead."""


class Document(NamedTuple):
    """A document of the ground; `around` as in its reading."""

    path: str
    blob: str
    around: str


class State(NamedTuple):
    """commit: which one · digest: of the configuration · counts: documents to unread, as in Looked, for all of it ·
    links: the repository holds symbolic links · spots: how many groups rules had something to say about
    """

    commit: str
    digest: str
    counts: tuple[int, ...]
    links: bool
    spots: int


class Told(NamedTuple):
    """What is written of one document. `words` and `spelled` are those of its reading, `pages`: it may govern."""

    document: Document
    words: Sequence[int]
    spelled: Sequence[tuple[str, str, int]]
    beside: Sequence[str]


class Learned:
    """What is to be written of many documents; little is held of each."""

    def __init__(self) -> None:
        self.documents: list[tuple[int, bytes, str, str]] = []
        self.words, self.holders = array("q"), array("q")
        self.beside: list[tuple[bytes, bytes]] = []
        self.spelled: Counter[tuple[str, str]] = Counter()

    def add(self, one: Told) -> None:
        """One more document."""
        path, number = _bytes(one.document.path), len(self.documents) + 1
        self.documents.append((number, path, one.document.blob, one.document.around))
        self.words.extend(one.words)
        self.holders.extend([number] * len(one.words))
        self.beside += [(_bytes(pattern), path) for pattern in one.beside]
        for host, text, weight in one.spelled:
            self.spelled[host, text] += weight


class Ground:
    """One ground, read. Raises Lost wherever something is not as it was written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = {name: f"{name}_{store.stamp}" for name in _COLUMNS}

    def state(self) -> State | None:
        """The state that is kept, None for none."""
        try:
            rows = self._rows("SELECT commit_id, digest, counts, links, spots FROM {state}")
        except Lost:
            return None
        if len(rows) != 1:
            return None
        commit, digest, counts, links, spots = rows[0]
        try:
            return State(commit, digest, tuple(map(int, counts.split())), bool(links), spots)
        except (AttributeError, ValueError):
            return None  # damaged

    def drift(self) -> tuple[str, ...]:
        """The paths in which it differs from its commit."""
        return tuple(_text(path) for (path,) in self._rows("SELECT path FROM {drift}"))

    def holding(self, numbers: Iterable[int]) -> set[int]:
        """The documents that mention one of the words, by their own numbers."""
        asked = list(numbers)
        found: set[int] = set()
        for start in range(0, len(asked), _SOME):
            some = asked[start : start + _SOME]
            marks = ",".join("?" * len(some))
            found.update(doc for (doc,) in self._rows(f"SELECT doc FROM {{mention}} WHERE word IN ({marks})", some))
        return found

    def held_beside(self, number: int, docs: Sequence[int]) -> bool:
        """Whether another document than these mentions the word."""
        marks = ",".join("?" * len(docs))
        return bool(
            self._rows(f"SELECT 1 FROM {{mention}} WHERE word = ? AND doc NOT IN ({marks}) LIMIT 1", (number, *docs))
        )

    def documents(self, numbers: Iterable[int]) -> dict[int, Document]:
        """Documents by their own numbers."""
        asked = list(numbers)
        found: dict[int, Document] = {}
        for start in range(0, len(asked), _SOME):
            some = asked[start : start + _SOME]
            marks = ",".join("?" * len(some))
            rows = self._rows(f"SELECT id, path, blob, around FROM {{doc}} WHERE id IN ({marks})", some)
            found.update((id_, Document(_text(path), blob, around)) for id_, path, blob, around in rows)
        if len(found) != len(set(asked)):
            raise Lost
        return found

    def named(self, paths: Iterable[str]) -> dict[str, tuple[int, Document]]:
        """Documents by path, with their own numbers; those that are there."""
        found = {}
        for path in paths:
            for id_, blob, around in self._rows("SELECT id, blob, around FROM {doc} WHERE path = ?", (_bytes(path),)):
                found[path] = id_, Document(path, blob, around)
        return found

    def everything(self) -> dict[str, str]:
        """The blob of every document, by path."""
        return {_text(path): blob for path, blob in self._rows("SELECT path, blob FROM {doc}")}

    def spots(self) -> list[Spot]:
        """The groups about which rules had something to say."""
        return [(place, _text(key)) for place, key in self._rows("SELECT place, key FROM {spot}")]

    def spots_in(self, paths: Iterable[str]) -> list[Spot]:
        """Those of the groups that are one of these documents."""
        words = "SELECT place, key FROM {spot} WHERE place = 'document' AND key = ?"
        return [(place, _text(key)) for path in paths for place, key in self._rows(words, (_bytes(path),))]

    def spelled(self, hosts: Iterable[str]) -> dict[tuple[str, str], int]:
        """The weight of every spelling of these hosts' keys."""
        words = "SELECT host, text, weight FROM {spelled} WHERE host = ?"
        rows = (row for host in hosts for row in self._rows(words, (_bytes(host),)))
        return {(_text(host), _text(text)): weight for host, text, weight in rows}

    def beside(self) -> list[tuple[str, str]]:
        """Patterns of files that documents were read together with, each with the document's path."""
        return [(_text(pattern), _text(path)) for pattern, path in self._rows("SELECT pattern, path FROM {beside}")]

    def pages(self) -> tuple[str, ...]:
        """The paths that the configuration's globs for pages that govern mean, documents or not."""
        return tuple(sorted(_text(path) for (path,) in self._rows("SELECT path FROM {page}")))

    def settings(self) -> list[tuple[str, str]]:
        """The files of the configuration, with their blobs, the one that goes first first."""
        rows = self._rows("SELECT path, blob FROM {setting} ORDER BY place")
        return [(_text(path), blob) for path, blob in rows]

    def write(self, state: State, learned: Learned, drift: Iterable[str], pages: Iterable[str],
        spots: Iterable[Spot], settings: Sequence[tuple[str, str]],
    ) -> None:  # fmt: skip
        """Keep a whole new ground in the place of the old one; quietly not where that fails."""

        def work(connection: sqlite3.Connection) -> None:
            for name, table in self._names.items():
                connection.execute(f"DROP TABLE IF EXISTS {table}")
                connection.execute(f"CREATE TABLE {table} ({_COLUMNS[name]}) {_KIND.get(name, '')}")
            self._many(connection, "doc", learned.documents)
            self._many(connection, "mention", sorted(zip(learned.words, learned.holders, strict=True)))
            self._many(connection, "beside", learned.beside)
            self._many(connection, "drift", [(_bytes(path),) for path in drift])
            self._many(connection, "page", [(_bytes(path),) for path in pages])
            self._many(connection, "spot", [(place, _bytes(key)) for place, key in sorted(set(spots))])
            self._many(connection, "setting", [(n, _bytes(path), blob) for n, (path, blob) in enumerate(settings)])
            spelled = sorted(learned.spelled.items())
            self._many(connection, "spelled", [(_bytes(host), _bytes(text), n) for (host, text), n in spelled])
            self._set(connection, state)

        self._store.change(work)

    def settle(self, state: State, spots: Iterable[Spot]) -> None:
        """Say what was found about a ground that was written without."""

        def work(connection: sqlite3.Connection) -> None:
            self._many(connection, "spot", [(place, _bytes(key)) for place, key in sorted(set(spots))])
            connection.execute(f"DELETE FROM {self._names['state']}")
            self._set(connection, state)

        self._store.change(work)

    def advance(
        self, old: State, state: State, gone: Iterable[Told], come: Iterable[Told], pages: Iterable[str],
        quiet: Iterable[Spot], loud: Iterable[Spot],
    ) -> None:  # fmt: skip
        """Go on to another commit: documents that went or came, groups about which rules are quiet now, or not."""

        def work(connection: sqlite3.Connection) -> None:
            if self.state() != old:
                return  # another run was here first
            for one in gone:
                self._forget(connection, one)
            for one in come:
                self._learn(connection, one)
            for name, rows in (("drift", []), ("page", [(_bytes(path),) for path in pages])):
                connection.execute(f"DELETE FROM {self._names[name]}")
                self._many(connection, name, rows)
            spots = [(place, _bytes(key)) for place, key in quiet]
            connection.executemany(f"DELETE FROM {self._names['spot']} WHERE place = ? AND key = ?", spots)
            self._many(connection, "spot", sorted((place, _bytes(key)) for place, key in set(loud)))
            connection.execute(f"DELETE FROM {self._names['state']}")
            count = connection.execute(f"SELECT count(*) FROM {self._names['spot']}").fetchone()[0]
            self._set(connection, state._replace(spots=count))

        self._store.change(work)

    def _forget(self, connection: sqlite3.Connection, one: Told) -> None:
        names, path = self._names, _bytes(one.document.path)
        rows = connection.execute(f"SELECT id FROM {names['doc']} WHERE path = ?", (path,)).fetchall()
        for (number,) in rows:
            pairs = [(word, number) for word in one.words]
            connection.executemany(f"DELETE FROM {names['mention']} WHERE word = ? AND doc = ?", pairs)
            connection.execute(f"DELETE FROM {names['doc']} WHERE id = ?", (number,))
        connection.execute(f"DELETE FROM {names['beside']} WHERE path = ?", (path,))
        self._spell(connection, one, -1)

    def _learn(self, connection: sqlite3.Connection, one: Told) -> None:
        document, path = one.document, _bytes(one.document.path)
        values = (path, document.blob, document.around)
        cursor = connection.execute(f"INSERT INTO {self._names['doc']} (path, blob, around) VALUES (?, ?, ?)", values)
        self._many(connection, "mention", [(word, cursor.lastrowid) for word in one.words])
        self._many(connection, "beside", [(_bytes(pattern), path) for pattern in one.beside])
        self._spell(connection, one, 1)

    def _spell(self, connection: sqlite3.Connection, one: Told, sign: int) -> None:
        table = self._names["spelled"]
        rows = [(_bytes(host), _bytes(text), sign * weight) for host, text, weight in one.spelled]
        connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?)"
            " ON CONFLICT (host, text) DO UPDATE SET weight = weight + excluded.weight",
            rows,
        )
        connection.execute(f"DELETE FROM {table} WHERE weight <= 0")

    def _set(self, connection: sqlite3.Connection, state: State) -> None:
        counts = " ".join(map(str, state.counts))
        self._many(connection, "state", [(state.commit, state.digest, counts, int(state.links), state.spots)])

    def _many(self, connection: sqlite3.Connection, name: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            marks = ",".join("?" * len(rows[0]))
            connection.executemany(f"INSERT OR REPLACE INTO {self._names[name]} VALUES ({marks})", rows)

    def _rows(self, words: str, values: Sequence[Any] = ()) -> list[Any]:
        found = self._store.ask(words.format_map(self._names), tuple(values))
        if found is None:
            raise Lost
        return found


_COLUMNS = {
    "state": "commit_id TEXT, digest TEXT, counts TEXT, links INTEGER, spots INTEGER",
    "doc": "id INTEGER PRIMARY KEY, path BLOB UNIQUE, blob TEXT, around TEXT",
    "mention": "word INTEGER, doc INTEGER, PRIMARY KEY (word, doc)",
    "beside": "pattern BLOB, path BLOB",
    "drift": "path BLOB",
    "page": "path BLOB",
    "setting": "place INTEGER, path BLOB, blob TEXT",
    "spot": "place TEXT, key BLOB, PRIMARY KEY (place, key)",
    "spelled": "host BLOB, text BLOB, weight INTEGER, PRIMARY KEY (host, text)",
}
_KIND = {"mention": "WITHOUT ROWID", "spot": "WITHOUT ROWID", "spelled": "WITHOUT ROWID"}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    with contextlib.suppress(UnicodeError, AttributeError):
        return data.decode("utf-8", "surrogatepass")
    raise Lost


__all__ = ["Document", "Ground", "Lost", "Spot", "State", "Told"]
