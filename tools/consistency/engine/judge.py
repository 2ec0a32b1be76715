"""Claims to findings: link, group, run the rules, attach what only follows, give fingerprints."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from consistency.cache.ground import Spot
from consistency.config import Config
from consistency.engine.standing import standing
from consistency.engine.verdict import told
from consistency.model.claim import PROJECT, Claim
from consistency.model.fact import Fact
from consistency.model.finding import SEVERITIES, Finding, fingerprint
from consistency.model.identity import Identity
from consistency.model.name import name
from consistency.model.vhost import zone_of
from consistency.rules import RULES
from consistency.rules.rule import Group, Rule

PLACES: dict[str, Callable[[Fact], str]] = {
    "service": lambda fact: fact.service,
    "port": lambda fact: str(fact.claim.port or ""),
    "host": lambda fact: fact.host,
    "document": lambda fact: fact.claim.path,
    "zone": lambda fact: zone_of(fact.claim),
    "repository": lambda _fact: "repository",
}


class Members(NamedTuple):
    """A group: its key, its facts in document order, their attributes; whether two statements made them, and whether
    something of it was observed.
    """

    key: str
    facts: list[Fact]
    attributes: set[str]
    several: bool
    observed: bool

    @classmethod
    def of(cls, key: str, facts: list[Fact]) -> Members:
        claims = [fact.claim for fact in facts]
        first = claims[0]
        several = not first.statement or any(c.statement != first.statement or c.path != first.path for c in claims)
        observed = "evidence" in {claim.role for claim in claims}
        return cls(key, facts, {claim.attribute for claim in claims}, several, observed)

    def concerns(self, rule: Rule) -> bool:
        """Whether the rule could have something to say."""
        if rule.attributes.isdisjoint(self.attributes):
            return False
        return (self.several or not rule.apart) and (self.observed or not rule.observed)


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


class Limits(NamedTuple):
    """What is to be judged of everything: groups by place, of which of ports are sockets (port@host), and rules over all."""

    keys: Mapping[str, frozenset[str]]
    rules: frozenset[str]


class Said(NamedTuple):
    """What one rule said of one group, and where. rule: its place among all · key: the group's"""

    rule: int
    key: str
    found: list[Finding]
    spots: list[Spot]


def judge(
    facts: Sequence[Fact], config: Config, shared: Shared | None = None, limits: Limits | None = None
) -> Judgement:
    """What all rules say of the facts, or of the groups within limits: of those every fact that counts is given."""
    return judgement(said(facts, config, shared, limits), config)


def judgement(every: Iterable[Said], config: Config) -> Judgement:
    """What was said of groups, each rule's one after another, as one."""
    ordered = sorted(every, key=itemgetter(0, 1))
    found = [finding for one in ordered for finding in one.found]
    return Judgement(finish(attach(found), config), frozenset(spot for one in ordered for spot in one.spots))


def said(
    facts: Sequence[Fact], config: Config, shared: Shared | None = None, limits: Limits | None = None
) -> list[Said]:
    """What all rules say of the groups, as far as they have something to say."""
    counting = standing(facts)
    of_place = {place: _groups(counting, place, limits) for place in PLACES}
    every: list[Said] = []
    for index, rule in enumerate(RULES):
        left_out = limits and rule.key == "repository" and rule.id not in limits.rules
        if not left_out and config.severity_of(rule.id, rule.name, rule.severity) != "off":
            every += _said(index, of_place[rule.key], config, shared, limits)
    return every


def _said(
    index: int, groups: Sequence[Members], config: Config, shared: Shared | None, limits: Limits | None
) -> Iterator[Said]:
    """What a rule says of the groups of its place."""
    rule = RULES[index]
    for group in groups:
        if group.concerns(rule):
            checked = list(_checked(rule, group.key, group.facts, shared))
            if limits and rule.key == "port":
                checked = [one for one in checked if _whole(group.key, group.facts, one, limits.keys["port"])]
            if checked:
                found = [told(one, config.order(one.family)) for one in checked]
                yield Said(index, group.key, found, list(_spots(rule, group.key, group.facts, checked)))


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


def _groups(facts: Sequence[Fact], place: str, limits: Limits | None) -> list[Members]:
    """The groups of a place about which some rule could have something to say, by key."""
    rules = [rule for rule in RULES if rule.key == place]
    wanted = frozenset[str]().union(*(rule.attributes for rule in rules))
    key_of = PLACES[place]
    within = limits.keys[place] if limits else None
    if within is not None and place == "port":  # a socket is judged with all that is known of its port
        within = frozenset(key.partition("@")[0] for key in within)
    if all(rule.observed for rule in rules):
        keys = {key_of(fact) for fact in facts if fact.claim.role == "evidence"}
    else:
        keys = {key_of(fact) for fact in facts if fact.claim.attribute in wanted}
    keys.discard("")
    grouped: dict[str, list[Fact]] = {key: [] for key in sorted(keys if within is None else keys & within)}
    for fact in facts if grouped else ():
        if (key := key_of(fact)) in grouped:
            grouped[key].append(fact)
    return [Members.of(key, members) for key, members in grouped.items() if members]


def finish(findings: Iterable[Finding], config: Config) -> list[Finding]:
    """Fingerprints, the site's severities, and the order in which reports show them."""
    finished: dict[str, Finding] = {}
    for one in findings:
        mark = one.fingerprint or fingerprint(one.rule, one.key, one.attribute, {(c.path, c.value) for c in one.claims})
        severity = config.severity_of(one.rule, one.name, "")
        if severity == "off":
            continue
        finished.setdefault(mark, one._replace(fingerprint=mark, severity=severity or one.severity))
    return sorted(finished.values(), key=_order)


def switched_off(config: Config) -> tuple[str, ...]:
    """A note on the rules that the configuration turns off: nobody shall take their silence for a pass."""
    if all(severity != "off" for _, severity in config.severity):
        return ()
    off = [f"{one.id} {one.name}" for one in RULES if config.severity_of(one.id, one.name, one.severity) == "off"]
    return (f"off by the configuration: {', '.join(off)}",) if off else ()


def _order(finding: Finding) -> tuple[int, str, str, int, int, str]:
    first = finding.claims[0]
    return (SEVERITIES.index(finding.severity), finding.rule, first.path, first.line, first.column, finding.fingerprint)


#: The rules of which a finding may only follow from one of another, and that one.
_FOLLOWING = (
    ("A102", "A102"), ("A102", "A101"), ("D104", "D101"), ("A101", "C101"), ("A115", "A123"), ("A129", "C105"), ("A129", "A109"), ("A130", "A101"),
    ("A128", "A101"), ("A128", "C105"), ("A128", "A129"), ("A131", "A103"), ("A131", "A105"),
)  # fmt: skip


def attach(findings: Sequence[Finding]) -> list[Finding]:
    """What only follows from another finding belongs to that one: it brings its places along and is not told twice.

    A port given twice only because one service was renumbered follows from the finding about that service (A102 from
    A101); a member outside its range is the port outside its section's range said again (D104 from D101); a
    service whose ports differ because its alias leads elsewhere is told as the alias (A101 from C101); services that
    share a port, and a host that one of them names, are told on that host (A102 from A102); the one port of a page that
    differs, where config says why (A115 from A123); a container that a router finds elsewhere (A129 from C105 and A109); a tunnel's
    port that a service has, too (A130 from A101); a port asked for in passing, and one opened to the network, that are
    told by name (A128 from A101, C105 and A129, A131 from A103 and A105); what
    a page says of a key, or of its reader's machine, is told of the service that the same rule finds named there.
    """
    kept: dict[int, Finding] = {id(one): one for one in _of_services(findings)}
    for rule, source in _FOLLOWING:
        owners = [one for one in findings if one.rule == source and id(one) in kept and (rule != source or one.host)]
        holding = {_place(claim): index for index, one in reversed([*enumerate(owners)]) for claim in one.claims}
        for extra in (one for one in findings if one.rule == rule and id(one) in kept):
            if rule == source and extra.host:
                continue
            shared = [holding[_place(claim)] for claim in extra.claims if _place(claim) in holding]
            owner = owners[min(shared)] if shared else None
            if owner is None or (rule == "A102" and source == "A101" and not _follows(extra)):
                continue
            current = kept[id(owner)]
            lines = {(claim.path, claim.line) for claim in current.claims}
            more = (claim for claim in kept[id(extra)].claims if (claim.path, claim.line) not in lines)
            kept[id(owner)] = current._replace(
                claims=tuple(dict.fromkeys((*current.claims, *more))),
                attached=(*current.attached, extra.message, *kept[id(extra)].attached),
            )
            del kept[id(extra)]
    return list(kept.values())


def _of_services(findings: Sequence[Finding]) -> list[Finding]:
    """All but those of a project as a whole whose every place on a page another one, of the same rule, cites for a service."""
    named = {(one.rule, _place(claim)) for one in findings for claim in one.claims if claim.source != PROJECT}

    def is_told(one: Finding) -> bool:
        pages = [(one.rule, _place(claim)) for claim in one.claims if claim.role == "canon"]
        return bool(pages) and named.issuperset(pages) and all(claim.source == PROJECT for claim in one.claims)

    return [one for one in findings if not is_told(one)]


def _place(claim: Claim) -> tuple[str, int, int]:
    return claim.path, claim.line, claim.column


def _follows(clash: Finding) -> bool:
    """Each of the services stands in documents of its own: no document gives the port twice itself."""
    services: dict[str, set[str]] = defaultdict(set)
    for claim in clash.claims:
        services[claim.path].add(name(claim.service).key)
    return len(services) > 1 and all(len(found) == 1 for found in services.values())


def cross_checked(facts: Sequence[Fact]) -> int:
    """How many statements stand beside another source about the same attribute of the same service."""
    several = services_of_several(facts)
    first: dict[tuple[str, str], str] = {}
    counted: Counter[tuple[str, str]] = Counter()
    checked: set[tuple[str, str]] = set()
    for fact in facts:
        if fact.service in several:
            claim = fact.claim
            key = (fact.service, claim.attribute)
            counted[key] += 1
            if first.setdefault(key, claim.path) != claim.path:
                checked.add(key)
    return sum(counted[key] for key in checked)


def services_of_several(facts: Iterable[Fact]) -> dict[str, str]:
    """The services that several documents speak of, each with the first of those documents."""
    first: dict[str, str] = {}
    found: set[str] = set()
    for service, path in {(fact.service, fact.claim.path) for fact in facts}:
        if (known := first.setdefault(service, path)) != path:
            found.add(service)
            first[service] = min(known, path)
    return {service: first[service] for service in found if service}
