"""A133: two places give one network of the site different numbers or addresses, or its gateway lies outside of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.pattern import lazily
from consistency.rules.projects import in_force
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, same_scope, unlinked
from consistency.values import subnet
from consistency.values.exact import GATEWAY, NETWORKS, TUNNELLED

#: So many entries of two lists agree, or of one are as they should be, before another one is a slip.
_AGREE, _INSIDE = 3, 2
#: More lists are those of many sites.
_LISTS = 16
#: So many of the other places are shown.
_SHOWN = 3

#: Words for the site's tunnel, and for who is in it on a page about that.
_TUNNEL = lazily(r"\b(?:vpn|wg\d*|wireguard)\b")
_TUNNELS = frozenset(("vpn", "wg", "wg0", "wireguard"))
_CLIENTS = frozenset(("client", "peer", "tunnel", "road", "warrior", "pool"))

#: What a list says: by the name or number of a network the facts that give it a number, or addresses.
Said = Mapping[str, Sequence[Fact]]


class _Pair(NamedTuple):
    """What two lists say of one network."""

    one: Fact
    other: Fact


def _check(group: Group) -> Iterable[Finding]:
    facts = in_force(group.facts, NETWORKS)
    listed = [fact for fact in facts if fact.claim.namespace]
    told = [fact for fact in facts if not fact.claim.namespace]
    told_of: set[tuple[str, int]] = set()
    for kind in ("vlan", "/"):
        lists = _lists(fact for fact in listed if kind in fact.claim.value)
        for pair in _at_odds(lists):
            places = {(fact.claim.path, fact.claim.line) for fact in pair}
            if told_of.isdisjoint(places):
                told_of |= places
                yield _finding(pair.one.claim.part, [pair.one, pair.other])
        yield from _strays([fact for fact in told if kind in fact.claim.value], lists)
    yield from _gateways(listed, told_of)
    yield from _tunnels(facts)


def _lists(facts: Iterable[Fact]) -> dict[tuple[str, str], dict[str, list[Fact]]]:
    """By page and section what the list there says."""
    found: dict[tuple[str, str], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in order(facts):
        found[fact.claim.path, fact.claim.section][fact.claim.part].append(fact)
    return found


def _at_odds(lists: Mapping[tuple[str, str], Said]) -> Iterator[_Pair]:
    """What two lists of the same networks say of one of them, where they agree about the others."""
    for one, other in combinations(lists.values(), 2) if len(lists) <= _LISTS else ():
        pairs = [_Pair(one[part][0], other[part][0]) for part in one if part in other]
        apart = [
            pair for pair in pairs if _values(one[pair.one.claim.part]).isdisjoint(_values(other[pair.one.claim.part]))
        ]
        rows = {(pair.one.claim.path, pair.one.claim.line) for pair in apart}
        agreeing = {(pair.one.claim.path, pair.one.claim.line) for pair in pairs if pair not in apart} - rows
        if len(rows) == 1 and len(agreeing) >= _AGREE and _are_one(apart[0].one, apart[0].other):
            yield apart[0]


def _are_one(one: Fact, other: Fact) -> bool:
    return same_scope(one.claim, other.claim) and _may_be(one.claim.value, other.claim.value)


def _values(facts: Iterable[Fact]) -> set[str]:
    return {fact.claim.value for fact in facts}


def _strays(told: Sequence[Fact], lists: Mapping[tuple[str, str], Said]) -> Iterator[Finding]:
    """A number or addresses that no list has, given to a network to which all lists give one and the same."""
    known: dict[str, list[Fact]] = defaultdict(list)
    for said in lists.values():
        for part, facts in said.items():
            known[part] += facts
    values = {value for facts in known.values() for value in _values(facts)}
    paths: dict[str, set[str]] = defaultdict(set)
    for fact in told:
        paths[fact.claim.value].add(fact.claim.path)
    for fact in told:
        value = fact.claim.value
        if value in values or len(paths[value]) > 1:
            continue
        meant = [part for part in known if _names(fact, part)]
        right = known[meant[0]] if len(meant) == 1 else []
        if (
            right
            and len(_values(right)) == 1
            and _may_be(value, right[0].claim.value)
            and same_scope(fact.claim, right[0].claim)
        ):
            yield _finding(meant[0], [fact, *order(right)[:_SHOWN]])


def _names(fact: Fact, part: str) -> bool:
    """Whether the words beside a network are the name or the number; beside a number they have the name."""
    said = fact.claim.part
    if "/" in fact.claim.value or part.startswith("vlan "):
        return said == part
    return f" {part} " in f" {said} "


def _may_be(value: str, other: str) -> bool:
    """A number, or a network of the same size beside the other: another site's has other addresses altogether."""
    if "/" not in value:
        return True
    return value.split(".")[:2] == other.split(".")[:2] and value.rpartition("/")[2] == other.rpartition("/")[2]


def _gateways(listed: Sequence[Fact], told_of: set[tuple[str, int]]) -> Iterator[Finding]:
    """The gateway of an entry that lies outside of its network, where those of the others do not."""
    entries: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in listed:
        entries[fact.claim.path, fact.claim.statement].append(fact)
    rows: dict[tuple[str, str], list[tuple[Fact, Fact]]] = defaultdict(list)
    for facts in entries.values():
        cidr = next((fact for fact in facts if "/" in fact.claim.value), None)
        gateway = next((fact for fact in facts if fact.claim.part == GATEWAY), None)
        if cidr and gateway:
            rows[cidr.claim.path, cidr.claim.section].append((cidr, gateway))
    for pairs in rows.values():
        outside = [pair for pair in pairs if not subnet.holds(pair[0].claim.value, pair[1].claim.value)]
        if len(outside) == 1 and len(pairs) - 1 >= _INSIDE:
            cidr, gateway = outside[0]
            if (cidr.claim.path, cidr.claim.line) not in told_of:
                yield finding(
                    NETWORK, NETWORK.severity, "address",
                    f"network {cidr.claim.part}: gateway {gateway.claim.value} is not in {cidr.claim.value}",
                    unlinked(outside[0]), key=f"{cidr.claim.part}/gateway",
                    hint="Correct the network or its gateway.",
                )  # fmt: skip


def _tunnels(facts: Sequence[Fact]) -> Iterator[Finding]:
    """The one network that pages say is within the site's tunnel, where its one end has another, which no page knows."""
    ends = [fact for fact in facts if fact.claim.part == TUNNELLED]
    told = [fact for fact in facts if fact.claim.role == "canon" and "/" in fact.claim.value]
    within = [fact for fact in told if _is_within(fact)]
    if len(_values(ends)) == 1 == len(_values(within)) and _values(ends).isdisjoint(_values(told)):
        yield _finding("of the tunnel", [*order(within)[:_SHOWN], *order(ends)[:_SHOWN]])


def _is_within(fact: Fact) -> bool:
    claim = fact.claim
    said = set(claim.part.split(" "))
    within = said <= _TUNNELS | _CLIENTS
    return within and (not said.isdisjoint(_TUNNELS) or _TUNNEL.search(claim.section.lower()) is not None)


def _finding(part: str, facts: Sequence[Fact]) -> Finding:
    values = " and ".join(dict.fromkeys(fact.claim.value for fact in facts))
    kind = "" if part.startswith("vlan") else "network "
    return finding(
        NETWORK, NETWORK.severity, "address", f"{kind}{part}: {values}", unlinked(facts), key=f"{part}/{values}",
        hint="Give the network the number and the addresses that the router has.",
    )  # fmt: skip


NETWORK = Rule(
    "A133", "network-mismatch", "medium", "Two places give one network of the site different numbers or addresses.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
