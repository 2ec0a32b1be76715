"""A110 and A111: lists of fixed and taken ports, and the rows beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, ports_of, same_scope, severity_of

_FEW = 3


def _gaps(group: Group) -> Iterable[Finding]:
    """A page that lists its own fixed ports and leaves some of its rows out."""
    lists: dict[str, list[Fact]] = defaultdict(list)
    for fact in live(group.facts, "fixed"):
        if fact.claim.source == "fixed list":
            lists[fact.claim.statement].append(fact)
    rows = [f for f in live(group.facts, "port") if f.claim.source == "table" and f.claim.namespace in ("host", "")]
    for listed in lists.values():
        fixed = {port for fact in listed for port in ports_of(fact.claim)}
        inside = {port for fact in rows for port in ports_of(fact.claim)}
        if len(fixed & inside) < _FEW or len(fixed & inside) * 2 < len(inside):
            continue
        missing: dict[int, list[Fact]] = defaultdict(list)
        for fact in rows:
            if fact.claim.port not in fixed:
                missing[fact.claim.port].append(fact)
        for port, facts in sorted(missing.items()):
            yield finding(
                FIXED_LIST_GAP, FIXED_LIST_GAP.severity, "port", f"{facts[0].claim.service}: port {port} has a row and is not in the page's list of fixed ports",
                [facts[0], *order(listed)], key=f"{group.key}/{port}", hint="Add the port to the list, or say why it is not fixed.",
            )  # fmt: skip


def _taken(group: Group) -> Iterable[Finding]:
    """A service on a port that a list on the same page says others hold."""
    held = [f for f in live(group.facts, "fixed") if f.service]
    used = [f for f in live(group.facts, "port") if f.claim.namespace in ("host", "") and f.service]
    for one in held:
        clashing = [
            f for f in used
            if f.claim.port == one.claim.port and f.service != one.service and f.claim.role == "canon"
            and (f.host == one.host or not f.host or not one.host) and same_scope(f.claim, one.claim)
        ]  # fmt: skip
        if clashing:
            wrong = [one, *order(clashing)]
            yield finding(
                RESERVED_TAKEN, severity_of(RESERVED_TAKEN.severity, wrong), "port",
                f"port {one.claim.port} is held by {one.claim.service} and given to {clashing[0].claim.service}", wrong,
                key=f"{one.service}/{clashing[0].service}", hint="Choose another port, or free this one first.",
            )  # fmt: skip


FIXED_LIST_GAP = Rule(
    "A110", "fixed-list-gap", "low", "A page's list of fixed ports lacks a port that the page itself registers.",
    "document", frozenset({"fixed"}), _gaps,
)  # fmt: skip
RESERVED_TAKEN = Rule(
    "A111", "reserved-port-taken", "medium", "A service is given a port that a list says somebody else holds.",
    "document", frozenset({"fixed"}), _taken,
)  # fmt: skip
