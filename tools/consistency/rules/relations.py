"""The six relations that a declared check may ask for: values of several places in, what breaks the relation out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from consistency.model.claim import Claim

if TYPE_CHECKING:  # readers are not loaded for a list of rules
    from consistency.readers.declared.check import Check
    from consistency.readers.places import Side


class Broken(NamedTuple):
    """One disagreement: `key` tells it from the check's others, `claims` are its sides. `blind`: none could be seen."""

    key: str
    what: str
    claims: tuple[Claim, ...] = ()
    blind: bool = False


Relation = Callable[["Check", "tuple[Side, ...]"], Iterator[Broken]]


def fence(check: Check, value: str) -> Claim:
    """The check's own declaration as a side."""
    return Claim(check.attribute, value, check.path, *check.span, check.quote, section=check.title,
                 source=f"check:{check.id}", statement=check.id)  # fmt: skip


def _folded(check: Check, text: str) -> str:
    return text.casefold() if check.ignore_case else text


def _value(check: Check, claim: Claim) -> str:
    return _folded(check, claim.value)


def _pair(check: Check, claim: Claim) -> tuple[str, str]:
    return _folded(check, claim.part), _folded(check, claim.value)


def _by_key(check: Check, claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(_folded(check, claim.part), []).append(claim)
    return found


def _agree(check: Check, sides: tuple[Side, ...]) -> Iterator[Broken]:
    """Without keys the places' sets of values are equal; with keys, those under each key that two places share."""
    groups = [_by_key(check, side.claims) for side in sides]
    shared = [key for key in dict.fromkeys(chain(*groups)) if sum(key in group for group in groups) > 1]
    if not shared:
        yield Broken(str(sides[-1].place), f"no key of {sides[-1].place} is in another place", blind=True)
    for key in shared:
        having = [group[key] for group in groups if key in group]
        values = [{_value(check, claim) for claim in claims} for claims in having]
        if all(value == values[0] for value in values):
            continue
        if check.keyed or all(len(value) == 1 for value in values):
            yield _differing(key or "value", key, chain(*having))
        else:
            yield from _lacking(check, sides, values)


def _lacking(check: Check, sides: tuple[Side, ...], values: list[set[str]]) -> Iterator[Broken]:
    """Each value that one place gives and another does not."""
    for value in sorted(set().union(*values)):
        having = [claim for side in sides for claim in side.claims if _value(check, claim) == value]
        lacking = [side for side, own in zip(sides, values, strict=True) if value not in own]
        if lacking:
            yield _absent(value, having, lacking)


def _subset(check: Check, sides: tuple[Side, ...]) -> Iterator[Broken]:
    first, others = sides[0], sides[1:]
    there = {_pair(check, claim) for side in others for claim in side.claims}
    missing: dict[tuple[str, str], list[Claim]] = {}
    for claim in first.claims:
        if _pair(check, claim) not in there:
            missing.setdefault(_pair(check, claim), []).append(claim)
    for (key, value), claims in missing.items():
        other = [claim for side in others for claim in side.claims if key and _folded(check, claim.part) == key]
        if other:
            yield _differing(key, key, (*claims, *other))
        else:
            yield _absent(f"{key} {value}".strip(), claims, others)


def _disjoint(check: Check, sides: tuple[Side, ...]) -> Iterator[Broken]:
    first, others = sides[0], sides[1:]
    for claim in _once(check, first.claims):
        pair = _pair(check, claim)
        also = [own for side in others for own in side.claims if _pair(check, own) == pair]
        if also:
            what = f"{claim.value} is both in {first.place} and in {_paths(also)}"
            yield Broken(" ".join(pair).strip(), what, (claim, *also))


def _one(check: Check, sides: tuple[Side, ...]) -> Iterator[Broken]:
    for key, claims in _by_key(check, (claim for side in sides for claim in side.claims)).items():
        if len({_value(check, claim) for claim in claims}) > 1:
            yield _differing(key, key, claims)


def _say(check: Check, sides: tuple[Side, ...]) -> Iterator[Broken]:
    for side in sides:
        said = {_value(check, claim) for claim in side.claims}
        for value in check.values:
            if _folded(check, value) not in said:
                anchor = (side.anchor,) if side.anchor else ()
                what = f"{side.place} does not say {value}"
                yield Broken(f"{side.place.path} {value}", what, (*anchor, fence(check, value)))


def _not_say(check: Check, sides: tuple[Side, ...]) -> Iterator[Broken]:
    barred = {_folded(check, value) for value in check.values}
    for side in sides:
        for claim in _once(check, side.claims):
            if _value(check, claim) in barred:
                what = f"{claim.path} says {claim.value}"
                yield Broken(f"{claim.path} {claim.value}", what, (claim, fence(check, claim.value)))


#: By the word of `must`.
RELATIONS: Mapping[str, Relation] = {
    "agree": _agree,
    "subset": _subset,
    "disjoint": _disjoint,
    "one": _one,
    "say": _say,
    "not-say": _not_say,
}


def _once(check: Check, claims: Iterable[Claim]) -> list[Claim]:
    """The first claim of each document, key and value."""
    first: dict[tuple[str, tuple[str, str]], Claim] = {}
    for claim in claims:
        first.setdefault((claim.path, _pair(check, claim)), claim)
    return list(first.values())


def _differing(name: str, key: str, claims: Iterable[Claim]) -> Broken:
    given = tuple(claims)
    places = {value: [claim for claim in given if claim.value == value] for value in (claim.value for claim in given)}
    said = " and ".join(f"{value} in {_paths(where)}" for value, where in list(places.items())[:4])
    return Broken(name, f"{key}: {said}" if key else said, given)


def _absent(value: str, having: list[Claim], lacking: Iterable[Side]) -> Broken:
    anchors = tuple(side.anchor for side in lacking if side.anchor)
    what = f"{value} is in {_paths(having)}, but not in {' or '.join(side.place.path for side in lacking)}"
    return Broken(value, what, (*having, *anchors))


def _paths(claims: Iterable[Claim]) -> str:
    return ", ".join(dict.fromkeys(claim.path for claim in claims))
