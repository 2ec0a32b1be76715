"""G301: what canon declares fixed changes without an approved migration, or a bind widens from loopback."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Rule, elsewhere
from consistency.rules.select import finding, live, ports_of, subject_of
from consistency.values.address import canonical, reach

_ATTRIBUTES = ("port", "bind", "host")
_HINT = "Put it back, or commit an approved migration page that names the service, the old and the new value."

#: (names of the service, old value, new value) to the state of a migration: approved | open (a page that is not
#: approved) | "" (none).
Migrated = Callable[[Collection[str], str, str], str]


class Move(NamedTuple):
    """One value of a service that a change took away and the one it put there."""

    attribute: str
    before: Fact
    after: Fact


def immutable(
    moved: Iterable[Move], before: Sequence[Fact], after: Sequence[Fact], sentences: Sequence[Claim], migrated: Migrated
) -> list[Finding]:
    """The findings of a change whose moves these are; `before` and `after` are all facts of its two states.

    `sentences` are claims of attribute fixed whose value is port, bind or host, from the base.
    """
    found = []
    for move in moved:
        widens = move.attribute == "bind" and reach(move.before.claim.value) == "loopback"
        widens = widens and reach(move.after.claim.value) not in ("loopback", "", "name")
        declared = _declared(move, before, sentences)
        if not (widens or declared):
            continue
        state = _state(move, before, after, migrated)
        if state != "approved":
            found.append(_finding(move, widens, declared, state))
    return found


def moves(before: Sequence[Fact], after: Sequence[Fact]) -> Iterator[Move]:
    """Values that one document gave a service, and that it replaced. A document that was renamed is the same document."""
    old, new = _grouped(before, after), _grouped(after, before)
    for key in sorted(old.keys() & new.keys()):
        lost = [fact for value, fact in old[key].items() if value not in new[key]]
        came = [fact for value, fact in new[key].items() if value not in old[key]]
        if came:
            yield from (Move(key[0], fact, came[min(index, len(came) - 1)]) for index, fact in enumerate(lost))


_Key = tuple[str, str, str, str, str]


def _grouped(facts: Sequence[Fact], others: Sequence[Fact]) -> dict[_Key, dict[str, Fact]]:
    """(attribute, service, part, host where the document gives the service several, document) to its values."""
    paths = {fact.claim.path for fact in others}
    hosts: dict[tuple[str, str], set[str]] = defaultdict(set)
    chosen = [
        fact
        for fact in live(facts, *_ATTRIBUTES)
        if fact.service and fact.claim.role in ("canon", "config") and fact.claim.namespace in ("host", "node", "")
    ]
    for fact in chosen:
        hosts[fact.claim.path, fact.service].add(fact.host)
    grouped: dict[_Key, dict[str, Fact]] = defaultdict(dict)
    for fact in chosen:
        claim = fact.claim
        several = len(hosts[claim.path, fact.service] - {""}) > 1 and claim.attribute != "host"
        path = claim.path if claim.path in paths else ""
        key = (claim.attribute, fact.service, fact.part, fact.host if several else "", path)
        grouped[key].setdefault(_value(fact), fact)
    return grouped


def _value(fact: Fact) -> str:
    if fact.claim.attribute == "host":
        return fact.host or fact.claim.value
    if fact.claim.attribute == "bind":
        return "*" if reach(fact.claim.value) == "any" else canonical(fact.claim.value)
    return fact.claim.value


def _declared(move: Move, before: Sequence[Fact], sentences: Sequence[Claim]) -> tuple[Claim, ...]:
    """The places that call the old value fixed: a list that holds the port, or a sentence about the page or all pages."""
    if move.before.claim.role != "canon":
        return ()
    if move.attribute == "port":
        listed = [
            fact.claim
            for fact in live(before, "fixed")
            if set(ports_of(fact.claim)) & set(ports_of(move.before.claim))
            and (not fact.service or fact.service == move.before.service)
            and (not fact.host or not move.before.host or fact.host == move.before.host)
        ]
        if listed:
            return tuple(listed[:1])
    tabled = {fact.claim.path for fact in before if fact.claim.attribute == "port" and fact.claim.role == "canon"}
    meant = [
        one
        for one in sentences
        if one.value == move.attribute and (one.path == move.before.claim.path or one.path not in tabled)
    ]
    return tuple(sorted(meant, key=lambda one: (one.path != move.before.claim.path, "immutab" in one.quote))[:1])


def _state(move: Move, before: Sequence[Fact], after: Sequence[Fact], migrated: Migrated) -> str:
    service = move.before.service
    names = {fact.claim.service for fact in (*before, *after) if fact.service == service and fact.claim.service}
    names |= {name.partition(" (")[0] for name in names} | {move.before.service_name}
    return migrated(names, move.before.claim.value, move.after.claim.value)


def _finding(move: Move, widens: bool, declared: tuple[Claim, ...], state: str) -> Finding:
    what = f"{subject_of([move.before])}: {move.attribute} {move.before.claim.value} became {move.after.claim.value}"
    why = "widening it from loopback" if widens else "and it is declared fixed"
    open_page = "; the migration page for it is not approved" if state == "open" else ""
    return finding(
        PORT_IMMUTABILITY, "critical" if widens else PORT_IMMUTABILITY.severity, move.attribute, f"{what}, {why}{open_page}",
        [move.after, *(Fact(claim) for claim in declared)], key=f"{move.before.service}/{move.attribute}/{move.before.claim.value}", hint=_HINT,
    )  # fmt: skip


PORT_IMMUTABILITY = Rule(
    "G301", "port-immutability", "high", "A change moves a port, bind or host that canon declares fixed, or widens a bind from loopback.",
    "repository", frozenset(), elsewhere,  # `immutable` gives the findings
)  # fmt: skip
