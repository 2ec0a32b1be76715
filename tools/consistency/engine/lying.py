"""The work tree, held against what is kept of the last state that was judged: the second `check` is a short one."""

from __future__ import annotations

from collections.abc import Callable

from consistency.cache.cells import Lost
from consistency.cache.ground import Ground
from consistency.config import load
from consistency.engine.grounded import digest_of
from consistency.engine.held import recalled, remember, unknown
from consistency.engine.means import Means
from consistency.engine.nearby import MOST, look, needing
from consistency.engine.reading import wanted
from consistency.engine.staged import Near
from consistency.tree.source import Entry, TreeError
from consistency.tree.worktree import Worktree

#: With more groups to be told about, judging everything costs no more.
_SPOTS = 20_000


def lying(tree: Worktree, means: Means) -> Near | None:
    """The files as they lie on the disk; None where everything must be judged. Raises ConfigError."""
    try:
        ground = Ground(means.store)
        state = ground.state()
        if state is None or state.spots > _SPOTS:
            return None
        config = load(tree)
        if digest_of(config) != state.digest or tree.left_out():
            return None
        kept = ground.everything()
        now = _now(tree, kept, lambda path: wanted(path, config), config.max_file_size)
        if now is None:
            return None
        now.update(needing(ground, now.keys()))
        spots, mark = ground.spots(), ground.mark()
        held = recalled(ground, spots)
        cited = {fact.claim.path for fact in held.facts} & kept.keys() if held else ()
        files = {path: Entry(path, kept[path]) for path in cited}
        states = ((tree, {**files, **now}),)
        seen = look(ground, state, means, config, set(now), states, unknown(held, spots), False, held)
        if held is None:
            remember(ground, mark, seen.ground.facts, spots)
        return Near(config, seen.states)
    except (Lost, TreeError):
        return None  # when everything is judged, what is wrong is met again, and told


def _now(
    tree: Worktree, kept: dict[str, str], means: Callable[[str], bool], limit: int
) -> dict[str, Entry | None] | None:
    """What lies where a document differs from the ground's; None where that are too many."""
    now: dict[str, Entry | None] = {}
    there = set()
    unknown = []
    for entry in tree.entries():
        path = entry.path
        there.add(path)
        if (not entry.blob or kept.get(path) != entry.blob) and means(path):
            unknown.append(entry)
    # git knows no file by its content where all times changed, as in a copied folder: most of them are as they were
    for entry, data in tree.read_many(unknown, limit):
        if not isinstance(data, bytes):
            return None
        blob = entry.blob or tree.blob_id(data)
        if kept.get(entry.path) != blob:
            now[entry.path] = Entry(entry.path, blob)
            if len(now) > MOST:
                return None
    now.update(dict.fromkeys(path for path in kept if path not in there))
    return now if len(now) <= MOST else None
