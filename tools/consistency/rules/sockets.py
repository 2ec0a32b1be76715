"""A102: two services on one socket."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from consistency.model.claim import ADDED, DEFAULT, IMAGE, SHARED, Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding, weaker
from consistency.model.fronts import FRONTS
from consistency.model.name import host_key, name
from consistency.model.pattern import lazily
from consistency.model.vhost import is_route
from consistency.rules.apart import is_of, of_one_cluster, runs_apart
from consistency.rules.deployment import are_apart, are_run_together, is_variant
from consistency.rules.named import Leading, are_related, is_nobodys, is_phrase, knowing
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, same_scope, severity_of, shown
from consistency.values.address import overlap, reach

#: So many services of one table on one port are containers, each with a port space of its own.
_CROWD = 3
#: Lists of what a program starts: each by itself.
_FILES = frozenset(("yaml", "json"))
#: The web server's own, who sorts by name and path.
_OF_WEB = (80, 443)
#: A row of a proxy's map, named by what it serves: `git.lab.example.net`.
_DOMAIN = lazily(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?")
#: What tells the language of a page: `setup.de.md`, `docs/pt-BR/setup.md`.
_LANGUAGE = lazily(
    r"(?:(?<=/)|^)(?:ar|cs|da|de|en|es|fr|it|ja|ko|nl|pl|pt|ru|sv|tr|uk|vi|zh)(?:[-_](?:[a-z]{2}|hans|hant))?/"
    r"|[._-](?:ar|cs|da|de|en|es|fr|it|ja|ko|nl|pl|pt|ru|sv|tr|uk|vi|zh)(?:[-_](?:[a-z]{2}|hans|hant))?(?=\.mdx?$)",
    re.IGNORECASE,
)
#: Sources of config that publish a container's port, and the files of Podman's units.
_PUBLISHES, _QUADLETS = ("compose", "systemd"), (".container", ".pod", ".kube")
#: What is looked at, and not what looks after itself.
_PAGE = lazily(r"\w (?:dashboard|console|admin|ui|web ui|playground|swagger)$", re.IGNORECASE)
#: A name of several services at once owns no port.
_GROUP = lazily(r"\b(?:servers|services|instances|workers|backends|nodes|apps|applications)\b", re.IGNORECASE)


def _check(group: Group) -> Iterable[Finding]:
    if len({fact.service for fact in group.facts}) < 2:
        return
    facts = live(group.facts, "port", "bind")
    binds = _binds(facts)
    added = frozenset((f.claim.path, f.claim.value) for f in live(group.facts, "call") if f.claim.source == ADDED)
    inside = _inside(group)
    ports = [f for f in facts if f.claim.attribute == "port" and f.service and _may_clash(f) and not _is(f, inside)]
    urls = live(group.facts, "base_url")
    reached = {(f.claim.path, f.claim.line) for f in urls}
    crowded = _crowded(ports, reached)
    free = [fact for fact in ports if fact.claim.path not in crowded and not _is_domain(fact.claim)]
    homes, variants = _homes(ports), _in_place_of_another(ports)
    products = _products(group)
    listed = {(f.claim.path, f.claim.line) for f in ports if f.claim.source == "table" and not f.claim.namespace}
    deep = {(f.claim.path, f.claim.line) for f in urls if _has_path(f.claim.value)} - listed
    named = knowing(free, reached, deep)
    run: dict[str, set[str]] = defaultdict(set)
    for fact in free:
        if fact.claim.role == "config":
            run[fact.service].add(fact.claim.path)
    of_one = Leading(ports)

    def clash(one: Fact, other: Fact) -> bool:
        return (
            (any(map({one.service, other.service}.issubset, named)) or _in_one_list(one.claim, other.claim, reached))
            and _clash(products.get(id(one), one), products.get(id(other), other), binds, added)
            and (
                one.claim.path == other.claim.path
                or variants.isdisjoint((one.claim.path, other.claim.path))
                or _together(one.claim, other.claim, added)
            )
            and not (_elsewhere(one, other, homes) or runs_apart(one, other, run) or runs_apart(other, one, run))
            and not (is_of(one, other) or is_of(other, one))
            and not _one_site(one, other, reached, deep)
            and not (_through(one, other, reached) or _through(other, one, reached))
            and not (_is_page(one, other, reached, run) or _is_page(other, one, reached, run))
            and (_side_by_side(one.claim, other.claim, added) or not of_one(one, other))
        )

    for cluster in _clusters(_on_one_host(free), clash):
        wrong = order(cluster)
        hosts = {fact.host for fact in wrong}
        together = _in_one_table(wrong)
        sure = together or len({fact.claim.path for fact in wrong}) == 1 or (hosts != {""} and "" not in hosts)
        severity = severity_of("high" if sure else "medium", wrong)
        if any(not fact.claim.namespace for fact in wrong) and not together:
            severity = weaker(severity) if severity == "high" and len({f.claim.path for f in wrong}) > 1 else severity
        where = next((f" on {fact.host_name}" for fact in wrong if fact.host_name), "")
        said = ", ".join(dict.fromkeys(shown(fact.claim.service, fact.claim) for fact in wrong))
        yield finding(
            SOCKET_TAKEN, severity, "port", f"port {group.key}{where} is given to more than one service: {said}",
            order([*cluster, *_publishing(facts, cluster)]),
            key="/".join(sorted({fact.service for fact in wrong})),
            hint="Move one of them to a free port, or say on which host or address each listens.",
        )  # fmt: skip


def _publishing(facts: Iterable[Fact], cluster: Sequence[Fact]) -> list[Fact]:
    """What publishes the port for those of the cluster that documents give it to: with it the operator sees both files."""
    told = {fact.service for fact in cluster if fact.claim.role == "canon"}
    hosts, known = {"", *(fact.host for fact in cluster)}, {id(fact) for fact in cluster}
    return [
        fact
        for fact in facts
        if fact.service in told and fact.claim.role == "config" and fact.claim.attribute == "port"
        if fact.claim.namespace == "host" and fact.claim.source.startswith(_PUBLISHES) and fact.host in hosts
        if id(fact) not in known and same_scope(fact.claim, cluster[0].claim)
    ]


def _products(group: Group) -> dict[int, Fact]:
    """Documented facts by what a compose file calls the service whose image has the documented name: Valkey is its `redis`."""
    called: dict[str, set[tuple[str, str]]] = defaultdict(set)
    images = {(f.claim.path, f.claim.line): f.service for f in group.facts if f.claim.source == IMAGE}
    for fact in group.facts if images else ():
        if fact.claim.source == "compose" and (product := images.get((fact.claim.path, fact.claim.line))):
            called[product].add((fact.service, fact.claim.service))
    return {
        id(fact): fact._replace(service=key, claim=fact.claim._replace(service=own))
        for fact in group.facts
        if fact.claim.role == "canon" and len(called.get(fact.service, ())) == 1
        for key, own in called[fact.service]
    }


def _inside(group: Group) -> set[str]:
    """The services to whose containers routers lead at this port."""
    routes = (fact for fact in live(group.facts, "domain") if is_route(fact.claim))
    return {fact.service for fact in routes if fact.claim.namespace in ("container", "pod")}


def _is(fact: Fact, inside: set[str]) -> bool:
    """A documented port that says no namespace is the one inside."""
    return not fact.claim.namespace and fact.claim.role == "canon" and fact.service in inside


def _on_one_host(facts: Sequence[Fact]) -> Iterable[tuple[Fact, Fact]]:
    """Every pair that is not known to be on two hosts, in order; a thousand hosts with one port each make none."""
    places: dict[str, list[int]] = defaultdict(list)
    for position, fact in enumerate(facts):
        places[fact.host].append(position)
    for position, one in enumerate(facts):
        near = sorted((*places[one.host], *places[""])) if one.host else range(position + 1, len(facts))
        yield from ((one, facts[other]) for other in near if other > position)


def _in_one_table(facts: Sequence[Fact]) -> bool:
    """Whether one table alone gives the port of one host, which it names, to two services: no other place is needed."""
    rows = {
        (f.claim.path, f.claim.section, f.host, f.service) for f in facts if f.claim.source == "table" and f.claim.host
    }
    return len({row[:3] for row in rows}) < len(rows)


def _may_clash(fact: Fact) -> bool:
    claim = fact.claim
    return (
        claim.namespace in ("host", "node", "")
        and claim.role != "evidence"
        and claim.source
        not in ("prose", "env", DEFAULT, "qualified", "terraform")  # each of a cloud's own has an address
        and not claim.source.endswith((" gateway", SHARED, " upstream", " scraped", " called", " url", " opened"))
        and "-" not in claim.value
        and not (claim.path.endswith(".j2") or "{{" in claim.path)  # on whichever machines it is filled in
        and not _GROUP.search(claim.service)
        and fact.service not in (fact.host, host_key(fact.host_name))  # a machine is not what listens on it
        and not is_nobodys(claim.service)
        and ". " not in claim.service
        and (claim.source in ("table", "compose") or not is_phrase(claim.service))
    )


def _in_one_list(one: Claim, other: Claim, reached: Set[tuple[str, int]]) -> bool:
    """Two items of one list of ports, or of addresses, tell apart what they name."""
    if one.source != "bullet" or (one.path, one.section, one.source) != (other.path, other.section, other.source):
        return False
    return "port" in one.section.lower() or {(one.path, one.line), (other.path, other.line)} <= reached


def _in_place_of_another(ports: Sequence[Fact]) -> set[str]:
    """Compose files that publish the port in place of one beside them: `compose.ha.yml` beside `compose.yml`."""
    paths = {fact.claim.path for fact in ports if fact.claim.role == "config" and fact.claim.source == "compose"}
    folders = Counter(path.rpartition("/")[0] for path in paths)
    return {path for path in paths if is_variant(path) and folders[path.rpartition("/")[0]] > 1}


def _binds(facts: Sequence[Fact]) -> dict[tuple[str, str, str], list[str]]:
    binds: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for fact in facts:
        if fact.claim.attribute == "bind":
            binds[fact.service, fact.claim.path, fact.claim.statement].append(fact.claim.value)
    return binds


def _crowded(ports: Sequence[Fact], reached: Set[tuple[str, int]]) -> set[str]:
    """Documents in which so many services share the port that it cannot be a host's, or is there for any one of them."""
    services: dict[str, set[str]] = defaultdict(set)
    for fact in ports:
        claim = fact.claim
        inside = not claim.namespace or claim.source in _FILES or (claim.path, claim.line) in reached
        if claim.role == "canon" and inside and not claim.host:
            services[claim.path].add(fact.service)
    return {path for path, found in services.items() if len(found) >= _CROWD}


def _together(one: Claim, other: Claim, added: Set[tuple[str, str]]) -> bool:
    """Whether two compose files are run at once, by their names or because one of them says so."""
    said = not added.isdisjoint(((one.path, other.path), (other.path, one.path)))
    return said or are_run_together(one.path, other.path)


def _clash(one: Fact, other: Fact, binds: dict[tuple[str, str, str], list[str]], added: Set[tuple[str, str]]) -> bool:
    if not _meet(one, other) or not (_together(one.claim, other.claim, added) or _may_meet(one, other)):
        return False
    side_by_side = _side_by_side(one.claim, other.claim, added)
    return _overlap(one, other, binds) and (side_by_side or not are_related(one, other))


def _meet(one: Fact, other: Fact) -> bool:
    """Whether two services' places may be one socket, by all that they say themselves."""
    a, b = one.claim, other.claim
    if one.service == other.service or (a.namespace and b.namespace and a.namespace != b.namespace):
        return False
    if (one.host and other.host and one.host != other.host) or not same_scope(a, b):
        return False
    if a.protocol and b.protocol and a.protocol != b.protocol:
        return False
    if a.path == b.path and "ws" in (one.part, other.part):
        return False  # spoken on the port of its pages
    if a.path != b.path and bool(one.host) != bool(other.host) and a.port in _OF_WEB and a.role == b.role == "canon":
        return False  # sites of whichever web server
    if a.path != b.path and (_is_front(one, other) or _is_front(other, one)):
        return False
    return bool(one.host) == bool(other.host) or not any(map(_of_group, (a, b)))


def _may_meet(one: Fact, other: Fact) -> bool:
    """Whether what is not said to be run at once is on one machine."""
    same = one.claim.path == other.claim.path
    if (same and (_is_whole(one, other) or _is_whole(other, one))) or not (same or _may_meet_across(one, other)):
        return False
    return not ((_is_site(one) and _is_site(other)) or _is_outside(one, other) or _is_outside(other, one))


def _may_meet_across(one: Fact, other: Fact) -> bool:
    """The same of two files; files of config say it themselves, and node ports are their cluster's."""
    a, b = one.claim, other.claim
    placed = bool(one.host and other.host)
    if a.role == b.role == "config" and not placed:
        beside = a.path.rpartition("/")[0] == b.path.rpartition("/")[0]
        if beside and a.path.endswith(_QUADLETS) and b.path.endswith(_QUADLETS):
            return True  # one user's units, on one machine
        return a.namespace == b.namespace == "node" and of_one_cluster(a.path, b.path)
    if "prose" in (a.source, b.source) or _translated(a, b):
        return False
    return placed or (_listed(a, b) and (bool(one.host or other.host) or not are_apart(one, other)))


def _of_group(claim: Claim) -> bool:
    """What Ansible sets for the machines of a group, whichever they are."""
    return not claim.host and "group_vars/" in claim.path


def _is_front(front: Fact, other: Fact) -> bool:
    """A proxy of the documents, on the web server's own port, may run in what a file publishes there."""
    documented = front.claim.role == "canon" and other.claim.role == "config"
    return documented and name(front.claim.service).key in FRONTS and other.claim.port in _OF_WEB


def _overlap(one: Fact, other: Fact, binds: dict[tuple[str, str, str], list[str]]) -> bool:
    """Whether both may listen on one address; what says none listens on all of them."""
    theirs = [(x, y) for x in binds.get(_of(one), ()) for y in binds.get(_of(other), ())]
    return not theirs or any(overlap(x, y) for x, y in theirs)


def _is_site(fact: Fact) -> bool:
    """One of the pages that a web server has under a name in full: by its path, as others are by theirs."""
    return fact.claim.port in _OF_WEB and "." in fact.host and not fact.host[-1].isdigit()


def _is_outside(one: Fact, other: Fact) -> bool:
    """What is called under a name in full that is nobody's of this site, beside what listens nobody says where."""
    named = "." in one.host and not one.host[-1:].isdigit() and one.claim.source.startswith("table")
    return not other.host and named and reach(one.host) == "public"


def _side_by_side(one: Claim, other: Claim, added: Set[tuple[str, str]]) -> bool:
    """Two entries of one file: a node port is given to one Service, a published one to one container, whatever they are called."""
    entries = one.namespace == other.namespace == "node" or one.source == other.source == "compose"
    together = one.path == other.path or _together(one, other, added)
    return entries and one.role == other.role == "config" and together


def _translated(one: Claim, other: Claim) -> bool:
    """A name in letters of one script may be what a file calls by a word in another, キャッシュ and redis, and each page of two
    languages calls by words of its own."""
    if _LANGUAGE.sub("", one.path) == _LANGUAGE.sub("", other.path):
        return True
    if one.service.isascii() == other.service.isascii():
        return False
    a, b = ({char.isascii() for char in claim.service if char.isalpha()} for claim in (one, other))
    return len(a) == len(b) == 1 and a != b


def _is_whole(one: Fact, other: Fact) -> bool:
    """What a heading over both names, told below another one of its headings, has the other for its part."""
    named = one.claim.service
    above, own = (fact.claim.section.split(" > ")[:-1] for fact in (other, one))
    return any(heading.startswith(named) and heading in above for heading in own)


def _listed(one: Claim, other: Claim) -> bool:
    """Two files on a host that one does not name: at least one of them is a list of what listens, and no tutorial."""
    return "config" in (one.role, other.role) or any(map(_is_list, (one, other)))


def _is_list(claim: Claim) -> bool:
    """A table, or a list below a heading that speaks of ports."""
    if claim.source in ("table", "key-value table"):
        return True
    return claim.source == "fence list" and "port" in claim.section.lower()


def _through(front: Fact, behind: Fact, reached: set[tuple[str, int]]) -> bool:
    """A service's URL with the port of the proxy in front of it."""
    return front.service in FRONTS and (behind.claim.path, behind.claim.line) in reached


def _is_page(page: Fact, other: Fact, reached: Set[tuple[str, int]], run: Mapping[str, Set[str]]) -> bool:
    """What people open under the name of a product, `Eureka dashboard`, is a page of what config runs there."""
    opened = (page.claim.path, page.claim.line) in reached and page.claim.role == "canon"
    return opened and page.service not in run and other.service in run and _PAGE.search(page.claim.service) is not None


def _is_domain(claim: Claim) -> bool:
    """A name in full; programs are called `draw.io`, too."""
    placed = claim.source == "table" and claim.host and claim.service.count(".") == 1 and claim.port not in _OF_WEB
    return "." in claim.service and not placed and _DOMAIN.fullmatch(claim.service) is not None


def _homes(ports: Sequence[Fact]) -> dict[str, set[str]]:
    """The hosts on which each service is said to have the port."""
    homes: dict[str, set[str]] = defaultdict(set)
    for fact in ports:
        if fact.host:
            homes[fact.service].add(fact.host)
    return homes


def _elsewhere(one: Fact, other: Fact, homes: dict[str, set[str]]) -> bool:
    """A file that names no host is about the machine on which another place has its service."""
    named, unnamed = (one, other) if one.host else (other, one)
    if not named.host or unnamed.host or unnamed.service not in homes:
        return False
    return named.host not in homes[unnamed.service]


def _has_path(url: str) -> bool:
    return bool(url.partition("://")[2].partition("/")[2].strip("/"))


def _one_site(one: Fact, other: Fact, reached: set[tuple[str, int]], deep: set[tuple[str, int]]) -> bool:
    """Two URLs of a page that differ in their paths are parts of one site."""
    places = {(one.claim.path, one.claim.line), (other.claim.path, other.claim.line)}
    return one.claim.path == other.claim.path and places <= reached and not places.isdisjoint(deep)


def _of(fact: Fact) -> tuple[str, str, str]:
    return fact.service, fact.claim.path, fact.claim.statement


def _clusters(pairs: Iterable[tuple[Fact, Fact]], clash: Callable[[Fact, Fact], bool]) -> Iterable[list[Fact]]:
    """Those that clash by host: one finding for all services on one socket. What happens on one host depends on no other."""
    found: dict[str, dict[int, Fact]] = defaultdict(dict)
    for one, other in pairs:
        there = found[one.host or other.host]
        if (id(one) not in there or id(other) not in there) and clash(one, other):
            there |= {id(one): one, id(other): other}
    return [list(cluster.values()) for _, cluster in sorted(found.items()) if cluster]


SOCKET_TAKEN = Rule(
    "A102", "socket-taken", "high", "Two services are given the same port of one host.",
    "port", frozenset({"port"}), _check,
)  # fmt: skip
