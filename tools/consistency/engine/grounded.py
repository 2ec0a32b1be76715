"""Keeping the ground: after everything was judged, what the next run needs to judge only what an edit concerns."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping

from consistency.cache.ground import Document, Ground, Lost, Spot, State, Told
from consistency.cache.packed import Kept
from consistency.cache.store import Store
from consistency.config import Config
from consistency.config.read import OWN, SHARED
from consistency.engine.documents import Documents
from consistency.engine.gather import Gathered
from consistency.model.run import Looked
from consistency.tree.git import Repository
from consistency.tree.revision import Revision, head
from consistency.tree.source import Entry, Tree


def digest_of(config: Config) -> str:
    """A digest of the whole configuration: a group that was quiet under another one may not be quiet now."""
    return hashlib.sha256(repr(config).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def numbers(kept: Kept) -> tuple[int, ...]:
    """What one document adds to the counts: documents, tables, registries, rows, claims, cross-checked, unread."""
    reading = kept.reading
    read = int(kept.state == "read")
    return read, reading.tables, reading.registries, reading.rows, len(kept.claims), 0, len(reading.unread)


def told(entry: Entry, kept: Kept) -> Told:
    """What is written of a document."""
    return Told(Document(entry.path, entry.blob, kept.around), kept.words, kept.spelled, kept.beside)


def keep(
    store: Store, tree: Tree, config: Config, documents: Documents, gathered: Gathered,
    spots: frozenset[Spot],
) -> None:  # fmt: skip
    """Write the ground that a judged tree is, where it is a commit or lies on one and all of it is known by content."""
    repository = getattr(tree, "repository", None)
    entries = documents.entries
    if not store.file or repository is None or tree.left_out() or any(not entry.blob for entry in entries.values()):
        return
    base = tree if isinstance(tree, Revision) else _head(repository)
    if base is None:
        return
    here = {entry.path: entry.blob for entry in tree.entries()}
    settings = [(path, here[path]) for path in (OWN, SHARED) if path in here]
    if any(not blob for _, blob in settings):
        return
    then = {entry.path: entry.blob for entry in base.entries()}
    here.update((path, entry.blob) for path, entry in entries.items())
    drift = sorted(path for path in here.keys() | then.keys() if _differ(here.get(path), then.get(path)))
    digest, counts = digest_of(config), counted(gathered.looked)
    ground = Ground(store)
    if _same(ground, State(base.id, digest, counts, base.links, len(spots)), drift, entries):
        return
    spelled: Counter[tuple[str, str]] = Counter()
    for kept in documents.kept.values():
        for host, text, weight in kept.spelled:
            spelled[host, text] += weight
    state = State(base.id, digest, counts, base.links, len(spots))
    every = [told(entries[path], kept) for path, kept in documents.kept.items()]
    ground.write(state, every, drift, gathered.governing, spots, spelled, settings)


def _head(repository: Repository) -> Revision | None:
    found = head(repository)
    return Revision(repository, found) if found else None


def _differ(one: str | None, other: str | None) -> bool:
    """Not the same file, as far as is known: what is on both sides and is no document may be without its blob."""
    return one != other and one != ""


def _same(ground: Ground, state: State, drift: list[str], entries: Mapping[str, Entry]) -> bool:
    """Whether that is what is kept already."""
    try:
        kept = ground.state() == state and sorted(ground.drift()) == drift
        return kept and ground.everything() == {path: entry.blob for path, entry in entries.items()}
    except Lost:
        return False


def counted(looked: Looked) -> tuple[int, ...]:
    """The numbers as they are kept."""
    return (
        looked.documents, looked.tables, looked.registries, looked.rows, looked.claims, looked.checked, looked.unread,
    )  # fmt: skip
