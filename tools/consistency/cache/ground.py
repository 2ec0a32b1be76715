"""The ground: the documents of one state of the repository, findable by the words that they mention.

It lies beside the readings, in the same file, and says of one commit (but for `drift`, paths that differ from it) which
documents it holds, which words each mentions, and in which groups rules had something to say: never what they said.
An edit is then held against what it concerns. It is kept in cells with a checksum each, of which none may be missing:
words by their last bits, so that what is absent is known to be absent. Whatever is wrong, `Lost` is raised, and
everything is judged.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from consistency.cache.cells import (
    BESIDE,
    COVERED,
    DOCUMENTS,
    DOCUMENTS_IN_ONE,
    DRIFT,
    GROUPS,
    HEAD,
    HOSTS_IN_ONE,
    PAGES,
    QUIET,
    SETTINGS,
    SPELLED,
    SPOTS,
    WORDS,
    WORDS_IN_ONE,
    Document,
    Learned,
    Lost,
    Told,
    cells_of_documents,
    cells_of_hosts,
    cells_of_words,
    mask_of,
    number,
    packed,
    unpacked,
    words_of,
)  # fmt: skip

if TYPE_CHECKING:
    import sqlite3

    from consistency.cache.store import Store

#: A place that rules group facts by, and the key of one group.
Spot = tuple[str, str]
_SOME = 500


class State(NamedTuple):
    """commit: which one · digest: of the configuration · counts: documents to unread, as in Looked, for all of it ·
    links: the repository holds symbolic links · spots: how many groups rules had something to say about
    """

    commit: str
    digest: str
    counts: tuple[int, ...]
    links: bool
    spots: int


class Ground:
    """One ground. Raises Lost wherever something is not as it was written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._table = f"cells_{store.stamp}"
        self._held: dict[int, Any] = {}

    def state(self) -> State | None:
        """The state that is kept, None for none."""
        try:
            return self._head().state
        except Lost:
            return None

    def _head(self) -> _Head:
        commit, digest, counts, links, spots, *sizes = self._cell(HEAD)
        return _Head(State(commit, digest, counts, links, spots), *sizes)

    def drift(self) -> tuple[str, ...]:
        """The paths in which it differs from its commit."""
        return tuple(self._cell(DRIFT))

    def pages(self) -> tuple[str, ...]:
        """The paths that the configuration's globs for pages that govern mean, documents or not."""
        return tuple(sorted(self._cell(PAGES)))

    def settings(self) -> tuple[tuple[str, str], ...]:
        """The files of the configuration, with their blobs, the one that goes first first."""
        return tuple(self._cell(SETTINGS))

    def beside(self) -> tuple[tuple[str, str], ...]:
        """Patterns of files that documents were read together with, each with the document's path."""
        return tuple(self._cell(BESIDE))

    def spots(self) -> list[Spot]:
        """The groups about which rules had something to say."""
        return list(self._cell(SPOTS))

    def spots_in(self, paths: Iterable[str]) -> list[Spot]:
        """Those of the groups that are one of these documents."""
        known = frozenset(paths)
        return [(place, key) for place, key in self._cell(SPOTS) if place == "document" and key in known]

    def quiet(self) -> frozenset[str] | None:
        """The files that the declared checks looked at where they had nothing to say; None where that is not known."""
        files = self._cell(QUIET)
        return None if files is None else frozenset(files)

    def learn_quiet(self, commit: str, files: Iterable[str]) -> None:
        """The declared checks of a commit looked at these files, and had nothing to say."""

        def work(connection: sqlite3.Connection) -> None:
            self._held.clear()
            if self._head().state.commit == commit:  # another run may have gone on
                self._put(connection, [(QUIET, tuple(sorted(files)))])

        self._store.change(work)
        self._held.clear()

    def mark(self) -> bytes:
        """What this very ground is known by: another one has another mark."""
        mark: bytes = self._cell(COVERED)[0]
        return mark

    def groups(self) -> tuple[Any, frozenset[Spot]]:
        """What was kept of groups, and those of which it is right still; None where nothing is kept."""
        _, known, covered = self._cell(COVERED)
        mark, kept = self._cell(GROUPS) if covered else (b"", None)
        return (kept, frozenset(covered)) if covered and mark == known else (None, frozenset())

    def learn_groups(self, mark: bytes, kept: Any, spots: Iterable[Spot]) -> None:
        """Keep this with the ground of this mark: what the groups consist of about which rules had something to say."""

        def work(connection: sqlite3.Connection) -> None:
            self._held.clear()
            if self.mark() == mark:  # another run may have gone on
                self._put(connection, [(GROUPS, (mark, kept)), (COVERED, (mark, mark, tuple(sorted(spots))))])

        self._store.change(work)
        self._held.clear()

    def holding(self, numbers: Iterable[int]) -> set[int]:
        """The documents that mention one of the words, by their places in the ground."""
        return {place for _, places in self._mentioned(numbers) for place in places}

    def held_beside(self, numbers: Iterable[int], places: set[int]) -> set[int]:
        """Those of the words that another document than these mentions."""
        return {one for one, held in self._mentioned(numbers) if not places.issuperset(held)}

    def _mentioned(self, numbers: Iterable[int]) -> list[tuple[int, Sequence[int]]]:
        mask = self._head().words
        cells = {one: WORDS + (one & mask) for one in numbers}
        held = self._cells(set(cells.values()))
        return [(one, held[cell].get(one, ())) for one, cell in cells.items()]

    def documents(self, places: Iterable[int]) -> dict[int, Document]:
        """Documents by their places."""
        asked = list(places)
        held = self._cells({DOCUMENTS + place // DOCUMENTS_IN_ONE for place in asked})
        try:
            return {place: Document(*held[DOCUMENTS + place // DOCUMENTS_IN_ONE][place]) for place in asked}
        except KeyError:
            raise Lost from None

    def named(self, paths: Iterable[str]) -> dict[str, tuple[int, Document]]:
        """Documents by path, with their places; those that are there."""
        asked = set(paths)
        places = self.holding([number("d", path) for path in asked])
        found = self.documents(places).items()
        return {document.path: (place, document) for place, document in found if document.path in asked}

    def everything(self) -> dict[str, str]:
        """The blob of every document, by path."""
        count = (self._head().documents + DOCUMENTS_IN_ONE - 1) // DOCUMENTS_IN_ONE
        cells = self._cells(DOCUMENTS + cell for cell in range(count))
        return {path: blob for cell in cells.values() for path, blob, _ in cell.values()}

    def spelled(self, hosts: Iterable[str]) -> dict[tuple[str, str], int]:
        """The weight of every spelling of these hosts' keys."""
        mask = self._head().hosts
        asked = {host: SPELLED + (number("S", host) & mask) for host in hosts}
        held = self._cells(set(asked.values()))
        return {(host, text): n for host, cell in asked.items() for text, n in held[cell].get(host, {}).items()}

    def write(self, state: State, learned: Learned, drift: Iterable[str], pages: Iterable[str],
        spots: Iterable[Spot], settings: Sequence[tuple[str, str]],
    ) -> None:  # fmt: skip
        """Keep a whole new ground in the place of the old one; quietly not where that fails."""
        sizes = (
            mask_of(len(learned.words) // WORDS_IN_ONE),
            len(learned.documents),
            mask_of(len(learned.spelled) // HOSTS_IN_ONE),
        )
        small: dict[int, Any] = {
            HEAD: (*state, *sizes), DRIFT: tuple(drift), PAGES: tuple(pages), SETTINGS: tuple(settings),
            BESIDE: tuple(learned.beside), SPOTS: tuple(sorted(set(spots))), QUIET: None, COVERED: _uncovered(),
        }  # fmt: skip

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(f"DROP TABLE IF EXISTS {self._table}")
            connection.execute(f"CREATE TABLE {self._table} (id INTEGER PRIMARY KEY, kept BLOB NOT NULL)")
            many = cells_of_words(learned, sizes[0]), cells_of_documents(learned), cells_of_hosts(learned, sizes[2])
            for cells in (small.items(), *many):
                self._put(connection, cells)

        self._store.change(work)
        self._held.clear()

    def settle(self, state: State, spots: Iterable[Spot]) -> None:
        """Say what was found about a ground that was written without."""
        cells = {
            HEAD: (*state, *self._cell(HEAD)[len(state) :]),
            SPOTS: tuple(sorted(set(spots))),
            COVERED: _uncovered(),
        }
        self._store.change(lambda connection: self._put(connection, cells.items()))
        self._held.clear()

    def advance(
        self, old: State, state: State, gone: Iterable[Told], come: Iterable[Told], pages: Iterable[str],
        quiet: Iterable[Spot], loud: Iterable[Spot], unchecked: bool,
    ) -> None:  # fmt: skip
        """Go on to another commit: documents that went or came, groups about which rules are quiet now, or not.

        unchecked: what the declared checks say of it is not known
        """

        def work(connection: sqlite3.Connection) -> None:
            self._held.clear()
            head = self._head()
            if head.state != old:
                return  # another run was here first
            change = _Change(self, head)
            for one in gone:
                change.forget(one)
            for one in come:
                change.learn(one)
            spots = tuple(sorted({*self._cell(SPOTS)} - set(quiet) | set(loud)))
            head = head._replace(state=state._replace(spots=len(spots)), documents=change.documents)
            _, known, covered = self._cell(COVERED)
            small: dict[int, Any] = {
                HEAD: (*head.state, *head[1:]), DRIFT: (), PAGES: tuple(pages), SPOTS: spots,
                COVERED: (os.urandom(8), known, tuple(sorted(apart(covered, frozenset(quiet))))),
            }  # fmt: skip
            if unchecked:
                small[QUIET] = None
            self._put(connection, {**change.cells, **small}.items())

        self._store.change(work)
        self._held.clear()

    def cells(self, ids: Iterable[int]) -> dict[int, Any]:
        """What cells hold, for a change of it."""
        return self._cells(ids)

    def _put(self, connection: sqlite3.Connection, cells: Iterable[tuple[int, Any]]) -> None:
        rows = ((cell, packed(cell, held)) for cell, held in cells)
        connection.executemany(f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?)", rows)

    def _cell(self, cell: int) -> Any:
        return self._cells((cell,))[cell]

    def _cells(self, ids: Iterable[int]) -> dict[int, Any]:
        asked = list(ids)
        missing = [cell for cell in asked if cell not in self._held]
        for start in range(0, len(missing), _SOME):
            some = missing[start : start + _SOME]
            marks = ",".join("?" * len(some))
            rows = self._store.ask(f"SELECT id, kept FROM {self._table} WHERE id IN ({marks})", some)
            self._held.update((cell, unpacked(cell, kept)) for cell, kept in rows or ())
        try:
            return {cell: self._held[cell] for cell in asked}
        except KeyError:
            raise Lost from None


def apart(spots: Iterable[Spot], judged: frozenset[Spot]) -> frozenset[Spot]:
    """Those not judged; of ports, those on whose port nothing was: a rule looks at all places that have it."""
    ports = {key.partition("@")[0] for place, key in judged if place == "port"}
    return frozenset(
        (place, key) for place, key in spots
        if (place, key) not in judged and not (place == "port" and key.partition("@")[0] in ports)
    )  # fmt: skip


def _uncovered() -> tuple[bytes, bytes, tuple[Spot, ...]]:
    """The mark of a new ground, which is given once; of its groups nothing is kept."""
    return os.urandom(8), b"", ()


class _Head(NamedTuple):
    """The state, the masks of the numbers of words and hosts, and between them how many documents there ever were."""

    state: State
    words: int
    documents: int
    hosts: int


class _Change:
    """Cells that documents change that come or go."""

    def __init__(self, ground: Ground, head: _Head) -> None:
        self._ground, self._head = ground, head
        self.documents = head.documents
        self.cells: dict[int, Any] = {BESIDE: ground.cells((BESIDE,))[BESIDE]}

    def _of(self, cell: int, new: bool = False) -> Any:
        if cell not in self.cells:
            held = {} if new else self._ground.cells((cell,))[cell]
            self.cells[cell] = dict(held)
        return self.cells[cell]

    def forget(self, one: Told) -> None:
        """A document went."""
        path = one.document.path
        for place, _ in self._ground.named((path,)).values():
            self._of(DOCUMENTS + place // DOCUMENTS_IN_ONE).pop(place, None)
            for word in words_of(one):
                cell = self._of(WORDS + (word & self._head.words))
                cell[word] = tuple(other for other in cell.get(word, ()) if other != place)
        self.cells[BESIDE] = tuple(pair for pair in self.cells[BESIDE] if pair[1] != path)
        self._spell(one, -1)

    def learn(self, one: Told) -> None:
        """A document came."""
        place, self.documents = self.documents, self.documents + 1
        self._of(DOCUMENTS + place // DOCUMENTS_IN_ONE, new=place % DOCUMENTS_IN_ONE == 0)[place] = tuple(one.document)
        for word in words_of(one):
            cell = self._of(WORDS + (word & self._head.words))
            cell[word] = (*cell.get(word, ()), place)
        self.cells[BESIDE] = (*self.cells[BESIDE], *((pattern, one.document.path) for pattern in one.beside))
        self._spell(one, 1)

    def _spell(self, one: Told, sign: int) -> None:
        for host, text, weight in one.spelled:
            cell = self._of(SPELLED + (number("S", host) & self._head.hosts))
            weights = {**cell.get(host, {})}
            weights[text] = weights.get(text, 0) + sign * weight
            cell[host] = {text: weight for text, weight in weights.items() if weight > 0}
