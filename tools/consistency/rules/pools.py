"""A135: a machine's own address lies among those that DHCP hands out, or a balanced Service asks for one that no pool has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.beside import network_of
from consistency.rules.projects import in_force
from consistency.rules.rule import Group, Rule
from consistency.rules.select import by_line, finding, order, same_scope, unlinked
from consistency.values.exact import ADDRESSES, BALANCED, BALANCED_ONE, DHCP, LEASED
from consistency.values.subnet import holds

#: So many others are as they should be before one is a slip.
_DHCP_OTHERS, _OTHERS = 3, 2
_SHOWN = 3
#: More ranges are no cluster's.
_POOLS = 64


def _check(group: Group) -> Iterable[Finding]:
    facts = in_force(group.facts, ADDRESSES)
    pools = [fact for fact in facts if fact.claim.part == DHCP]
    if pools:
        leased = {fact.claim.value for fact in facts if fact.claim.part == LEASED}
        yield from _leased(pools, [fact for fact in facts if fact.claim.namespace and fact.claim.value not in leased])
    asked = [fact for fact in facts if fact.claim.part == BALANCED_ONE]
    if asked:
        yield from _astray([fact for fact in facts if fact.claim.part == BALANCED], asked)


def _leased(pools: Sequence[Fact], listed: Sequence[Fact]) -> Iterator[Finding]:
    """The one machine of a list that has an address of the range, where all others of the network have theirs outside."""
    ranges, machines = _by_network(pools), _by_network(listed)
    for network in sorted(ranges.keys() & machines.keys()):
        given, near = {fact.claim.value for fact in ranges[network]}, machines[network]
        if len(given) > 1:
            continue  # of several sites, or of two that share the work
        pool = order(ranges[network])[0]
        inside = {value for value in {fact.claim.value for fact in near} if holds(pool.claim.value, value)}
        outside = {fact.claim.value for fact in near} - inside
        places = order(fact for fact in near if fact.claim.value in inside and same_scope(fact.claim, pool.claim))
        if len(inside) == 1 and len(outside) >= _DHCP_OTHERS and places:
            yield _finding(
                f"{places[0].claim.part}: address {places[0].claim.value} lies in {pool.claim.value}, which DHCP hands out",
                [*by_line(places)[:_SHOWN], pool], "Take an address outside of the range, or keep this one out of it.",
            )  # fmt: skip


def _by_network(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[network_of(fact.claim.value.partition("-")[0].partition("/")[0])].append(fact)
    return found


def _astray(pools: Sequence[Fact], asked: Sequence[Fact]) -> Iterator[Finding]:
    """An address that a Service asks for and no pool has, where two others of its network lie in one."""
    ranges, services = _by_network(pools), _by_network(asked)
    for network in sorted(ranges.keys() & services.keys()):
        known = {fact.claim.value for fact in pools}
        if len(known) > _POOLS:
            continue
        values = {fact.claim.value for fact in services[network]}
        outside = {value for value in values if not any(holds(pool, value) for pool in known)}
        for address in sorted(outside) if len(values - outside) >= _OTHERS else ():
            places = order(fact for fact in services[network] if fact.claim.value == address)
            yield _finding(
                f"address {address} is asked for, and no pool has it", [*places[:_SHOWN], *order(ranges[network])[:_SHOWN]],
                "Ask for an address of the pool, or widen it.",
            )  # fmt: skip


def _finding(message: str, cited: Sequence[Fact], hint: str) -> Finding:
    return finding(POOL, POOL.severity, "address", message, unlinked(cited), key=cited[0].claim.value, hint=hint)


POOL = Rule(
    "A135", "address-and-pool", "medium",
    "A machine's own address lies among those that DHCP hands out, or a Service asks for one that no pool has.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
