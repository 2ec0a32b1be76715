"""Which statements another source guards, and which stand alone: what coverage is to tests. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.rules.select import comparable, live, ports_of

#: The family whose rules hold an attribute against others; what is in no family (a host's address) states nothing.
FAMILY = {
    "port": "A", "bind": "A", "host": "A", "base_url": "A", "domain": "A", "status": "A", "unit": "A", "exposure": "A",
    "health": "B", "auth": "B",
    "alias": "C", "model": "C", "fallback": "C",
    "range": "D", "available": "D", "confined": "D", "fixed": "D",
    "posture": "E", "path": "E",
    "default": "F",
}  # fmt: skip
#: Attributes other than its own against which the rules hold one.
_KIN = {
    "base_url": ("bind",),
    "bind": ("exposure",),
    "exposure": ("bind", "domain"),
    "domain": ("exposure",),
    "health": ("answer",),
    "auth": ("answer",),
}
_LISTS = ("range", "available", "confined", "fixed")


class Statement(NamedTuple):
    """A claim that could be wrong, and the claims of other sources that would say so: none, and it stands alone."""

    family: str
    claim: Claim
    by: tuple[Claim, ...] = ()


def statements(facts: Sequence[Fact]) -> tuple[Statement, ...]:
    """Every statement of canon and config that holds now, in order, with what guards it."""
    services: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    ports: dict[int, list[Fact]] = defaultdict(list)
    for fact in live(facts, *FAMILY, "answer"):
        services[fact.service, fact.claim.attribute].append(fact)
        ports[fact.claim.port or ports_of(fact.claim).start].append(fact)
    for fact in facts:
        if fact.claim.role == "evidence" and fact.service and fact.host:  # where something was seen says where it runs
            services[fact.service, "host"].append(fact)
    numbers = sorted(ports)
    return tuple(
        Statement(FAMILY[fact.claim.attribute], fact.claim, tuple(_guards(fact, services, ports, numbers)))
        for fact in live(facts, *FAMILY)
        if fact.claim.role != "evidence" and (fact.service or fact.claim.attribute in _LISTS)
    )


def _guards(
    fact: Fact,
    services: Mapping[tuple[str, str], Sequence[Fact]],
    ports: Mapping[int, Sequence[Fact]],
    numbers: Sequence[int],
) -> list[Claim]:
    attribute = fact.claim.attribute
    if attribute in _LISTS:
        inside = ports_of(fact.claim)
        named = numbers[bisect_left(numbers, inside.start) : bisect_left(numbers, inside.stop)] if inside else ()
        members = [other for port in named for other in ports[port] if other.claim.attribute == "port"]
        near = [*services.get((fact.service, attribute), ()), *members]
        return _unique(other.claim for other in near if other.claim.path != fact.claim.path)
    near = [other for each in (attribute, *_KIN.get(attribute, ())) for other in services.get((fact.service, each), ())]
    if attribute in ("port", "bind") and fact.host:
        near += [
            other
            for other in ports.get(fact.claim.port, ())
            if other.claim.role == "evidence" and other.host == fact.host and other.claim.attribute == attribute
        ]
    return _unique(other.claim for other in near if held(fact, other))


def held(fact: Fact, other: Fact) -> bool:
    """Whether rules hold two facts against each other: of two documents, and not of two hosts, parts or spaces."""
    one, two = fact.claim, other.claim
    if one.path == two.path or not comparable(one, two):
        return False
    pairs = [(fact.part, other.part), (one.namespace, two.namespace)]
    pairs += [(fact.host, other.host)] if one.attribute != "host" else []
    return all(not a or not b or a == b for a, b in pairs)


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    return list(dict.fromkeys(claims))


def merged(*groups: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements by place; one that several groups hold is guarded by all that guards it in any of them."""
    found: dict[tuple[str, int, int, str], Statement] = {}
    for each in (each for group in groups for each in group):
        key = (each.claim.path, each.claim.line, each.claim.column, each.family)
        known = found.get(key)
        found[key] = each if known is None else known._replace(by=tuple(dict.fromkeys((*known.by, *each.by))))
    return tuple(found[key] for key in sorted(found))
