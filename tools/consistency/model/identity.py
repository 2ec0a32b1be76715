"""Which names are one service and which addresses one host: drawn from the claims themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from consistency.model import sited
from consistency.model import vhost as virtual
from consistency.model.claim import IMAGE, Claim
from consistency.model.fact import Fact
from consistency.model.loopback import Served, served, sites
from consistency.model.name import Name, host_key, name, squash
from consistency.model.vhost import AT, Holder, Led, answering_at, is_route, led, vhost
from consistency.model.vhost import ATTRIBUTES as PLACING

#: Names too general to tie anything to.
GENERIC = frozenset(
    "api web app admin ui db database cache proxy server gateway backend frontend worker main service host dashboard metrics "
    "redis1 node test dev prod local default internal external public http https tcp udp docker container agent".split()
)
#: Endings that make two spellings of one long name: Attribute Extract, attribute-extraction.
ENDINGS = ("s", "es", "ion", "ation", "er", "or", "ing", "d", "ed")
LONG = 10
#: Attributes whose value is another name of the service.
NAMING = frozenset({"name", "container", "unit"})
#: How a section begins that is a file's path: its folders may be named after the machine.
_FOLDERS = "//"


class Union:
    """Disjoint sets of keys; the smallest key of a set stands for it, so the order of ties does not matter."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, key: str) -> str:
        root = key
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(key, key)) != root:
            self._parent[key] = root
            key = above
        return root

    def roots(self) -> dict[str, str]:
        """What stands for each key that was ever tied."""
        return {key: self.find(key) for key in tuple(self._parent)}

    def tie(self, one: str, other: str) -> None:
        a, b = sorted((self.find(one), self.find(other)))
        if a != b:
            self._parent[b] = a


class Identity:
    """The ties of one set of claims. `services` and `hosts` of the configuration say ties outright: name to aliases.

    Where the claims are a part of all there are, `known` are keys of hosts that others name as such, and `spelled`
    says how often each spelling of a host's key occurs in all of them; `crowded` are virtual hosts of more than CROWD documents.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        services: Mapping[str, Sequence[str]] | None = None,
        hosts: Mapping[str, Sequence[str]] | None = None,
        known: Iterable[str] = (),
        spelled: Mapping[tuple[str, str], int] | None = None,
        crowded: Iterable[str] = (),
    ) -> None:
        self._crowded = set(crowded)
        self._services, self._hosts = Union(), Union()
        self._split: set[str] = set()
        self._guessed: dict[str, str] = {}
        self._known_hosts = set(known)
        self._machines: set[str] = set()  # keys of hosts of which an address is known
        self._linked: dict[tuple[str, str, str, str], tuple[Any, ...]] = {}
        self.ties: dict[str, set[str]] = defaultdict(set)
        said = Said(claims)
        spelled = said.hosts if spelled is None else spelled
        self._draw_hosts(said, hosts or {})
        self.sited = sited.ties(spelled, GENERIC)
        for pair in self.sited:
            self._tie_host(*pair)
        self._draw_services(said, services or {})
        self._names = self._shown(said.services, spelled)

    def _draw_hosts(self, said: Said, configured: Mapping[str, Sequence[str]]) -> None:
        for host, aliases in configured.items():
            self._known_hosts.add(host_key(host))
            for alias in aliases:
                self._tie_host(host, alias)
        self._known_hosts.update(map(host_key, said.known))
        self._machines.update(host_key(host) for _, host in said.addresses)
        owners: dict[str, set[str]] = defaultdict(set)
        for address, host in said.addresses:
            owners[host_key(address)].add(host_key(host))
        for address, names in sorted(owners.items()):
            named = {found for found in names if found and found != address}
            plain = {found for found in named if "." not in found} or named  # records lead to a machine, too
            if len(plain) == 1:
                self._tie_host(address, next(iter(plain)))

    def _tie_host(self, one: str, other: str) -> None:
        a, b = host_key(one), host_key(other)
        if a and b:
            self._hosts.tie(a, b)
            self.ties["host " + self._hosts.find(a)].update((one, other))

    def _draw_services(self, said: Said, configured: Mapping[str, Sequence[str]]) -> None:
        mains: dict[str, set[str]] = defaultdict(set)
        qualifiers: dict[tuple[str, str], set[str]] = defaultdict(set)
        seen: set[str] = set()
        for path, service in said.places:
            found = name(service)
            seen.add(found.key)
            if found.alias_is_id and found.alias not in GENERIC and found.alias not in self._known_hosts:
                mains[found.key].add(found.alias)
            if found.part == "" and found.alias_part == "":
                qualifiers[path, found.key].add("" if found.alias_is_id else found.alias)
        names: dict[tuple[str, str], set[str]] = defaultdict(set)
        for attribute, service, value in said.names:
            names[attribute, self._own(name(service))].add(squash(value)[0])
        self._split = {main for main, aliases in mains.items() if len(aliases) > 1}
        self._split |= {main for (_, main), found_here in qualifiers.items() if len(found_here) > 1}
        for main, aliases in mains.items():
            if main not in self._split:
                self._tie_service(main, next(iter(aliases)), "the name in parentheses")
        self._tie_names(names)
        for service, others in configured.items():
            for alias in others:
                self._tie_service(self._own(name(service)), squash(alias)[0], "the configuration")
        self._tie_sockets(said)
        self._tie_routes(said)
        self._tie_answers(said)
        self._guess(seen)

    def _tie_sockets(self, said: Said) -> None:
        """What publishes a port of a machine and what a router has there, but for what one file names apart."""
        documented: list[tuple[str, Holder]] = []
        routed: list[tuple[str, Holder]] = []
        crowded = self._crowded | said.crowded
        for found, site in sites(one for one in said.served if one.socket not in crowded):
            (routed if found.led else documented).append((site, self._holder(found.service)))
        pairs = led(documented, routed, GENERIC.__contains__) if documented else []
        paths = self._paths(said, pairs)
        for one, other, of in pairs:
            if paths[one].isdisjoint(paths[other]):
                self._tie_service(one, other, f"both at {of}")

    def _paths(self, said: Said, pairs: Sequence[Led]) -> dict[str, set[str]]:
        """The documents that name each service of the pairs."""
        paths: dict[str, set[str]] = {root: set() for pair in pairs for root in (pair.documented, pair.routed)}
        for path, service in said.places if pairs else ():
            if (root := self._holder(service).root) in paths:
                paths[root].add(path)
        return paths

    def _tie_routes(self, said: Said) -> None:
        """What a document and a router have under one domain; never what one file names apart.

        Nor what is only called by the domain for want of a name, where a document has a service of that name.
        """
        crowded = self._crowded | said.crowded
        documented, routed = (
            [(of, self._holder(one)) for of, one in placed if of not in crowded]
            for placed in (said.placed, said.routed)
        )
        pairs = led(documented, routed, GENERIC.__contains__) if documented and routed else []
        paths = self._paths(said, pairs)
        known = {self._holder(service).root for service in said.documented} if pairs else set()
        for one, other, of in pairs:
            guessed = other in (squash(of.partition(".")[0])[0], squash(of.partition("/")[2])[0])
            if paths[one].isdisjoint(paths[other]) and not (guessed and other in known):
                self._tie_service(one, other, f"both under {of}")

    def _tie_answers(self, said: Said) -> None:
        """What answers under a name, to the one service to which routers lead under it, by whatever path."""
        asked = {service for service in said.documented if service.endswith(AT)}
        led_to: dict[str, set[str]] = defaultdict(set)
        for of, service in said.routed if asked else ():
            led_to[answering_at(of.partition("/")[0])].add(self._holder(service).root)
        for service in sorted(asked & led_to.keys()):
            if len(led_to[service]) == 1:
                self._tie_service(self._own(name(service)), min(led_to[service]), "the route under that name")

    def _holder(self, service: str) -> Holder:
        own = self._own(name(service))
        return Holder(own, self._services.find(own))

    def _tie_names(self, names: Mapping[tuple[str, str], set[str]]) -> None:
        """Container and unit names; a service with several of them, or a name of several services, ties nothing."""
        holders: dict[str, set[str]] = defaultdict(set)
        for (_, service), values in names.items():
            for value in values:
                holders[value].add(service)
        for (attribute, service), values in sorted(names.items()):
            for value in sorted(values):
                if len(values) == 1 and len(holders[value]) <= 2 and value not in GENERIC and service not in GENERIC:
                    self._tie_service(service, value, f"its {attribute}")

    def _tie_service(self, one: str, other: str, why: str) -> None:
        if one and other and one != other:
            self._services.tie(one, other)
            self.ties[self._services.find(one)].add(f"{one} = {other} ({why})")

    def _guess(self, seen: set[str]) -> None:
        for key in sorted(seen):
            if len(key) < LONG:
                continue
            for ending in ENDINGS:
                longer = key + ending
                if longer in seen and self._services.find(key) != self._services.find(longer):
                    self._guessed[key] = longer

    def _own(self, found: Name) -> str:
        if found.key in self._split and found.alias:
            named = found.alias_is_id and found.alias not in GENERIC  # `Mailhog (web)` is not everybody's web
            return found.alias if named else found.key + found.alias
        return found.key

    def alike(self, other: Identity) -> bool:
        """Whether both link every claim in the same way: all that `link` looks at is equal."""
        return (
            self._names == other._names
            and self._services.roots() == other._services.roots()
            and self._hosts.roots() == other._hosts.roots()
            and (self._split, self._guessed) == (other._split, other._guessed)
            and (self._known_hosts, self._machines) == (other._known_hosts, other._machines)
        )

    def service_key(self, service: str) -> str:
        """The key of a service's name as written; "" for no name."""
        if not service:
            return ""
        own = self._own(name(service))
        return self._services.find(self._guessed.get(own, own))

    def host_key(self, host: str) -> str:
        """The key of a host's name or address as written; "" for none and for localhost."""
        key = host_key(host)
        return self._hosts.find(key) if key else ""

    def _host_of(self, host: str, section: str, service: str) -> str:
        if host:
            return self.host_key(host)
        keys, known = heading_hosts(section), self._known_hosts
        if section.startswith(_FOLDERS):
            keys, known = tuple(key for key in keys if key != service), self._machines
        return next((self._hosts.find(key) for key in keys if key in known), "")

    def _shown(self, services: Mapping[str, int], hosts: Mapping[tuple[str, str], int]) -> dict[str, str]:
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for service, weight in services.items():
            counted[self.service_key(service)][service] += weight
        for (key, host), weight in hosts.items():
            if sited.is_host(key):
                counted["host " + (self._hosts.find(key) if key else "")][host] += weight
        return {
            key: min((-times, len(text), text) for text, times in found.items())[2] for key, found in counted.items()
        }

    def service_name(self, key: str) -> str:
        return self._names.get(key, key)

    def host_name(self, key: str) -> str:
        return self._names.get("host " + key, key)

    def link(self, claim: Claim) -> Fact:
        """The claim with its subject resolved."""
        words = subject(claim)
        linked = self._linked.get(words)
        if linked is None:
            linked = self._linked[words] = self._link(*words)
        return _new(Fact, (claim, *linked))

    def resolved(self, claim: Claim) -> tuple[Any, ...]:
        """All of the claim's fact but the claim."""
        return self.link(claim)[1:]

    def _link(self, service: str, host: str, section: str, part: str) -> tuple[Any, ...]:
        key = self.service_key(service)
        place = self._host_of(host, section, key)
        found = name(service) if service else None
        part = part or (found.part or (found.alias_part if found.alias_is_id else "") if found else "")
        own = self._own(found) if found else ""
        tie = "" if own == key else f"{service} is {self.service_name(key)}"
        host_name = self.host_name(place) if place else ""
        return key, self.service_name(key), place, host_name, part, tie, own in self._guessed


def subject(claim: Claim) -> tuple[str, str, str, str]:
    """All of a claim that decides how it is linked: service, host, section where that may name the host, part."""
    return claim.service, claim.host, section_of(claim), claim.part


def section_of(claim: Claim) -> str:
    """The headings that may name a claim's host, or the folders of a file of config; "" where the claim names it."""
    if claim.host:
        return ""
    if claim.role != "config":
        return claim.section
    folder = claim.path.rpartition("/")[0]
    return _FOLDERS + folder if folder else ""


@lru_cache(maxsize=65536)
def heading_hosts(section: str) -> tuple[str, ...]:
    """The host keys that the headings of a section may name, the innermost first."""
    if section.startswith(_FOLDERS):
        return tuple(key for folder in reversed(section.split("/")[2:]) if (key := host_key(folder)))
    keys = []
    for heading in reversed(section.split(" > ")) if section else ():
        inner = heading[heading.find("(") + 1 : heading.find(")")] if "(" in heading else ""
        plain = heading.split("(")[0].split(" — ")[0].split(" – ")[0]
        told = (inner, plain, plain.partition(",")[0], plain.rpartition(": ")[2], _about(plain))
        keys += [host_key(words) for words in told if words]
    return tuple(key for key in keys if key)


def _about(heading: str) -> str:
    """What stands at the end behind the last `of` or `on`: `Snapshot of juno, 2026-11-15` may be about juno."""
    before, of, behind = heading.split(",")[0].rpartition(" of " if " of " in heading else " on ")
    return behind.strip("`* ") if of and before and " " not in behind.strip() else ""


#: Shapes of which each host is one; a compose file has its host from its path.
_LISTING = ("table", "record")
_AT = Claim._fields.index
_DRAWN = itemgetter(_AT("path"), _AT("service"), _AT("host"), _AT("role"))
_SAYS = itemgetter(_AT("attribute"), _AT("value"), _AT("service"), _AT("host"), _AT("source"))


_new = tuple.__new__  # half the time of Fact._make, for every claim there is


class Said:
    """What identity draws on, each thing once, from many claims."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.services: Counter[str] = Counter()
        self.hosts: Counter[tuple[str, str]] = Counter()  # by key and spelling
        self.places: set[tuple[str, str]] = set()  # path and service
        self.names: set[tuple[str, str, str]] = set()  # attribute, service, value
        self.known: set[str] = set()
        self.addresses: set[tuple[str, str]] = set()  # value and host
        self.documented: set[str] = set()  # services that documents name
        self.placed: set[tuple[str, str]] = set()  # virtual host and service, of documents
        self.routed: set[tuple[str, str]] = set()  # and of routers
        self.served: set[Served] = set()  # ports of machines
        holding: dict[str, set[str]] = defaultdict(set)
        hosts: Counter[str] = Counter()
        on: dict[str, set[str]] = defaultdict(set)  # services, by host
        every = []
        for claim in claims:  # what is asked for before a service is said of public names, too, and names nobody
            if claim.attribute == "gate":
                self.services[claim.service] += claim.role == "canon"
            else:
                every.append(claim)
        for (path, service, host, role), times in Counter(map(_DRAWN, every)).items():  # few differ in these
            weight = times * (3 if role == "canon" else 1)
            if service:
                self.services[service] += 0 if service.endswith(AT) else weight
                self.places.add((path, service))
                if role == "canon":
                    self.documented.add(service)
            if host:
                hosts[host] += weight
                on[host].add(service)
        for attribute, value, service, host, source in map(_SAYS, every):
            if service and attribute in NAMING:
                self.names.add((attribute, service, value))
            if host and (attribute == "host" or source in _LISTING or (attribute == "service" and source == "compose")):
                self.known.add(host)
            if host and attribute == "address":
                self.addresses.add((value, host))
                self.known.add(host)
        for claim in every:
            if claim.attribute not in PLACING or not claim.service:
                continue
            if claim.attribute == "port":
                if claim.role == "config" and (one := served(claim)):
                    self.served.add(one)
                    holding[one.socket].add(claim.path)
                elif claim.source == IMAGE:  # a file that runs an image does not name two services apart
                    self.places.discard((claim.path, claim.service))
            elif of := vhost(claim):
                (self.routed if is_route(claim) else self.placed).add((of, claim.service))
                holding[of].add(claim.path)
        self.crowded = {of for of, paths in holding.items() if len(paths) > virtual.CROWD}
        for host, weight in hosts.items():
            if not host[:1].isdigit():
                self.hosts[host_key(host), host.split(" (")[0]] += weight
                self.hosts.update(sited.spellings(host, on[host], host in self.known))
