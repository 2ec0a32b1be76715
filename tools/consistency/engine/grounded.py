"""Keeping the ground: after everything was judged, what the next run needs to judge only what an edit concerns."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from consistency.cache.cells import Document, Learned, Lost, Told
from consistency.cache.ground import Ground, Spot, State
from consistency.cache.packed import Kept
from consistency.cache.store import Store
from consistency.config import Config
from consistency.config.read import OWN, SHARED
from consistency.engine.documents import Documents
from consistency.engine.gather import Gathered, governing
from consistency.engine.held import remember
from consistency.model.digest import hexdigest
from consistency.model.fact import Fact
from consistency.model.run import Looked
from consistency.tree.git import Repository
from consistency.tree.revision import Revision, head
from consistency.tree.source import Entry, Tree


def digest_of(config: Config) -> str:
    """A digest of the whole configuration: a group that was quiet under another one may not be quiet now."""
    return hexdigest(repr(config._replace(text="")))


def numbers(kept: Kept) -> tuple[int, ...]:
    """What one document adds to the counts: documents, tables, registries, rows, claims, cross-checked, unread."""
    reading = kept.reading
    read = int(kept.state == "read")
    return read, reading.tables, reading.registries, reading.rows, len(kept.claims), 0, len(reading.unread)


def told(entry: Entry, kept: Kept) -> Told:
    """What is written of a document."""
    return Told(Document(entry.path, entry.blob, kept.around), kept.words, kept.spelled, kept.beside)


class Footing(NamedTuple):
    """What a ground stands on. pages: paths that may govern · settings: the files of the configuration, with blobs"""

    state: State
    drift: tuple[str, ...]
    pages: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]


def footing(tree: Tree, config: Config, entries: Mapping[str, Entry]) -> Footing | None:
    """Of a tree that is a commit or lies on one, and is known by content; None of any other. Counts are zero."""
    repository = getattr(tree, "repository", None)
    if repository is None or tree.left_out() or any(not entry.blob for entry in entries.values()):
        return None
    base = tree if isinstance(tree, Revision) else _head(repository)
    if base is None:
        return None
    here = {entry.path: entry.blob for entry in tree.entries()}
    settings = tuple((path, here[path]) for path in (OWN, SHARED) if path in here)
    if any(not blob for _, blob in settings):
        return None
    then = {entry.path: entry.blob for entry in base.entries()}
    here.update((path, entry.blob) for path, entry in entries.items())
    drift = tuple(sorted(path for path in here.keys() | then.keys() if _differ(here.get(path), then.get(path))))
    state = State(base.id, digest_of(config), (0,) * 7, base.links, 0)
    return Footing(state, drift, governing(tuple(here), config), settings)


def keep(
    store: Store, tree: Tree, config: Config, documents: Documents, gathered: Gathered, facts: Sequence[Fact],
    spots: frozenset[Spot],
) -> None:  # fmt: skip
    """Write the ground that a judged tree is, where it can be one."""
    found = footing(tree, config, documents.entries) if store.file else None
    if found is None:
        return
    state = found.state._replace(counts=counted(gathered.looked), spots=len(spots))
    ground = Ground(store)
    if _same(ground, state, found.drift, documents.entries):
        return
    learned = Learned()
    for path, kept in documents.kept.items():
        learned.add(told(documents.entries[path], kept))
    ground.write(state, learned, found.drift, found.pages, spots, found.settings)
    with contextlib.suppress(Lost):
        remember(ground, ground.mark(), facts, spots)


def _head(repository: Repository) -> Revision | None:
    found = head(repository)
    return Revision(repository, found) if found else None


def _differ(one: str | None, other: str | None) -> bool:
    """Not the same file, as far as is known: what is on both sides and is no document may be without its blob."""
    return one != other and one != ""


def _same(ground: Ground, state: State, drift: Sequence[str], entries: Mapping[str, Entry]) -> bool:
    """Whether that is what is kept already."""
    try:
        kept = ground.state() == state and sorted(ground.drift()) == list(drift)
        return kept and ground.everything() == {path: entry.blob for path, entry in entries.items()}
    except Lost:
        return False


def counted(looked: Looked) -> tuple[int, ...]:
    """The numbers as they are kept."""
    return (
        looked.documents, looked.tables, looked.registries, looked.rows, looked.claims, looked.checked, looked.unread,
    )  # fmt: skip
