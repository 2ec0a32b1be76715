"""Which names are one service and which addresses one host: drawn from the claims themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.name import Name, host_key, name, squash

#: Names too general to tie anything to.
GENERIC = frozenset(
    "api web app admin ui db database cache proxy server gateway backend frontend worker main service host dashboard metrics "
    "redis1 node test dev prod local default internal external public http https tcp udp docker container agent".split()
)
#: Endings that make two spellings of one long name: Attribute Extract, attribute-extraction.
_ENDINGS = ("s", "es", "ion", "ation", "er", "or", "ing", "d", "ed")
_LONG = 10


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
    """The ties of one set of claims. `services` and `hosts` of the configuration say ties outright: name to aliases."""

    def __init__(
        self,
        claims: Iterable[Claim],
        services: Mapping[str, Sequence[str]] | None = None,
        hosts: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._services, self._hosts = Union(), Union()
        self._split: set[str] = set()
        self._guessed: dict[str, str] = {}
        self._known_hosts: dict[str, str] = {}
        self.ties: dict[str, set[str]] = defaultdict(set)
        gathered = list(claims)
        self._draw_hosts(gathered, hosts or {})
        self._draw_services(gathered, services or {})
        self._names = self._shown(gathered)

    def _draw_hosts(self, claims: list[Claim], configured: Mapping[str, Sequence[str]]) -> None:
        for host, aliases in configured.items():
            self._known_hosts[host_key(host)] = host
            for alias in aliases:
                self._tie_host(host, alias)
        owners: dict[str, set[str]] = defaultdict(set)
        for claim in claims:
            if claim.host and (claim.attribute == "host" or claim.source in ("table", "record")):
                self._known_hosts.setdefault(host_key(claim.host), claim.host)
            if claim.attribute == "address" and claim.host:
                owners[host_key(claim.value)].add(host_key(claim.host))
        for address, names in sorted(owners.items()):
            plain = {found for found in names if found and found != address}
            if len(plain) == 1:
                self._tie_host(address, next(iter(plain)))

    def _tie_host(self, one: str, other: str) -> None:
        a, b = host_key(one), host_key(other)
        if a and b:
            self._hosts.tie(a, b)
            self.ties["host " + self._hosts.find(a)].update((one, other))

    def _draw_services(self, claims: list[Claim], configured: Mapping[str, Sequence[str]]) -> None:
        mains: dict[str, set[str]] = defaultdict(set)
        qualifiers: dict[tuple[str, str], set[str]] = defaultdict(set)
        names: dict[tuple[str, str], set[str]] = defaultdict(set)
        seen: set[str] = set()
        for claim in claims:
            if not claim.service:
                continue
            found = name(claim.service)
            seen.add(found.key)
            if found.alias_is_id and found.alias not in GENERIC:
                mains[found.key].add(found.alias)
            if found.part == "" and found.alias_part == "":
                qualifiers[claim.path, found.key].add("" if found.alias_is_id else found.alias)
            if claim.attribute in ("name", "container", "unit"):
                names[claim.attribute, self._own(found)].add(squash(claim.value)[0])
        self._split = {main for main, aliases in mains.items() if len(aliases) > 1}
        self._split |= {main for (_, main), found_here in qualifiers.items() if len(found_here) > 1}
        for main, aliases in mains.items():
            if main not in self._split:
                self._tie_service(main, next(iter(aliases)), "the name in parentheses")
        self._tie_names(names)
        for service, others in configured.items():
            for alias in others:
                self._tie_service(self._own(name(service)), squash(alias)[0], "the configuration")
        self._guess(seen)

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
            if len(key) < _LONG:
                continue
            for ending in _ENDINGS:
                longer = key + ending
                if longer in seen and self._services.find(key) != self._services.find(longer):
                    self._guessed[key] = longer

    def _own(self, found: Name) -> str:
        if found.key in self._split and found.alias:
            return found.alias if found.alias_is_id else found.key + found.alias
        return found.key

    def alike(self, other: Identity) -> bool:
        """Whether both link every claim in the same way: all that `link` looks at is equal."""
        return (
            self._names == other._names
            and self._services.roots() == other._services.roots()
            and self._hosts.roots() == other._hosts.roots()
            and (self._split, self._guessed, self._known_hosts) == (other._split, other._guessed, other._known_hosts)
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

    def _host_of(self, claim: Claim) -> str:
        if claim.host:
            return self.host_key(claim.host)
        if not claim.section or claim.role == "config":
            return ""
        for heading in reversed(claim.section.split(" > ")):
            inner = heading[heading.find("(") + 1 : heading.find(")")] if "(" in heading else ""
            for words in (inner, heading.split("(")[0].split(" — ")[0]):
                key = host_key(words) if words else ""
                if key and key in self._known_hosts:
                    return self._hosts.find(key)
        return ""

    def _shown(self, claims: list[Claim]) -> dict[str, str]:
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for claim in claims:
            weight = 3 if claim.role == "canon" else 1
            if claim.service:
                counted[self.service_key(claim.service)][claim.service] += weight
            if claim.host and not claim.host[:1].isdigit():
                counted["host " + self.host_key(claim.host)][claim.host.split(" (")[0]] += weight
        return {
            key: min((-times, len(text), text) for text, times in found.items())[2] for key, found in counted.items()
        }

    def service_name(self, key: str) -> str:
        return self._names.get(key, key)

    def host_name(self, key: str) -> str:
        return self._names.get("host " + key, key)

    def link(self, claim: Claim) -> Fact:
        """The claim with its subject resolved."""
        key, host = self.service_key(claim.service), self._host_of(claim)
        found = name(claim.service) if claim.service else None
        part = claim.part or (found.part or (found.alias_part if found.alias_is_id else "") if found else "")
        own = self._own(found) if found else ""
        return Fact(
            claim,
            key,
            self.service_name(key),
            host,
            self.host_name(host) if host else "",
            part,
            "" if own == key else f"{claim.service} is {self.service_name(key)}",
            own in self._guessed,
        )
