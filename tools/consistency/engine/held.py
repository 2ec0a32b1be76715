"""What the groups of the ground consist of about which rules had something to say: kept with it, for the next run.

What was said of them is not: the rules run again on these facts, where no edit concerns them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consistency.cache.ground import Ground, Spot
from consistency.engine.judge import PLACES
from consistency.engine.narrow import Held, limits_of
from consistency.model.claim import Claim
from consistency.model.fact import Fact

#: Of more facts, finding them again costs no more than reading them.
_MOST = 20_000
#: With so many groups that are not covered, and a quarter of all, all are looked up anew.
_FEW = 20


def remember(ground: Ground, mark: bytes, facts: Sequence[Fact], spots: Iterable[Spot]) -> None:
    """Keep what these groups consist of, by the facts of the ground of this mark, as far as they are concerned.

    What rules over everything look at is found anew each time.
    """
    covered = [spot for spot in spots if spot[0] != "repository"]
    needed = list(_needed(facts, covered)) if covered else []
    if covered and len(needed) <= _MOST:
        ground.learn_groups(mark, [(tuple(fact.claim), *fact[1:]) for fact in needed], covered)


def recalled(ground: Ground, spots: Sequence[Spot]) -> Held | None:
    """What most of these groups consist of, None where that is not kept. Raises Lost."""
    kept, covered = ground.groups()
    known = covered.intersection(spots)
    if kept is None or len(spots) - len(known) > max(_FEW, len(spots) // 4):
        return None
    return Held(tuple(Fact(Claim._make(claim), *rest) for claim, *rest in kept), known)


def unknown(held: Held | None, spots: Sequence[Spot]) -> Sequence[Spot]:
    """Those of the groups that have to be looked up."""
    return [spot for spot in spots if spot not in held.spots] if held else spots


def _needed(facts: Sequence[Fact], spots: Iterable[Spot]) -> Iterator[Fact]:
    """What judging groups asks for: their facts, and all evidence, of which some takes the place of other."""
    keys = limits_of(spots).keys
    keys = {**keys, "port": frozenset(key.partition("@")[0] for key in keys["port"])}
    for fact in facts:
        if fact.claim.role == "evidence" or any(key_of(fact) in keys[place] for place, key_of in PLACES.items()):
            yield fact
