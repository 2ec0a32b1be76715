"""A135: a machine's own address lies among those that DHCP hands out, or a balanced Service asks for one that no pool has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.beside import network_of
from consistency.rules.projects import called
from consistency.rules.rule import Group, Rule
from consistency.rules.select import by_line, finding, order, same_scope, unlinked
from consistency.values.exact import ADDRESSES, BALANCED, BALANCED_ONE, DHCP
from consistency.values.pool import holds

#: So many others are as they should be before one is a slip.
_DHCP_OTHERS, _OTHERS = 3, 2
_SHOWN = 3


def _check(group: Group) -> Iterable[Finding]:
    facts = [fact for fact in called(group.facts, ADDRESSES) if _is_in_force(fact)]
    listed = [fact for fact in facts if fact.claim.namespace]
    yield from _leased([fact for fact in facts if fact.claim.part == DHCP], listed)
    asked = [fact for fact in facts if fact.claim.part == BALANCED_ONE]
    yield from _astray([fact for fact in facts if fact.claim.part == BALANCED], asked)


def _leased(pools: Sequence[Fact], listed: Sequence[Fact]) -> Iterator[Finding]:
    """The one machine of a list that has an address of the range, where all others of the network have theirs outside."""
    told: set[str] = set()
    for pool in order(pools):
        near = [
            fact for fact in listed if network_of(fact.claim.value) == network_of(pool.claim.value.partition("-")[0])
        ]
        inside = {fact.claim.value for fact in near if holds(pool.claim.value, fact.claim.value)}
        outside = {fact.claim.value for fact in near} - inside
        if len(inside) == 1 and len(outside) >= _DHCP_OTHERS and inside.isdisjoint(told):
            told |= inside
            places = by_line(
                order(fact for fact in near if fact.claim.value in inside and same_scope(fact.claim, pool.claim))
            )
            if places:
                yield _finding(
                    f"{places[0].claim.part}: address {places[0].claim.value} lies in {pool.claim.value}, which DHCP hands out",
                    [*places[:_SHOWN], pool], "Take an address outside of the range, or keep this one out of it.",
                )  # fmt: skip


def _astray(pools: Sequence[Fact], asked: Sequence[Fact]) -> Iterator[Finding]:
    """An address that a Service asks for and no pool of a file has, where others lie in one."""
    by_file: dict[str, list[Fact]] = defaultdict(list)
    for pool in pools:
        by_file[pool.claim.path].append(pool)
    wrong: dict[str, list[Fact]] = defaultdict(list)
    for known in by_file.values():
        networks = {network_of(pool.claim.value.partition("-")[0].partition("/")[0]) for pool in known}
        near = [fact for fact in asked if network_of(fact.claim.value) in networks]
        outside = {
            fact.claim.value for fact in near if not any(holds(pool.claim.value, fact.claim.value) for pool in known)
        }
        if len({fact.claim.value for fact in near} - outside) >= _OTHERS:
            for address in outside:
                wrong[address] += known
    for address, known in sorted(wrong.items()):
        places = order(fact for fact in asked if fact.claim.value == address)
        yield _finding(
            f"address {address} is asked for, and no pool has it", [*places[:_SHOWN], *order(known)[:_SHOWN]],
            "Ask for an address of the pool, or widen it.",
        )  # fmt: skip


def _finding(message: str, cited: Sequence[Fact], hint: str) -> Finding:
    return finding(POOL, POOL.severity, "address", message, unlinked(cited), key=cited[0].claim.value, hint=hint)


def _is_in_force(fact: Fact) -> bool:
    return fact.claim.modality == "stated" and fact.claim.role in ("canon", "config")


POOL = Rule(
    "A135", "address-and-pool", "medium",
    "A machine's own address lies among those that DHCP hands out, or a Service asks for one that no pool has.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
