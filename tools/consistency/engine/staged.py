"""The hook's way: what the next commit changes, held against the documents around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from consistency.cache.cells import Lost
from consistency.cache.ground import Ground, State
from consistency.config import Config
from consistency.config.read import LIMIT, OWN, SHARED, parse
from consistency.engine.concluded import untouched
from consistency.engine.gather import Gathered
from consistency.engine.grounded import counted, digest_of, told
from consistency.engine.held import recalled, remember, unknown
from consistency.engine.means import Means
from consistency.engine.narrow import Side
from consistency.engine.nearby import MOST, Seen, look, needing
from consistency.engine.reading import wanted
from consistency.tree.difference import Difference, between, staged
from consistency.tree.index import Index
from consistency.tree.raw import FileChange
from consistency.tree.revision import Revision
from consistency.tree.source import Entry, Tree, TreeError

#: So many older disagreements are told again at every commit; of more, how many there are.
TOLD = 40


class Near(NamedTuple):
    """The states of a run as far as they concern it: what is judged, then what it is held against.

    changes: the files that differ between the two · older: disagreements elsewhere that nobody looked at ·
    quiet: the files that the declared checks look at, where they have nothing to say of what it is held against ·
    ground, commit: where that can be kept, and of what
    """

    config: Config
    states: tuple[tuple[Gathered, Side], ...]
    changes: tuple[FileChange, ...] | None = None
    older: int = 0
    quiet: frozenset[str] | None = None
    ground: Ground | None = None
    commit: str = ""


def near_commit(tree: Tree, bases: tuple[Tree, ...], means: Means | None) -> Near | None:
    """The commit in the making, held against what is kept of HEAD; None where that cannot be: all must be judged."""
    if means is None or not means.store.file or len(bases) != 1:
        return None
    base = bases[0]
    if not isinstance(tree, Index) or not isinstance(base, Revision):
        return None
    try:
        ground = Ground(means.store)
        state = ground.state()
        return None if state is None else _near(tree, base, means, ground, state)
    except (Lost, TreeError):
        return None  # a lost commit, a locked file: when everything is judged, what is wrong is met again, and told


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
    together = needing(ground, paths)
    then.update(together)
    now.update(together)
    documents = {path for path in then if wanted(path, config)}
    if len(documents) > MOST:
        return None
    settled = state.commit == base.id and not drift
    every = state.spots <= TOLD
    spots = ground.spots() if every else ground.spots_in(documents)
    held = recalled(ground, spots) if every else None
    states = ((base, then), (tree, now))
    seen = look(ground, state, means, config, documents, states, unknown(held, spots), settled, held)
    quiet = ground.quiet()
    if drift or quiet is None or not untouched(quiet, moved.changes):
        quiet = None
    if not settled:
        _advance(ground, state, base, seen, then, quiet is None)
    if every and held is None:
        _remember(ground, base, seen.states[0][1])
    older = 0 if every else state.spots - len(spots)
    return Near(config, seen.states[::-1], here.changes, older, quiet, ground, base.id)


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


def _remember(ground: Ground, base: Revision, side: Side) -> None:
    """Keep what the groups consist of where the ground is the base: another run may have gone on."""
    mark, now = ground.mark(), ground.state()
    if now and now.commit == base.id and not ground.drift():
        remember(ground, mark, side.facts, ground.spots())


def _advance(
    ground: Ground, state: State, base: Revision, seen: Seen, then: Mapping[str, Entry | None], unchecked: bool
) -> None:
    """Let the ground be the base from now on: the next run will find nothing to do."""
    gathered, side = seen.states[0]
    gone = [told(Entry(path), kept) for path, (kept, *_) in seen.edits.items() if kept]
    come = [told(entry, kept) for path, (_, kept, *_) in seen.edits.items() if kept and (entry := then[path])]
    new = state._replace(commit=base.id, counts=counted(gathered.looked))
    judged, spots = seen.ground.judged | side.judged, side.judgement.spots
    ground.advance(state, new, gone, come, gathered.governing, judged, spots, unchecked)
