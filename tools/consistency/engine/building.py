"""A ground from nothing, for many documents: each is read and let go, then parts are judged one by one.

What the whole repository says never is in memory: a part is some documents with all that they concern, found by words.
Of a part only the groups are noted about which rules had something to say; those are judged again to be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from consistency.cache.cells import Learned, Lost
from consistency.cache.ground import Ground, Spot
from consistency.cache.store import Store
from consistency.config import Config
from consistency.engine.around import Around
from consistency.engine.documents import Documents
from consistency.engine.grounded import footing, numbers, told
from consistency.engine.judge import cross_checked, services_of_several
from consistency.engine.means import Means
from consistency.engine.mentions import is_on_socket
from consistency.engine.narrow import Focus, Side, part_judged
from consistency.engine.processes import Died, spread, worth
from consistency.model.fact import Fact
from consistency.model.name import host_key
from consistency.rules import SEEKING
from consistency.tree.source import Tree

#: Documents in a part, or as many more as say so much.
_PART, _CLAIMS = 250, 35_000
#: A repository that says no more is one part: several would each load most of it where names are everywhere the same.
_AT_ONCE = 150_000


class Part(NamedTuple):
    """What is judged at once: documents with their services and sockets, ports wherever they are, or rules over all."""

    paths: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


class Found(NamedTuple):
    """The groups about which there is something to say, and how many statements are cross-checked."""

    spots: frozenset[Spot]
    checked: int


def build(tree: Tree, config: Config, means: Means) -> bool:
    """Read a tree and make a ground of it; False where it cannot be one. Raises TreeError."""
    store = Store(means.store.folder, remembers=False)
    documents = Documents(tree, config, means._replace(store=store))
    means.store.make_room(len(documents.entries))
    standing = footing(tree, config, documents.entries)
    if standing is None:
        return False
    learned, loose, counts, claims = Learned(), Counter[int](), [0] * 7, 0
    for path, kept in documents.each():
        learned.add(told(documents.entries[path], kept))
        counts = [one + other for one, other in zip(counts, numbers(kept), strict=True)]
        claims += len(kept.claims)
        loose.update({c.port for c in kept.claims if c.port and is_on_socket(c) and not host_key(c.host)})
    means.say(f"{len(documents.entries):,} documents of {tree.label}, {documents.anew:,} of them anew")
    means.done("reading")
    ground, state = Ground(store), standing.state
    ground.write(
        state._replace(digest=""), learned, standing.drift, standing.pages, (), standing.settings
    )  # not to be used yet
    means.done("keeping")
    store.close()
    try:
        documented = len(documents.entries)
        size = max(_PART, documented if claims <= _AT_ONCE else _CLAIMS * documented // claims)
        found = list(_found(list(documents.entries), store.folder, config, loose, means, size))
    except Lost:
        return False
    counts[5] = sum(one.checked for one in found)
    spots = frozenset[Spot]().union(*(one.spots for one in found))
    ground.settle(state._replace(counts=tuple(counts), spots=len(spots)), spots)
    means.done("rules")
    return True


def _parts(paths: Sequence[str], loose: Mapping[int, int], size: int) -> Iterator[Part]:
    """Parts of about `size` documents each; `loose` has the ports of no known host, and how many documents have them."""
    everywhere = tuple(rule.id for rule in SEEKING)
    if len(paths) <= size:
        yield Part(tuple(paths), tuple(sorted(loose)), everywhere)
        return
    rest = iter(paths)
    while some := tuple(islice(rest, size)):
        yield Part(paths=some)
    few, documents = list[int](), 0
    for port in sorted(loose):
        if few and documents + loose[port] > size:
            yield Part(ports=tuple(few))
            few, documents = [], 0
        few.append(port)
        documents += loose[port]
    if few:
        yield Part(ports=tuple(few))
    yield Part(rules=everywhere)


def _found(
    paths: Sequence[str], folder: str, config: Config, loose: Mapping[int, int], means: Means, size: int
) -> Iterator[Found]:
    """What is found in each part, and word of how far it is. Raises Lost."""
    parts = list(_parts(paths, loose, size))
    for done, found in enumerate(_each(parts, folder, config, frozenset(loose), means), 1):
        means.at("judging", len(paths) * done // len(parts), len(paths))
        yield found


def _each(parts: Sequence[Part], folder: str, config: Config, loose: frozenset[int], means: Means) -> Iterator[Found]:
    """What is found in each part, in several processes. Raises Lost."""
    jobs = worth(len(parts) * _PART, means.jobs)
    if jobs < 2:
        yield from (judge_part(part, Store(folder, remembers=False), config, loose) for part in parts)
        return
    try:
        yield from spread(_one, parts, jobs, _start, (folder, config, loose))
    except Died:
        raise Lost from None


def judge_part(part: Part, store: Store, config: Config, loose: frozenset[int]) -> Found:
    """What rules have something to say about in a part, and what of it is cross-checked. Raises Lost."""
    around = Around(Ground(store), store, config, {})
    focus = Focus(part.rules, part.ports)
    around.load_paths(part.paths)
    focus.on(claim for kept in list(around.others.values()) for claim in kept.claims)
    focus.sockets = {(port, host) for port, host in focus.sockets if port not in loose}
    if not part.rules:
        focus.rules.clear()
    focus.ports = set(part.ports)
    own = frozenset(part.paths)
    side = part_judged(around, focus, config, bool(part.rules), own)
    return Found(side.judgement.spots, cross_checked(_owned(side, own)))


def _owned(side: Side, paths: frozenset[str]) -> list[Fact]:
    """The facts of the services that are first named in a part: every service is counted once."""
    several = services_of_several(side.facts)
    mine = {service for service, first in several.items() if first in paths and service in side.services}
    return [fact for fact in side.facts if fact.service in mine]


_work: tuple[Store, Config, frozenset[int]] = Store(), Config(), frozenset()


def _start(folder: str, config: Config, loose: frozenset[int]) -> None:
    global _work  # a process of a pool has nowhere else to keep what all its parts need
    _work = Store(folder, remembers=False), config, loose


def _one(part: Part) -> Found:
    return judge_part(part, *_work)
