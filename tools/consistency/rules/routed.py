"""C105: the port that a document gives beside a domain, against the one to which a router leads that domain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.vhost import is_route, vhost
from consistency.rules.fields import in_url
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, same_scope, severity_of, sides, subject_of

#: The public side of a router, whatever is behind it.
_WEB = frozenset((80, 443))
#: What tells the two namespaces of a service apart, so that a port published there is known.
_PUBLISHING = frozenset(("compose", "kubernetes", "helm", "systemd", "nomad"))
#: Shapes in which one statement is all of an entry; of a list it is the section.
_ENTRIES = ("table", "record", "json", "yaml", "toml")
_INSIDE = frozenset(("container", "pod"))
_Entry = tuple[str, str]


def _check(group: Group) -> Iterable[Finding]:
    """Only where host and container could be meant: two ports of one namespace are held against each other anyway."""
    facts = live(group.facts, "port", "base_url", "domain", "service")
    published = _is_published(facts)
    routes: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        meant = published or fact.claim.namespace in _INSIDE
        if is_route(fact.claim) and fact.claim.port and meant and (name := vhost(fact.claim)):
            routes[name].append(fact)
    if not routes:
        return
    declared = any(f.claim.role == "config" and f.claim.source in _PUBLISHING for f in facts if not is_route(f.claim))
    wrong: dict[int, Fact] = {}
    for name, port in _documented(facts, routes):
        led = [route for route in routes[name] if same_scope(route.claim, port.claim)]
        told = declared or port.claim.source != "table" or not port.claim.namespace
        if led and (_is_astray(port, led, facts) if published else told and _apart(port, led, facts)):
            right = [f for f in facts if published and _is_own(f) and f.claim.port == port.claim.port]
            wrong.update((id(fact), fact) for fact in (port, *_upstreams(led, facts), *right))
    cited = order(wrong.values())
    if cited:
        yield finding(
            ROUTE_TARGET, severity_of(ROUTE_TARGET.severity if declared else "low", cited), "port",
            f"{subject_of(cited)}: port {sides([f._replace(claim=f.claim._replace(value=str(f.claim.port))) for f in cited])} behind its domain",
            cited, key=f"{group.key}/route",
            hint="Give the port to which the router leads the domain, or say that the port is another one (published, metrics).",
        )  # fmt: skip


def _is_published(facts: Sequence[Fact]) -> bool:
    """Config says on which ports of a host the service is: that is what its documented port is held against."""
    return any(
        f.claim.attribute == "port"
        and f.claim.role in ("config", "evidence")
        and f.claim.namespace in ("host", "node")
        and not f.claim.source.endswith((" gateway", " upstream", " scraped", " called"))
        for f in facts
    )


def _documented(facts: Sequence[Fact], routes: dict[str, list[Fact]]) -> Iterator[tuple[str, Fact]]:
    """Each virtual host that a document gives the service, with the one port that stands beside it."""
    entries: dict[_Entry, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.claim.role == "canon":
            entries[_entry(fact)].append(fact)
    for entry in sorted(entries):
        names = {name for fact in entries[entry] if fact.claim.attribute != "port" and (name := _name(fact)) in routes}
        ports = [f for f in entries[entry] if f.claim.attribute == "port" and not in_url(f, entries[entry])]
        spaces = {fact.claim.namespace for fact in ports}
        if len(names) == 1 and len({fact.claim.value for fact in ports}) == 1 and not spaces & _INSIDE:
            name = names.pop()
            yield from ((name, fact) for fact in ports if fact.claim.port and fact.claim.port not in _WEB)


def _name(fact: Fact) -> str:
    return vhost(fact.claim) if fact.claim.attribute in ("base_url", "domain") else ""


def _entry(fact: Fact) -> _Entry:
    claim = fact.claim
    return claim.path, claim.statement if claim.source.startswith(_ENTRIES) else f" {claim.section}"


def _apart(port: Fact, led: Sequence[Fact], facts: Sequence[Fact]) -> bool:
    """Neither is the documented port one that config has for the service, nor the router's one that a document gives."""
    behind = {route.claim.port for route in led}
    parts = {route.part for route in led if not route.part.startswith("/")} - {""}
    if port.part and parts and port.part not in parts:
        return False
    ports = [fact for fact in facts if fact.claim.attribute == "port"]
    configured = {fact.claim.port for fact in ports if fact.claim.role == "config"}
    return port.claim.port not in configured | behind and not any(
        fact.claim.role == "canon" and fact.claim.port in behind for fact in ports
    )


def _is_astray(port: Fact, led: Sequence[Fact], facts: Sequence[Fact]) -> bool:
    """The router leads to a port that config publishes nowhere, or has in no container, and no document has it; the
    documented one is config's own."""
    own: dict[bool, set[int]] = {True: set(), False: set()}  # of containers, and of machines
    for fact in facts:
        if _is_own(fact):
            own[fact.claim.namespace in _INSIDE].add(fact.claim.port)
    behind = {route.claim.port for route in led}
    inside = all(route.claim.namespace in _INSIDE for route in led)
    if not own[inside] or not own[inside].isdisjoint(behind) or port.claim.port not in own[True] | own[False]:
        return False
    return not any(f.claim.role == "canon" and f.claim.attribute == "port" and f.claim.port in behind for f in facts)


def _is_own(fact: Fact) -> bool:
    return fact.claim.attribute == "port" and fact.claim.role == "config" and fact.claim.source in _PUBLISHING


def _upstreams(led: Sequence[Fact], facts: Sequence[Fact]) -> Iterator[Fact]:
    """Where the router gives the ports, or the domains where it gives them in no place of their own."""
    for route in led:
        ports = [
            f for f in facts if f.claim.attribute == "port" and (f.claim.path, f.claim.port) == (route.claim.path, route.claim.port)
        ]  # fmt: skip
        yield from ports or [route]


ROUTE_TARGET = Rule(
    "C105", "route-target-mismatch", "medium", "A document gives a port beside a domain that the router leads to another port.",
    "service", frozenset({"domain"}), _check, apart=True,
)  # fmt: skip
