"""A port and a URL as fields of one service: one row, or one section, that names two ports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from consistency.model.claim import DEFAULT, IMAGE
from consistency.model.fact import Fact
from consistency.rules.select import ports_of, same_scope
from consistency.values.address import reach
from consistency.values.url import urls

_LISTS = frozenset(("table", "key-value table", "bullet", "fence", "fence list", "heading"))
#: Kinds of config whose statements map a port of the host to one inside.
_PUBLISHING = frozenset(("compose", "script", "systemd", "kubernetes", "nomad", "terraform"))
_SHAPES = frozenset(("table", "key-value table", "bullet"))


def unlike_url(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The port first, then the local URLs with another port, for every place that gives one of each; last, what config
    publishes at either.

    A port that says no namespace may be the container's where config publishes the URL's port; not where config has
    another one in every container.
    """
    places: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        claim = fact.claim
        if (
            claim.role == "canon"
            and claim.namespace in ("host", "", "node")
            and claim.source.removesuffix(" url") in _SHAPES
        ):
            places[claim.path, claim.section, claim.statement if claim.source.startswith("table") else ""].append(fact)
    mapped = [
        f for f in facts if f.claim.attribute == "port" and f.claim.role == "config" and f.claim.namespace == "host"
    ]
    published = {fact.claim.port for fact in mapped}
    inside = {f.claim.port for f in facts if f.claim.role == "config" and f.claim.namespace in ("container", "pod")}
    for at in sorted(places):
        locals_ = [fact for fact in places[at] if fact.claim.attribute == "base_url" and _is_local(fact)]
        ports = [fact for fact in places[at] if fact.claim.attribute == "port" and not in_url(fact, places[at])]
        if len({fact.claim.value for fact in ports}) != 1 or len({fact.claim.port for fact in locals_}) != 1:
            continue
        port, url = ports[0], locals_[0]
        apart = port.part != url.part or not same_scope(port.claim, url.claim) or url.claim.port in ports_of(port.claim)
        may_be_inside = not port.claim.namespace and (not inside or port.claim.port in inside)
        if not apart and not (url.claim.port in published and may_be_inside):
            yield [port, *locals_, *(f for f in mapped if f.claim.port in (port.claim.port, url.claim.port))]


def unlike_row(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The ports of a row that gives two for one thing, the one that nothing else has first, then the other and what
    config publishes at it: a column of ports beside a URL of a store, or two names of one machine.
    """
    rows: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    config = [fact for fact in facts if fact.claim.role == "config" and fact.claim.attribute == "port"]
    for fact in facts:
        claim = fact.claim
        if claim.attribute == "port" and claim.role == "canon" and claim.source == "table":
            rows[claim.path, claim.statement, claim.scope, fact.part].append(fact)
    known = {fact.claim.port for fact in config}
    for at in sorted(rows):
        plain = {fact.claim.port for fact in rows[at] if not fact.claim.namespace}
        placed = [fact for fact in rows[at] if fact.claim.namespace == "host"]
        values = {fact.claim.port for fact in rows[at]}
        if len(plain) != 1 or len(values) != 2 or not placed:
            continue
        confirmed = [f for f in config if f.claim.namespace == "host" and f.claim.port in values]
        right = {fact.claim.port for fact in confirmed}
        if not right and len({fact.host for fact in placed}) == 1 and placed[0].host and len(placed) > 1:
            right = plain  # one machine under two names, and the column with one of them
        if len(right) == 1 and not (values - right) & known:
            yield [*sorted(rows[at], key=lambda fact: fact.claim.port in right), *confirmed]


def inner_for_outer(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Ports that a list gives without a namespace, or of an endpoint, where config has them inside and publishes another
    in their place.

    The documented places first, then the published ones; nothing from a document that gives the published port as well.
    """
    published: dict[int, list[Fact]] = defaultdict(list)
    entries: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.claim.role == "config" and fact.claim.source in (*_PUBLISHING, IMAGE) and fact.claim.statement:
            entries[fact.claim.path, fact.claim.statement].append(fact)
    for entry in entries.values():
        for inner in (fact for fact in entry if fact.claim.namespace in ("container", "pod")):
            published[inner.claim.port] += [fact for fact in entry if fact.claim.namespace == "host"]
    documented = [fact for fact in facts if fact.claim.role == "canon"]
    outer = {port: {fact.claim.port for fact in found} for port, found in published.items()}
    told = {(fact.claim.path, port) for fact in documented for port, found in outer.items() if fact.claim.port in found}
    loose = [
        f
        for f in documented
        if (f.claim.path, f.claim.port) not in told
        and ((not f.claim.namespace and f.claim.source in (*_LISTS, "env", DEFAULT)) or _is_of_endpoint(f, outer))
        and published.get(f.claim.port)
    ]
    for port in sorted({fact.claim.port for fact in loose}):
        said = [fact for fact in loose if fact.claim.port == port and same_scope(fact.claim, published[port][0].claim)]
        if said:
            yield [*said, *published[port]]


def _is_of_endpoint(fact: Fact, outer: Mapping[int, Collection[int]]) -> bool:
    """`RabbitMQ management: http://localhost:15672`, which nothing publishes: ports of such parts meet no plain service's."""
    return (
        fact.claim.namespace == "host"
        and bool(fact.part)
        and not any(fact.claim.port in found for found in outer.values())
    )


def remapped(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Rows that give both sides of a map, where config maps the same port inside to another one outside.

    The documented ports first, then the published ones; nothing where some config maps the two as the row says.
    """
    entries: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.claim.statement and fact.claim.role in ("canon", "config"):
            entries[fact.claim.role, fact.claim.path, fact.claim.statement].append(fact)
    pairs = [(role, *pair) for (role, _, _), entry in sorted(entries.items()) if (pair := _both_sides(entry))]
    config = [(outer, inner) for role, outer, inner in pairs if role == "config"]
    mapped = {(outer.claim.port, inner) for outer, inner in config}
    for role, outer, inner in pairs:
        if role == "canon" and (outer.claim.port, inner) not in mapped:
            others = [o for o, i in config if i == inner and same_scope(o.claim, outer.claim)]
            if others and outer.part and outer.claim.path not in {other.claim.path for other in others}:
                yield [outer, *others]


def _both_sides(entry: Sequence[Fact]) -> tuple[Fact, int] | None:
    """The one port on the host and the one inside that a row, or an entry of a file, gives."""
    outer = [fact for fact in entry if fact.claim.namespace == "host"]
    inner = {fact.claim.port for fact in entry if fact.claim.namespace == "container"}
    return (outer[0], inner.pop()) if len({f.claim.port for f in outer}) == len(inner) == 1 else None


def _is_local(fact: Fact) -> bool:
    found = urls(fact.claim.value)
    if not found or not found[0].port or found[0].scheme in ("ws", "wss"):
        return False  # a socket of its own, or what the service calls
    return reach(found[0].host) in ("loopback", "lan", "tailnet", "name")


def in_url(fact: Fact, beside: Sequence[Fact]) -> bool:
    """The port is read from a URL, whose place holds the port's."""
    claim = fact.claim
    return any(
        other.claim.attribute == "base_url"
        and other.claim.line == claim.line
        and other.claim.column <= claim.column < other.claim.end_column
        for other in beside
    )
