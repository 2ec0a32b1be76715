"""One service's facts, parted into those that are about the same thing: attribute, port space, host, endpoint, scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from consistency.model.claim import ATTRIBUTES
from consistency.model.fact import Fact

_SPACED = ("port", "bind")


class Aspect(NamedTuple):
    """What one attribute of one service is said to be. `host`, `part` and `scope` are "" where nothing tells several apart."""

    attribute: str
    namespace: str
    host: str
    part: str
    scope: str
    facts: tuple[Fact, ...]


def aspects(facts: Sequence[Fact], attribute: str = "") -> tuple[Aspect, ...]:
    """The aspects of one service's facts, in the order of attributes; only those of `attribute` where it is given."""
    grouped: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if not attribute or fact.claim.attribute == attribute:
            grouped[fact.claim.attribute, _space(fact)].append(fact)
    keys = sorted(grouped, key=lambda key: (ATTRIBUTES.index(key[0]), key[1] not in ("", "host"), key[1]))
    return tuple(
        Aspect(name, space, host, part, scope, tuple(dict.fromkeys(members)))
        for name, space in keys
        for host, on_host in _parted(grouped[name, space], lambda fact: fact.host_name if fact.host else "")
        for part, of_part in _parted(on_host, lambda fact: fact.part)
        for scope, members in _parted(of_part, lambda fact: fact.claim.scope)
    )


def _space(fact: Fact) -> str:
    return (fact.claim.namespace or "host") if fact.claim.attribute in _SPACED else ""


def _parted(facts: Sequence[Fact], of: Callable[[Fact], str]) -> list[tuple[str, list[Fact]]]:
    """By what `of` gives; a fact that gives nothing belongs to each, unless another's value explains it."""
    names = sorted({of(fact) for fact in facts if of(fact)})
    if len(names) < 2:
        return [(names[0] if names else "", list(facts))]
    values: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        values[of(fact)].add(fact.claim.value)
    parted = []
    for name in names:
        others = set[str]().union(*(values[other] for other in names if other != name)) - values[name]
        parted.append(
            (name, [fact for fact in facts if of(fact) == name or (not of(fact) and fact.claim.value not in others)])
        )
    return parted
