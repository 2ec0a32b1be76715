"""Claims to findings: link, group, run the rules, attach what only follows, give fingerprints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from consistency.cache.ground import Spot
from consistency.config import Config
from consistency.engine.standing import standing
from consistency.engine.verdict import told
from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import SEVERITIES, Finding, fingerprint
from consistency.model.identity import Identity
from consistency.model.name import name
from consistency.rules import RULES
from consistency.rules.rule import Group, Rule

PLACES: dict[str, Callable[[Fact], str]] = {
    "service": lambda fact: fact.service,
    "port": lambda fact: str(fact.claim.port or ""),
    "host": lambda fact: fact.host,
    "document": lambda fact: fact.claim.path,
    "repository": lambda _fact: "repository",
}

#: A group's key, its facts in document order, and their attributes.
Members = tuple[str, list[Fact], set[str]]


class Shared:
    """What two trees of one run have in common is linked and judged once: equal claims give equal answers."""

    def __init__(self) -> None:
        self.identity: Identity | None = None
        self.facts: dict[int, Fact] = {}  # by the id of their claims, which they keep alive
        self.found: dict[tuple[str, str], tuple[list[Fact], list[Finding]]] = {}


def link(claims: Sequence[Claim], config: Config, shared: Shared | None = None) -> tuple[Fact, ...]:
    """Every claim with its service and host resolved."""
    identity = Identity(claims, config.service_ties(), config.host_ties())
    known = shared.facts if shared and shared.identity and shared.identity.alike(identity) else {}
    facts = tuple(known.get(id(claim)) or identity.link(claim) for claim in claims)
    if shared:
        shared.identity = identity
        shared.facts = {id(fact.claim): fact for fact in facts}
    return facts


class Judgement(NamedTuple):
    """Findings worst first, with fingerprints, and the groups about which some rule had something to say."""

    findings: list[Finding]
    spots: frozenset[Spot]


def judge(facts: Sequence[Fact], config: Config, shared: Shared | None = None) -> Judgement:
    """What all rules say of the facts."""
    standing_facts = standing(facts)
    return judged_groups({place: _groups(standing_facts, key) for place, key in PLACES.items()}, config, shared)


class Limits(NamedTuple):
    """What counts of a part of the groups: of ports the findings on these sockets (port@host), and these rules over all."""

    sockets: frozenset[str]
    rules: frozenset[str]


def judged_groups(
    groups: Mapping[str, Iterable[Members]], config: Config, shared: Shared | None = None, limits: Limits | None = None
) -> Judgement:
    """What the rules say of groups, given by place; each group has all its facts that count, but for `limits`."""
    found: list[Finding] = []
    spots: set[Spot] = set()
    of_place = {place: list(members) for place, members in groups.items()}
    for rule in RULES:
        if config.severity_of(rule.id, rule.name, rule.severity) == "off":
            continue
        if limits and rule.key == "repository" and rule.id not in limits.rules:
            continue
        for key, members, attributes in of_place.get(rule.key, ()):
            if rule.attributes & attributes:
                checked = list(_checked(rule, key, members, shared))
                if limits and rule.key == "port":
                    checked = [one for one in checked if _whole(key, members, one, limits.sockets)]
                found += (told(one, config.order(one.family)) for one in checked)
                if checked:
                    spots.update(_spots(rule, key, members, checked))
    return Judgement(finish(attach(found), config), frozenset(spots))


def _whole(key: str, members: Iterable[Fact], found: Finding, sockets: frozenset[str]) -> bool:
    """Whether the finding is on a socket all of whose facts are in the group."""
    cited = set(found.claims)
    hosts = {fact.host for fact in members if fact.claim in cited}
    return all(f"{key}@{host}" in sockets for host in (hosts - {""} or hosts))


def _spots(rule: Rule, key: str, members: Iterable[Fact], found: Iterable[Finding]) -> Iterable[Spot]:
    """Where the findings are: of a port on which hosts, of the repository of which rule."""
    if rule.key == "repository":
        return [(rule.key, rule.id)]
    if rule.key != "port":
        return [(rule.key, key)]
    cited = {claim for one in found for claim in one.claims}
    return [(rule.key, f"{key}@{fact.host}") for fact in members if fact.claim in cited]


def _checked(rule: Rule, key: str, members: list[Fact], shared: Shared | None) -> Iterable[Finding]:
    if shared is None:
        return rule.check(Group(key, members))
    known = shared.found.get((rule.id, key))
    if known is None or known[0] != members:
        known = members, list(rule.check(Group(key, members)))
        shared.found[rule.id, key] = known
    return known[1]


def _groups(facts: Iterable[Fact], place: Callable[[Fact], str]) -> list[Members]:
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if key := place(fact):
            grouped[key].append(fact)
    return [(key, grouped[key], {fact.claim.attribute for fact in grouped[key]}) for key in sorted(grouped)]


def finish(findings: Iterable[Finding], config: Config) -> list[Finding]:
    """Fingerprints, the site's severities, and the order in which reports show them."""
    finished: dict[str, Finding] = {}
    for one in findings:
        mark = one.fingerprint or fingerprint(one.rule, one.key, one.attribute, {(c.path, c.value) for c in one.claims})
        severity = config.severity_of(one.rule, one.name, "")
        if severity == "off":
            continue
        finished.setdefault(mark, replace(one, fingerprint=mark, severity=severity or one.severity))
    return sorted(finished.values(), key=_order)


def _order(finding: Finding) -> tuple[int, str, str, int, int, str]:
    first = finding.claims[0]
    return (SEVERITIES.index(finding.severity), finding.rule, first.path, first.line, first.column, finding.fingerprint)


def attach(findings: Sequence[Finding]) -> list[Finding]:
    """What only follows from another finding belongs to that one: it brings its places along and is not told twice.

    A port given twice only because one service was renumbered follows from the finding about that service (A102 from
    A101); a member outside its range is the port outside its section's range said again (D104 from D101); a
    service whose ports differ because its alias leads elsewhere is told as the alias (A101 from C101); services that
    share a port, and a host that one of them names, are told on that host (A102 from A102).
    """
    kept: dict[int, Finding] = {id(one): one for one in findings}
    for rule, source in (("A102", "A102"), ("A102", "A101"), ("D104", "D101"), ("A101", "C101")):
        owners = [one for one in findings if one.rule == source and (rule != source or one.host)]
        holding = {claim: place for place, one in reversed([*enumerate(owners)]) for claim in one.claims}
        for extra in (one for one in findings if one.rule == rule and id(one) in kept):
            if rule == source and extra.host:
                continue
            shared = [holding[claim] for claim in extra.claims if claim in holding]
            owner = owners[min(shared)] if shared else None
            if owner is None or (source == "A101" and not _follows(extra)):
                continue
            current = kept[id(owner)]
            kept[id(owner)] = replace(
                current,
                claims=tuple(dict.fromkeys((*current.claims, *kept[id(extra)].claims))),
                attached=(*current.attached, extra.message, *kept[id(extra)].attached),
            )
            del kept[id(extra)]
    return list(kept.values())


def _follows(clash: Finding) -> bool:
    """Each of the services stands in documents of its own: no document gives the port twice itself."""
    services: dict[str, set[str]] = defaultdict(set)
    for claim in clash.claims:
        services[claim.path].add(name(claim.service).key)
    return len(services) > 1 and all(len(found) == 1 for found in services.values())


def rules_off(config: Config) -> frozenset[str]:
    return frozenset(rule.id for rule in RULES if config.severity_of(rule.id, rule.name, rule.severity) == "off")


def rule_of(id_: str) -> Rule | None:
    return next((rule for rule in RULES if rule.id == id_), None)


def cross_checked(facts: Sequence[Fact]) -> int:
    """How many statements stand beside another source about the same attribute of the same service."""
    paths: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        if fact.service:
            paths[fact.service, fact.claim.attribute].add(fact.claim.path)
    return sum(1 for fact in facts if fact.service and len(paths[fact.service, fact.claim.attribute]) > 1)
