"""An edit held against what it concerns: the same findings as when everything is judged, without loading everything.

A group is judged anew where a fact of it may have changed: a claim of an edited document, or a claim elsewhere whose
names are linked differently now. Groups about which rules had something to say before are judged with them, so that
what they say can be told; groups that said nothing and whose facts are the same say nothing still.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from consistency.cache.cells import Lost, number
from consistency.cache.ground import Spot, apart
from consistency.config import Config
from consistency.engine.around import EVIDENCE, Around, Edits, Place
from consistency.engine.judge import PLACES, Judgement, Limits, Shared, judge, judgement, said
from consistency.engine.mentions import host_words, is_on_socket, naming, service_words, words_of
from consistency.engine.standing import standing
from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.identity import Identity, section_of, subject
from consistency.model.vhost import zone_of
from consistency.rules import SEEKING

#: Attributes of which a change may break what pages declare fixed.
_FIXABLE = ("port", "bind", "host")


class Focus:
    """What is to be judged, by words: services, ports on hosts, ports on any, hosts, documents, zones, rules over everything.

    `moved` are claims elsewhere that are linked differently now.
    """

    def __init__(self, rules: Iterable[str] = (), ports: Iterable[int] = ()) -> None:
        self.services: set[str] = set()
        self.ports = set(ports)
        self.sockets: set[tuple[int, str]] = set()
        self.hosts: set[str] = set()
        self.documents: set[str] = set()
        self.zones: set[str] = set()
        self.rules = set(rules)
        self.attributes: set[str] = set()
        self.numbers: set[int] = set()  # of the ports that any claim in the focus has
        self.moved: set[Claim] = set()

    def on(self, claims: Iterable[Claim]) -> None:
        """Add everything that these claims are about."""
        every = list(claims)
        self.documents.update({claim.path for claim in every})
        for service, other in naming(every):
            self.services.update(word for word in (*service_words(service), other) if word)
        places = {(c.port, is_on_socket(c), c.host, section_of(c)) for c in every}  # as in subject()
        for port, on_socket, host, section in places:
            hosts = words_of(host, section)
            self.hosts.update(hosts)
            if port:
                self.numbers.add(port)
            if port and on_socket:
                self.sockets.update((port, key) for key in hosts)
                if "" in hosts:  # wherever it is, it may be on the host of another one
                    self.ports.add(port)
        self.zones |= {zone_of(claim) for claim in every if claim.attribute == "domain"} - {""}
        self.attributes |= {claim.attribute for claim in every}
        self.rules.update(rule.id for rule in SEEKING if not rule.attributes.isdisjoint(self.attributes))

    def anywhere(self, places: Iterable[Place]) -> None:
        """Add the ports that a service in the focus has on a host, and elsewhere on none that is named: it may be there."""
        on_hosts = {port for port, host in self.sockets if host} - self.ports
        for service, port, host, _ in places:
            if port in on_hosts and not host and not self.services.isdisjoint(service_words(service)):
                self.ports.add(port)

    def sought(self, rule: str) -> Iterator[int]:
        """The numbers of what is in the focus, as a rule over everything seeks it."""
        yield from (number("k", f"{rule}a{attribute}") for attribute in self.attributes)
        yield from (number("k", f"{rule}h{host}") for host in self.hosts)
        yield from (number("k", f"{rule}q{port}") for port in (*self.numbers, *("*" if self.numbers else "")))
        yield from (number("k", f"{rule}s{word}") for word in self.services)
        if self.numbers:
            yield number("k", f"{rule}l*")

    def at(self, spots: Iterable[Spot]) -> None:
        """Add groups by their keys."""
        for place, key in spots:
            if place == "port":
                port, _, host = key.partition("@")
                self.sockets.add((int(port), host))
            else:
                chosen = {"service": self.services, "host": self.hosts, "document": self.documents, "zone": self.zones}
                chosen.get(place, self.rules).add(key)


class Side(NamedTuple):
    """One state as far as it was looked at: its facts, what the rules say, and the groups that were judged.

    `services` are the keys of those whose every fact is here.
    """

    facts: tuple[Fact, ...]
    identity: Identity
    judgement: Judgement = Judgement([], frozenset())
    judged: frozenset[Spot] = frozenset()
    services: frozenset[str] = frozenset()


class Held(NamedTuple):
    """What groups of the ground consist of: their facts in order, and the groups."""

    facts: tuple[Fact, ...]
    spots: frozenset[Spot]

    def near(self, focus: Focus) -> set[Spot]:
        """Those on a port that is in the focus on some host: a rule looks at all places that have it."""
        ports = {str(port) for port in (*(port for port, _ in focus.sockets), *focus.ports)}
        return {spot for spot in self.spots if spot[0] == "port" and spot[1].partition("@")[0] in ports}


def narrowed(
    around: Around, edits: Edits, count: int, config: Config, spots: Iterable[Spot], more: Iterable[str],
    told: int, held: Held | None = None,
) -> list[Side]:  # fmt: skip
    """Each of `count` states, the ground first, of which the last `told` are judged.

    more: paths of documents whose facts are wanted, too · held: what other groups of the ground consist of, which are
    judged where no edit concerns them. Raises Lost.
    """
    states = range(count)
    focus = Focus()
    focus.on(_differing(edits))
    focus.at(spots)
    around.load([EVIDENCE])
    around.load_paths(more)
    around.whole.update(more)
    if any(claim.attribute in _FIXABLE for claim in _differing(edits)):
        around.whole |= around.load((number("a", "fixed"), number("a", "fixing")))
    same = _same(edits, states)
    standing_by = _unchanged(edits)
    near: set[Spot] = set()
    while True:
        _gather(around, focus)
        if held and (new := held.near(focus) - near):
            near |= new
            focus.at(new)
            continue
        linked = {state: _linked(around, state) for state in sorted(set(same))}
        sides = [linked[state] for state in same]
        moved = _moved(around, focus, sides, standing_by) if len(linked) > 1 else set()
        if not moved:
            break
        focus.on(moved)
    keyed = {state: _keyed(focus, side) for state, side in linked.items()}
    found = keyed | _judged(keyed, set(same[count - told :]), config, held)
    return [found[state] for state in same]


def part_judged(around: Around, focus: Focus, config: Config, seeks: bool, own: Set[str]) -> Side:
    """The ground's own groups in a focus; with `seeks` the rules over everything, too. Raises Lost.

    A service that is first named in another document than these own ones is judged with that one.
    """
    around.load([EVIDENCE])
    _gather(around, focus, seeks)
    side = _linked(around, 0)
    keys = _keys(focus, side)
    first: dict[str, str] = {}
    for fact in side.facts:
        if fact.claim.service and fact.service in keys["service"]:
            first[fact.service] = min(first.get(fact.service, fact.claim.path), fact.claim.path)
    mine = frozenset(service for service, path in first.items() if path in own)
    limits = Limits({**keys, "service": mine, "document": keys["document"] & own}, frozenset(focus.rules))
    return side._replace(judgement=judge(side.facts, config, None, limits), services=keys["service"])


def _same(edits: Edits, states: Iterable[int]) -> list[int]:
    """For each state the first one that says the same."""
    every = [[versions[state] for versions in edits.values()] for state in states]
    return [every.index(one) for one in every]


def _differing(edits: Edits) -> set[Claim]:
    """The claims that not every state has."""
    found: set[Claim] = set()
    for versions in edits.values():
        claims = [frozenset(kept.claims) if kept else frozenset[Claim]() for kept in versions]
        found |= frozenset.union(*claims) - frozenset.intersection(*claims)
    return found


def _unchanged(edits: Edits) -> list[Claim]:
    """The claims of edited documents that every state has."""
    found: list[Claim] = []
    for versions in edits.values():
        first, *others = [kept.claims if kept else () for kept in versions]
        found += frozenset(first).intersection(*others)
    return found


def _gather(around: Around, focus: Focus, seeks: bool = True) -> None:
    """Load what the focus is on, until nothing new is needed."""
    if focus.zones:
        _gather_zones(around, focus)
    focus.services = around.services(focus.services)
    focus.anywhere(place for _, place in around.places())
    around.load_paths(focus.documents)
    # a socket is found under all names of its host, and what a host is called is held against that
    around.settle_hosts({host for _, host in focus.sockets} | focus.hosts)
    around.load(number("p", f"{port}@{key}") for port, host in focus.sockets for key in (*around.near(host), ""))
    around.load(number("q", str(port)) for port in focus.ports)
    observed = (claim for claim in around.every(EVIDENCE) if claim.role == "evidence")
    watched = {word for claim in observed for word in host_words(claim)} - {""}
    around.load(number("h", key) for host in focus.hosts if (near := around.near(host)) & watched for key in near)
    called = _seek(around, focus) if seeks else set()
    ports = {port for port, _ in focus.sockets} | focus.ports
    near = {key for host in focus.hosts for key in around.near(host)} & watched if watched else set()
    near |= called
    around.whole |= focus.documents
    words: set[str] = set()
    for path, (service, port, host, section) in around.places():
        if service and (port in ports or path in focus.documents or not near.isdisjoint(words_of(host, section))):
            words.update(service_words(service))
    around.services(words)
    around.settle_hosts()


def _gather_zones(around: Around, focus: Focus) -> None:
    """Load what is named in the zones of the focus, but for those that everybody names."""
    focus.zones = {zone for zone in focus.zones if not around.is_crowd(number("z", zone))}
    around.load(number("z", zone) for zone in focus.zones)
    named = {claim.path for zone in focus.zones for claim in around.every(number("z", zone)) if zone_of(claim) == zone}
    focus.documents |= named


def _seek(around: Around, focus: Focus) -> set[str]:
    """The rules over a whole repository of which the focus concerns what they ask for: all that they want to see.

    Gives the hosts of which they want to see every service.
    """
    needed = [rule for rule in SEEKING if rule.id in focus.rules or around.asked_for(focus.sought(rule.id))]
    if not needed:
        return set()
    focus.rules.update(rule.id for rule in needed)
    around.load(number("a", attribute) for rule in needed for attribute in rule.attributes)
    claims = list(around.every())
    wanted = {
        pair
        for rule in needed
        for claim in claims
        if rule.seeks and claim.attribute in rule.attributes
        for pair in rule.seeks(claim)
    }
    if ("q", "*") in wanted:
        raise Lost
    focus.services = around.services({*focus.services, *(word for kind, word in wanted if kind == "s")})
    hosts = {near for kind, word in wanted if kind == "h" for near in around.near(word)}
    around.load(number(kind, word) for kind, word in (*wanted, *(("h", host) for host in hosts)) if kind in "qh")
    listed = {int(word) for kind, word in wanted if kind == "l" and word != "*"}
    around.load(number("q", str(port)) for port in listed)
    focus.documents |= {path for path, (_, port, _, _) in around.places() if port in listed}
    focus.documents.update(claim.path for claim in claims if any(claim.attribute in rule.attributes for rule in needed))
    focus.sockets.update((int(word), "") for kind, word in wanted if kind == "q" and word.isdigit())
    return hosts


def _linked(around: Around, state: int) -> Side:
    claims = around.claims(state)
    identity = around.identity(state, claims)
    return Side(tuple(identity.link(claim) for claim in claims), identity)


def _moved(around: Around, focus: Focus, sides: Sequence[Side], unchanged: Sequence[Claim]) -> set[Claim]:
    """Claims that nobody edited whose facts differ between the states, and are not in the focus yet; `unchanged` are those
    of edited documents."""
    if any(side.identity.sited != sides[0].identity.sited for side in sides):
        raise Lost  # which domain is the site's own: hosts everywhere are others
    named: list[set[str]] = [around.naming_hosts(state) for state in range(len(sides))]
    changed = set[str]().union(*named) - named[0].intersection(*named)
    changed |= {host for host in around.host_words if len({_called(side.identity, host) for side in sides}) > 1}
    around.load(number("h", near) for host in changed for near in around.near(host))
    held = [{fact.claim for fact in standing(side.facts) if fact.claim.role == "evidence"} for side in sides]
    claims = [*unchanged, *(claim for kept in around.others.values() for claim in kept.claims)]
    subjects = {subject(claim): claim for claim in claims}
    apart = {words for words, claim in subjects.items() if len({side.identity.resolved(claim) for side in sides}) > 1}
    moved = {claim for claim in claims if subject(claim) in apart} if apart else set()
    moved |= {claim for claim in claims if claim.role == "evidence" and len({claim in one for one in held}) > 1}
    new = moved - focus.moved
    focus.moved |= new
    return new


def _called(identity: Identity, host: str) -> tuple[str, str]:
    """A host's key, and what it is called: by that, too, rules know it."""
    key = identity.host_key(host)
    return key, identity.host_name(key)


def _keyed(focus: Focus, side: Side) -> Side:
    """The side with the groups in the focus, as they are in that state."""
    keys = _keys(focus, side)
    spots = {(place, key) for place, chosen in keys.items() for key in chosen if place != "repository"}
    spots |= {("repository", rule) for rule in focus.rules}
    return side._replace(judged=frozenset(spots), services=keys["service"])


def _judged(sides: Mapping[int, Side], states: Set[int], config: Config, held: Held | None) -> dict[int, Side]:
    """These of the states, with what the rules say of their groups, and of those held that none of them concerns."""
    judged = frozenset[Spot]().union(*(side.judged for side in sides.values()))
    others = apart(held.spots, judged) if held else frozenset[Spot]()
    older = said(held.facts, config, None, limits_of(others)) if held and others else []
    shared, found = Shared(), {}
    for state in sorted(states):
        every = said(sides[state].facts, config, shared, limits_of(sides[state].judged))
        found[state] = sides[state]._replace(judgement=judgement([*every, *older], config))
    return found


def limits_of(spots: Iterable[Spot]) -> Limits:
    """These groups and no others: of the repository, these rules."""
    keys: dict[str, set[str]] = {place: set() for place in PLACES}
    for place, key in spots:
        keys[place].add(key)
    rules = frozenset(keys["repository"])
    within = {place: frozenset(chosen) for place, chosen in keys.items()}
    return Limits({**within, "repository": frozenset({"repository"} if rules else ())}, rules)


def _keys(focus: Focus, side: Side) -> dict[str, frozenset[str]]:
    """The keys of the groups in the focus, by place."""
    identity = side.identity
    services = {
        fact.service
        for fact in side.facts
        if fact.service and not focus.services.isdisjoint(service_words(fact.claim.service))
    }
    hosts = {host: identity.host_key(host) for host in {host for _, host in focus.sockets}}
    sockets = {f"{port}@{hosts[host]}" for port, host in focus.sockets}
    sockets |= {f"{fact.claim.port}@{fact.host}" for fact in side.facts if fact.claim.port in focus.ports}
    return {
        "service": frozenset(services),
        "port": frozenset(sockets),
        "host": frozenset(identity.host_key(host) for host in focus.hosts) - {""},
        "document": frozenset(focus.documents),
        "zone": frozenset(focus.zones),
        "repository": frozenset({"repository"} if focus.rules else ()),
    }
