"""A state of a repository that is near the ground: what it says where it differs, and all that is around that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from consistency.cache.cells import Lost, number
from consistency.cache.ground import Ground, Spot, State
from consistency.cache.packed import Kept
from consistency.config import Config
from consistency.engine.around import Around, Edits
from consistency.engine.documents import Documents, Texts, reading_key
from consistency.engine.gather import Gathered, Paths, governing
from consistency.engine.grounded import numbers
from consistency.engine.judge import cross_checked
from consistency.engine.means import Means
from consistency.engine.narrow import Held, Side, narrowed
from consistency.engine.pages import Pages
from consistency.engine.reading import is_markdown, patterns
from consistency.markdown.text import Text
from consistency.model.run import Looked
from consistency.tree.part import Part
from consistency.tree.source import Entry, Tree
from consistency.values.glob import matches
from consistency.values.starred import Finder, means

#: More documents that differ are judged sooner with everything.
MOST = 200


class Entries(Mapping[str, Entry]):
    """The documents of a state: those that differ from the ground, and the ground's."""

    def __init__(self, ground: Ground, edited: Mapping[str, Entry | None], tree: Tree) -> None:
        self._ground, self._edited, self._tree = ground, edited, tree

    def __getitem__(self, path: str) -> Entry:
        if path in self._edited:
            entry = self._edited[path]
        else:
            found = self._ground.named([path])
            entry = Entry(path, found[path][1].blob) if path in found else None
        if entry is None:
            raise KeyError(path)
        return entry

    def __iter__(self) -> Iterator[str]:
        return (entry.path for entry in self._tree.entries())

    def __len__(self) -> int:
        return len(self._tree.entries())


def needing(ground: Ground, paths: Set[str]) -> dict[str, Entry]:
    """The ground's documents that are read together with one of these files, and are none of them."""
    found = {path for pattern, path in ground.beside() if any(means(pattern, one) for one in paths)} - paths
    return {path: Entry(path, document.blob) for path, (_, document) in ground.named(found).items()}


def kept_of_ground(ground: Ground, means: Means, config: Config, documents: set[str]) -> dict[str, Kept | None]:
    """What the ground's documents say."""
    known = {path: document for path, (_, document) in ground.named(documents).items()}
    keys = {path: reading_key(config, document.blob, path, document.around) for path, document in known.items()}
    kept = means.store.get(list(keys.values()))
    found: dict[str, Kept | None] = {}
    for path, document in known.items():
        said = kept.get(keys[path])
        if said is None or said.around != document.around:
            raise Lost
        found[path] = said
    return found


def read_edited(
    tree: Tree, entries: Mapping[str, Entry | None], documents: set[str], config: Config, means: Means
) -> dict[str, Kept | None]:
    """What documents of a state say, read together with the files that they need."""
    mine = [entry for path in documents if (entry := entries[path])]
    meant: set[str] = set()
    for entry, data in tree.read_many([one for one in mine if not is_markdown(one.path)], config.max_file_size):
        if isinstance(data, bytes):
            meant.update(patterns(entry.path, Text.of(data).text))
    paths = {entry.path for entry in mine}
    found = {entry.path: entry for entry in tree.entries()} if meant else {}
    others = [found[path] for path in Finder(found).meant(meant) if path not in paths]
    kept = Documents(Part(tree, [*mine, *others]), config, means).kept
    return {path: kept[path] for path in documents if path in kept}


def counts_of(state: State, edits: Edits, sides: Sequence[Side], place: int) -> Looked:
    """What was looked at in a state, in numbers."""
    counts = list(state.counts)
    for versions in edits.values():
        for kept, sign in ((versions[0], -1), (versions[place], 1)):
            if kept:
                counts = [count + sign * one for count, one in zip(counts, numbers(kept), strict=True)]
    checked = [cross_checked([f for f in sides[one].facts if f.service in sides[one].services]) for one in (0, place)]
    counts[5] += checked[1] - checked[0]
    return Looked(*counts)


def pages_of(ground: Ground, config: Config, entries: Mapping[str, Entry | None]) -> tuple[str, ...]:
    """The pages that govern, in a state."""
    kept = {path for path in ground.pages() if path not in entries}
    return governing(sorted(kept | {path for path, entry in entries.items() if entry}), config)


def ruled(pages: Sequence[str], texts: Texts, config: Config, reads: Pages) -> list[str]:
    """The files that change rules name: what they say of a service is wanted."""
    ruling = [path for path in pages if any(matches(glob, path) for glob in config.change_rules) and path in texts]
    rules = (rule for path in ruling for rule in reads.change_rules(path, texts[path]).rules)
    return [file.value for rule in rules for file in rule.files]


def gathered_near(
    around: Around, ground: Ground, config: Config, edits: Edits, place: int, side: Side, looked: Looked,
    pages: tuple[str, ...], entries: Mapping[str, Entry | None], tree: Tree, reads: Pages,
) -> Gathered:  # fmt: skip
    """What the documents of a state say, as far as they were looked at; the rest is fetched when somebody asks."""
    kept = {path: said for path, versions in edits.items() if (said := versions[place])}
    faults = tuple(fault for said in kept.values() for fault in said.faults)
    unread = tuple(item for said in kept.values() for item in said.reading.unread)
    declaring = ground.documents(ground.holding([number("a", "fixing")])).values()
    fixing = {one.path for one in declaring if one.path not in edits} | {path for path in kept if kept[path].fixing}
    texts = Texts(tree, Entries(ground, {**around.entries, **entries}, tree), config.max_file_size, eager=False)
    paths = Paths(lambda: [entry.path for entry in tree.entries()])
    claims = tuple(fact.claim for fact in side.facts)
    role = lru_cache(maxsize=None)(lambda path: around.role(path, place))
    return Gathered(claims, unread, texts, paths, looked, faults, pages, tuple(sorted(fixing)), role, reads)


class Seen(NamedTuple):
    """What was looked at: the documents that differ, the ground and each state, and each state's pages."""

    edits: Edits
    ground: Side
    states: tuple[tuple[Gathered, Side], ...]


def look(
    ground: Ground, state: State, means: Means, config: Config, documents: set[str],
    states: Sequence[tuple[Tree, Mapping[str, Entry | None]]], spots: Sequence[Spot], settled: bool,
    held: Held | None = None,
) -> Seen:  # fmt: skip
    """Judge states that differ from the ground in these documents; each comes with its entries where it may differ.

    spots: groups of which something was to be said before · settled: the first state is the ground itself · held: what
    others of them consist of.
    Raises Lost, TreeError.
    """
    first = kept_of_ground(ground, means, config, documents)
    read = [read_edited(tree, entries, documents, config, means) for tree, entries in states[int(settled) :]]
    versions = [first, *read]
    edits = {path: tuple(one.get(path) for one in versions) for path in sorted(documents)}
    around = Around(ground, means.store, config, edits)
    last, entries = states[-1]
    pages = [pages_of(ground, config, entries) for _, entries in states]
    texts = Texts(last, Entries(ground, entries, last), config.max_file_size, eager=False)
    named = ruled(pages[-1], texts, config, means.pages)
    sides = narrowed(around, edits, len(versions), config, spots, named, len(states), held)
    means.say(f"{len(edits):,} documents differ from what was judged before; held against {len(around.others):,} more")
    told = []
    for place, (tree, entries) in enumerate(states):
        at = place + len(versions) - len(states)
        looked = counts_of(state, edits, sides, at)
        gathered = gathered_near(
            around, ground, config, edits, at, sides[at], looked, pages[place], entries, tree, means.pages
        )
        told.append((gathered, sides[at]))
    return Seen(edits, sides[0], tuple(told))
