"""The hook's way: what the next commit changes, held against the documents around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import NamedTuple

from consistency.cache.ground import Ground, Lost, State
from consistency.cache.packed import Kept
from consistency.config import Config
from consistency.config.read import LIMIT, OWN, SHARED, parse
from consistency.engine.around import Around, Edits
from consistency.engine.documents import Documents, Means, Texts, reading_key
from consistency.engine.gather import Gathered, Paths, governing
from consistency.engine.grounded import counted, digest_of, numbers, told
from consistency.engine.judge import cross_checked
from consistency.engine.mentions import number
from consistency.engine.narrow import Side, narrowed
from consistency.engine.reading import is_markdown, patterns, wanted
from consistency.markdown.text import Text
from consistency.model.run import Looked
from consistency.tree.difference import Difference, between, staged
from consistency.tree.index import Index
from consistency.tree.part import Part
from consistency.tree.raw import FileChange
from consistency.tree.revision import Revision
from consistency.tree.source import Entry, Tree
from consistency.values.glob import matches

#: More documents that differ are judged sooner with everything.
MOST = 200
#: So many older disagreements are told again at every commit; of more, how many there are.
TOLD = 40


class Near(NamedTuple):
    """Both states of a commit in the making, as far as it concerns them. `older`: disagreements elsewhere, not looked at."""

    config: Config
    here: tuple[Gathered, Side]
    base: tuple[Gathered, Side]
    changes: tuple[FileChange, ...]
    older: int


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


def near(tree: Tree, bases: tuple[Tree, ...], means: Means | None) -> Near | None:
    """The commit in the making, held against what is kept of HEAD; None where that cannot be: all must be judged.

    Raises TreeError.
    """
    if means is None or not means.store.file or len(bases) != 1:
        return None
    base = bases[0]
    if not isinstance(tree, Index) or not isinstance(base, Revision):
        return None
    try:
        ground = Ground(means.store)
        state = ground.state()
        return None if state is None else _near(tree, base, means, ground, state)
    except Lost:
        return None


def _near(tree: Index, base: Revision, means: Means, ground: Ground, state: State) -> Near | None:
    asked = staged(tree.repository, base.id)
    moved = (
        between(tree.repository, state.commit, base.id).answer() if base.id != state.commit else Difference((), True)
    )
    drift = ground.drift()
    here = asked.answer()
    config = _config(base, ground)
    paths = here.paths() | moved.paths() | set(drift)
    if not (here.plain and moved.plain) or not paths.isdisjoint((OWN, SHARED)) or digest_of(config) != state.digest:
        return None
    if state.links and any(change.status != "M" for change in (*here.changes, *moved.changes)):
        return None
    then = _entries_then(base, ground, paths, moved, here, drift)
    now = {path: here.after(path, then[path]) for path in paths}
    beside = {path for pattern, path in ground.beside() if any(fnmatchcase(each, pattern) for each in paths)} - paths
    for path, (_, document) in ground.named(beside).items():
        then[path] = now[path] = Entry(path, document.blob)
    documents = {path for path in then if wanted(path, config)}
    if len(documents) > MOST:
        return None
    settled = state.commit == base.id and not drift
    return _judged(tree, base, means, ground, state, config, documents, then, now, here, settled)


def _config(base: Revision, ground: Ground) -> Config:
    """The configuration of the ground, which is the base's where no file of it differs."""
    for path, blob in ground.settings():
        if (config := parse(path, base.read(Entry(path, blob), LIMIT))) is not None:
            return config
    return Config()


def _entries_then(
    base: Revision, ground: Ground, paths: set[str], moved: Difference, here: Difference, drift: Iterable[str]
) -> dict[str, Entry | None]:
    """What stands at the paths in the base."""
    then: dict[str, Entry | None] = dict.fromkeys(paths)
    then.update((path, Entry(path, document.blob)) for path, (_, document) in ground.named(paths).items())
    then.update((change.old.path, change.old) for change in here.changes if change.old)
    then = {path: moved.after(path, entry) for path, entry in then.items()}
    if drift:
        then.update(dict.fromkeys(drift))
        then.update((entry.path, entry) for entry in base.some(drift))
    return then


def _judged(
    tree: Index, base: Revision, means: Means, ground: Ground, state: State, config: Config, documents: set[str],
    then: Mapping[str, Entry | None], now: Mapping[str, Entry | None], here: Difference, settled: bool,
) -> Near:  # fmt: skip
    first = _kept(ground, means, config, documents)
    before = first if settled else _read(base, then, documents, config, means)
    after = _read(tree, now, documents, config, means)
    versions = (first, after) if settled else (first, before, after)
    edits = {path: tuple(one.get(path) for one in versions) for path in sorted(documents)}
    around = Around(ground, means.store, config, edits)
    spots = ground.spots() if state.spots <= TOLD else []
    pages = [_pages(ground, config, then), _pages(ground, config, now)]
    ruled = _ruled(pages[1], Texts(tree, Entries(ground, now, tree), config.max_file_size), config)
    sides = narrowed(around, edits, len(versions), config, spots, ruled)
    counts = [_counts(state, edits, sides, place) for place in range(len(versions))]
    told = [
        _gathered(around, ground, config, edits, place, side, counts[place], pages[place], entries, one)
        for place, side, entries, one in ((-2, sides[-2], then, base), (-1, sides[-1], now, tree))
    ]
    if not settled:
        _advance(ground, state, base, edits, sides, counts[1], pages[0], then)
    older = 0 if spots else state.spots
    return Near(config, (told[1], sides[-1]), (told[0], sides[-2]), here.changes, older)


def _kept(ground: Ground, means: Means, config: Config, documents: set[str]) -> dict[str, Kept | None]:
    """What the ground's documents say."""
    known = {path: document for path, (_, document) in ground.named(documents).items()}
    keys = {path: reading_key(config, document.blob, path) for path, document in known.items()}
    kept = means.store.get(list(keys.values()))
    found: dict[str, Kept | None] = {}
    for path, document in known.items():
        said = kept.get(keys[path])
        if said is None or said.around != document.around:
            raise Lost
        found[path] = said
    return found


def _read(
    tree: Tree, entries: Mapping[str, Entry | None], documents: set[str], config: Config, means: Means
) -> dict[str, Kept | None]:
    """What documents of a state say, read together with the files that they need."""
    mine = [entry for path in documents if (entry := entries[path])]
    meant: set[str] = set()
    for entry, data in tree.read_many([one for one in mine if not is_markdown(one.path)], config.max_file_size):
        if isinstance(data, bytes):
            meant.update(patterns(entry.path, Text.of(data).text))
    paths = {entry.path for entry in mine}
    others = [e for e in tree.entries() if e.path not in paths and any(fnmatchcase(e.path, m) for m in meant)] if meant else []  # fmt: skip
    kept = Documents(Part(tree, [*mine, *others]), config, means).kept
    return {path: kept[path] for path in documents if path in kept}


def _counts(state: State, edits: Edits, sides: Sequence[Side], place: int) -> Looked:
    """What was looked at in a state, in numbers."""
    counts = list(state.counts)
    for versions in edits.values():
        for kept, sign in ((versions[0], -1), (versions[place], 1)):
            if kept:
                counts = [count + sign * one for count, one in zip(counts, numbers(kept), strict=True)]
    checked = [cross_checked([f for f in sides[one].facts if f.service in sides[one].services]) for one in (0, place)]
    counts[5] += checked[1] - checked[0]
    return Looked(*counts)


def _pages(ground: Ground, config: Config, entries: Mapping[str, Entry | None]) -> tuple[str, ...]:
    """The pages that govern, in a state."""
    kept = {path for path in ground.pages() if path not in entries}
    return governing(sorted(kept | {path for path, entry in entries.items() if entry}), config)


def _ruled(pages: Sequence[str], texts: Texts, config: Config) -> list[str]:
    """The files that change rules name: what they say of a service is wanted."""
    ruling = [path for path in pages if any(matches(glob, path) for glob in config.change_rules) and path in texts]
    if not ruling:
        return []
    from consistency.readers.change_rules import read_change_rules

    rules = (rule for path in ruling for rule in read_change_rules(path, texts[path]).rules)
    return [file.value for rule in rules for file in rule.files]


def _gathered(
    around: Around, ground: Ground, config: Config, edits: Edits, place: int, side: Side, looked: Looked,
    pages: tuple[str, ...], entries: Mapping[str, Entry | None], tree: Tree,
) -> Gathered:  # fmt: skip
    kept = {path: said for path, versions in edits.items() if (said := versions[place])}
    faults = tuple(fault for said in kept.values() for fault in said.faults)
    unread = tuple(item for said in kept.values() for item in said.reading.unread)
    declaring = ground.documents(ground.holding([number("a", "fixing")])).values()
    fixing = {one.path for one in declaring if one.path not in edits} | {path for path in kept if kept[path].fixing}
    texts = Texts(tree, Entries(ground, entries, tree), config.max_file_size)
    paths = Paths(lambda: [entry.path for entry in tree.entries()])
    claims = tuple(fact.claim for fact in side.facts)
    role = lru_cache(maxsize=None)(lambda path: around.role(path, place))
    return Gathered(claims, unread, texts, paths, looked, faults, pages, tuple(sorted(fixing)), role)


def _advance(
    ground: Ground, state: State, base: Revision, edits: Edits, sides: Sequence[Side], looked: Looked,
    pages: tuple[str, ...], then: Mapping[str, Entry | None],
) -> None:  # fmt: skip
    """Let the ground be the base from now on: its next run will find nothing to do."""
    gone = [told(Entry(path), kept) for path, (kept, *_) in edits.items() if kept]
    come = [told(entry, kept) for path, (_, kept, *_) in edits.items() if kept and (entry := then[path])]
    new = state._replace(commit=base.id, counts=counted(looked))
    ground.advance(state, new, gone, come, pages, sides[0].judged | sides[1].judged, sides[1].judgement.spots)
