"""The checks that a site declares: values of several places, held against each other as one relation asks.

Pure: takes the claims that `readers.places` drew from the places, gives findings. A check that could not look, because
a place is missing, does not parse or holds nothing, is undetermined and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from consistency.model.claim import Claim
from consistency.model.finding import Finding, fingerprint, weaker
from consistency.readers.declared.check import Check
from consistency.readers.places import Side

NAME = "declared-check"

#: Rule id, name and severity of what can be wrong with the definition of done.
DECLARATION = ("G101", "definition-of-done", "medium")
UNDETERMINED = ("G102", "check-undetermined")

#: The relations for which a place that was looked at and says nothing is an answer.
_ANSWERED_BY_NOTHING = ("say", "not-say", "disjoint")


def compare(check: Check, sides: tuple[Side, ...]) -> tuple[Finding, ...]:
    """The findings of one check; `sides` are its places in order, as `readers.places.read_check` gives them."""
    blind = [side for side in sides if _blind(check, side)]
    if blind:
        return tuple(_undetermined(check, side) for side in blind)
    relation = {
        "agree": _agree,
        "subset": _subset,
        "disjoint": _disjoint,
        "one": _one,
        "say": _say,
        "not-say": _not_say,
    }[check.must]
    return tuple(relation(check, sides))


def _blind(check: Check, side: Side) -> bool:
    return bool(side.trouble) or (not side.claims and check.must not in _ANSWERED_BY_NOTHING)


def _value(check: Check, claim: Claim) -> str:
    return claim.value.casefold() if check.ignore_case else claim.value


def _key(check: Check, claim: Claim) -> str:
    return claim.part.casefold() if check.ignore_case else claim.part


def _by_key(check: Check, claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(_key(check, claim), []).append(claim)
    return found


def _agree(check: Check, sides: tuple[Side, ...]) -> Iterator[Finding]:
    """Without keys the places' sets of values are equal; with keys, those under each key that two places share."""
    groups = [_by_key(check, side.claims) for side in sides]
    shared = [key for key in dict.fromkeys(chain(*groups)) if sum(key in group for group in groups) > 1]
    if not shared:
        yield _undetermined(check, sides[-1]._replace(trouble="no key of it is in another place"))
    for key in shared:
        having = [group[key] for group in groups if key in group]
        values = [{_value(check, claim) for claim in claims} for claims in having]
        if all(value == values[0] for value in values):
            continue
        if check.keyed or all(len(value) == 1 for value in values):
            claims = [claim for claims in having for claim in claims]
            yield _finding(check, key or "value", _differ(key, claims), claims)
        else:
            yield from _lacking(check, sides, values)


def _lacking(check: Check, sides: tuple[Side, ...], values: list[set[str]]) -> Iterator[Finding]:
    """One finding for each value that one place gives and another does not."""
    for value in sorted(set().union(*values)):
        having = [claim for side in sides for claim in side.claims if _value(check, claim) == value]
        lacking = [side for side, own in zip(sides, values, strict=True) if value not in own]
        if lacking:
            yield _absent(check, value, having, lacking)


def _subset(check: Check, sides: tuple[Side, ...]) -> Iterator[Finding]:
    first, others = sides[0], sides[1:]
    there = {(_key(check, claim), _value(check, claim)) for side in others for claim in side.claims}
    missing: dict[tuple[str, str], list[Claim]] = {}
    for claim in first.claims:
        pair = (_key(check, claim), _value(check, claim))
        if pair not in there:
            missing.setdefault(pair, []).append(claim)
    for (key, value), claims in missing.items():
        other = [claim for side in others for claim in side.claims if key and _key(check, claim) == key]
        if other:
            yield _finding(check, key, _differ(key, [*claims, *other]), [*claims, *other])
        else:
            yield _absent(check, f"{key} {value}".strip(), claims, list(others))


def _disjoint(check: Check, sides: tuple[Side, ...]) -> Iterator[Finding]:
    first, others = sides[0], sides[1:]
    for claim in _once(check, first.claims):
        pair = (_key(check, claim), _value(check, claim))
        also = [own for side in others for own in side.claims if (_key(check, own), _value(check, own)) == pair]
        if also:
            what = f"{claim.value} is both in {first.place} and in {_paths(also)}"
            yield _finding(check, f"{pair[0]} {pair[1]}".strip(), what, [claim, *also])


def _one(check: Check, sides: tuple[Side, ...]) -> Iterator[Finding]:
    for key, claims in _by_key(check, (claim for side in sides for claim in side.claims)).items():
        if len({_value(check, claim) for claim in claims}) > 1:
            yield _finding(check, key, _differ(key, claims), claims)


def _say(check: Check, sides: tuple[Side, ...]) -> Iterator[Finding]:
    for side in sides:
        said = {_value(check, claim) for claim in side.claims}
        for value in check.values:
            if (value.casefold() if check.ignore_case else value) not in said:
                what = f"{side.place} does not say {value}"
                anchor = [side.anchor] if side.anchor else []
                yield _finding(check, f"{side.place.path} {value}", what, [*anchor, fence(check, value)])


def _not_say(check: Check, sides: tuple[Side, ...]) -> Iterator[Finding]:
    barred = {value.casefold() if check.ignore_case else value for value in check.values}
    for side in sides:
        for claim in _once(check, side.claims):
            if _value(check, claim) in barred:
                what = f"{claim.path} says {claim.value}"
                yield _finding(check, f"{claim.path} {claim.value}", what, [claim, fence(check, claim.value)])


def _once(check: Check, claims: Iterable[Claim]) -> list[Claim]:
    """The first claim of each document, key and value."""
    return list(
        {(claim.path, _key(check, claim), _value(check, claim)): claim for claim in reversed([*claims])}.values()
    )


def _differ(key: str, claims: list[Claim]) -> str:
    values = dict.fromkeys(claim.value for claim in claims)
    said = " and ".join(f"{value} in {_paths([c for c in claims if c.value == value])}" for value in list(values)[:4])
    return f"{key}: {said}" if key else said


def _paths(claims: Iterable[Claim]) -> str:
    return ", ".join(dict.fromkeys(claim.path for claim in claims))


def _absent(check: Check, value: str, having: list[Claim], lacking: list[Side]) -> Finding:
    what = f"{value} is in {_paths(having)}, but not in {' or '.join(side.place.path for side in lacking)}"
    return _finding(check, value, what, [*having, *(side.anchor for side in lacking if side.anchor)])


def fence(check: Check, value: str) -> Claim:
    """The check's own declaration as a side."""
    return Claim(check.attribute, value, check.path, *check.span, check.quote, section=check.title,
                 source=f"check:{check.id}", statement=check.id)  # fmt: skip


def _finding(check: Check, key: str, what: str, claims: list[Claim]) -> Finding:
    return _made(f"{check.family}900", NAME, check.severity, check, key, what, claims)


def _undetermined(check: Check, side: Side) -> Finding:
    why = side.trouble or side.nothing or f"{side.place} gives no value"
    line, column, end = side.place.span
    place = fence(check, side.place.locator)._replace(line=line, column=column, end_column=end, quote=side.place.quote)
    rule, name = UNDETERMINED
    what = f"nothing could be compared: {why}"
    return _made(rule, name, weaker(check.severity), check, str(side.place), what, [fence(check, check.id), place])


def _made(rule: str, name: str, severity: str, check: Check, key: str, what: str, claims: list[Claim]) -> Finding:
    unique = tuple(dict.fromkeys(claims))
    whole = f"{check.id} {key}".strip()
    sides = {(claim.path, claim.value) for claim in unique}
    return Finding(
        rule=rule,
        name=name,
        severity=severity,
        attribute=check.attribute,
        message=f"{check.title} ({check.id}): {what}",
        claims=unique,
        key=whole,
        fingerprint=fingerprint(rule, whole, check.attribute, sides),
    )


def problems(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """What is wrong with a definition of done itself, from the problem claims of `readers.dod`."""
    rule, name, severity = DECLARATION
    return tuple(
        Finding(
            rule=rule,
            name=name,
            severity=severity,
            attribute="problem",
            message=claim.part,
            claims=(claim,),
            key=f"{claim.value} {claim.part}",
            fingerprint=fingerprint(rule, f"{claim.value} {claim.part}", "problem", {(claim.path, claim.quote)}),
        )
        for claim in claims
    )
