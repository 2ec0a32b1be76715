"""A116 and A117: the machine that a service is on, and the address that a machine has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from consistency.model.claim import PLACED, SHARED
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.fronts import FRONTS, STORES
from consistency.model.identity import GENERIC
from consistency.model.name import host_key
from consistency.model.pattern import lazily
from consistency.rules.rule import Group, Rule
from consistency.rules.select import comparable, finding, live, order, severity_of, sides, subject_of
from consistency.values.address import is_address

#: What many machines run each for itself, at the port that it always has.
_EVERYWHERE = (
    FRONTS
    | STORES
    | frozenset(
        """ssh sshd docker dockerapi dockersocketproxy node nodeexporter promtail alloy telegraf cadvisor portainer portaineragent agent
    tailscale watchtower netdata glances dozzle zabbixagent fail2ban vector fluentbit filebeat beszelagent consul nomad kubelet
    keepalived pihole adguard adguardhome unbound dns ntp chrony cockpit webmin proxmox syncthing ollama vllm llamacpp wireguard
    mosquitto mqtt prometheus nfs smb samba""".split()
    )
)
_ADDRESS = lazily(r"(?P<net>\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}")
#: What every site calls some machine, and `node3`, `worker-1` of every cluster.
_NUMBERED = lazily(r"(?P<kind>[a-z]+?)s?\d*")
#: `db01` of one inventory and one list is one machine.
_OWN = lazily(r"[^\d]+|(?!node|worker|master|control|server|agent|manager)[a-z][a-z-]*0\d")
_NAMELESS = GENERIC | frozenset(
    "master control controlplane router nas vm vps host machine pi leader replica client manager".split()
)
#: Shapes of fields that give a machine.
_FIELDS = frozenset(("bullet", "key-value table"))
#: Shapes of entries of an inventory, and of rows below a machine and its address.
_ENTRIES = frozenset(("yaml", "json", "toml", "table"))
#: `Gitea (mirror)` is another one; `portal (gunicorn)` is not.
_ANOTHER = lazily(r"\((?!(?:gunicorn|uvicorn|docker|compose|podman|systemd|pm2|node|nginx|container|native)\))")
#: Kinds of config that run what they name on the machine of their folder.
_RUN_BY = frozenset(("compose", "systemd"))
#: The machine itself, as its containers call it, and what a cluster calls a Service.
_NO_MACHINE = lazily(r"^host\.(?:docker|containers)\.internal$|^host-gateway$|\.svc(?:\.|$)")
#: A guest by its number: what it is called, another place says.
_GUEST = lazily(r"(?:CT|VM|LXC|VMID|guest)[ #-]*\d+", re.IGNORECASE)
#: Ports at which the service is not itself.
_ELSEWHERE = (" gateway", SHARED, " opened")


def _homes(group: Group) -> Iterable[Finding]:
    """Pages that each put a service with one port on one machine; a page that names two machines knows that both hold."""
    if group.key in _EVERYWHERE or group.key in GENERIC:
        return
    told = list(_ported(group)) or list(_listed_apart(group))
    yield from told or _told_apart(group)


def _ported(group: Group) -> Iterable[Finding]:
    """Those that give the service's port as well."""
    tables = {(f.claim.path, f.claim.statement) for f in live(group.facts, "host") if f.claim.source == "table"}
    ports: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in live(group.facts, "port"):
        if (
            fact.host
            and not _NO_MACHINE.search(fact.claim.host)
            and not _GUEST.fullmatch(fact.claim.host)
            and fact.claim.role != "evidence"
            and fact.part != "exporter"
            and _is_there(fact)
        ):
            ports[fact.claim.value, fact.part].append(fact)
    for (port, _), found in sorted(ports.items()):
        facts = _by_short_names(found)
        if len({is_address(fact.host_name) for fact in facts}) > 1 or (
            len({is_address(fact.claim.host) for fact in facts}) > 1 and not all(map(_is_listed_machine, facts))
        ):
            continue  # no list says which machine has the address, or is behind the name
        listed = (
            {f.host for f in facts if (f.claim.path, f.claim.statement) in tables}
            or {f.host for f in facts if f.claim.source.endswith(PLACED)}
            or {f.host for f in facts if _is_entry(f)}
        )
        if len(listed) != 1 or not _is_in_two_places(facts):  # two lists of machines may be of two sites
            continue
        if _are_two(facts, group):
            continue
        fields = [fact for fact in live(group.facts, "host") if fact.claim.source in _FIELDS]
        wrong = order((*_placing(facts, group), *(_said_in(fact, fields) for fact in facts)))
        where = " and on ".join(dict.fromkeys(fact.host_name for fact in wrong))
        yield finding(
            HOST_MISMATCH, severity_of("medium", wrong), "host",
            f"{wrong[0].service_name}: port {port} is said to be on {where}", wrong, key=f"{group.key}/host {port}",
            hint="Give the machine on which it runs; if it runs on both, list both in one place.",
        )  # fmt: skip


def _are_two(facts: Sequence[Fact], group: Group) -> bool:
    """Whether the pages open it under names of their own on each machine: two of one kind."""
    opened: dict[str, set[str]] = defaultdict(set)
    pages: dict[str, set[str]] = defaultdict(set)
    for fact in live(group.facts, "domain"):
        opened[fact.claim.path].add(fact.claim.value.lower())
    for fact in facts:
        pages[fact.host].add(fact.claim.path)
    networks = {host.rpartition(".")[0] for host in pages if is_address(host)}
    if len(networks) == len(pages) and len(set[str]().union(*opened.values())) >= len(pages):
        return True  # at two sites, under a name at each
    names = [set[str]().union(*(opened[path] for path in paths if path in opened)) for paths in pages.values()]
    told = [one for one in names if one]
    return len(told) > 1 and all(one.isdisjoint(other) for one, other in combinations(told, 2))


def _is_listed_machine(fact: Fact) -> bool:
    """Whether a list of machines says which one it is: it has a name there, and an address."""
    return is_address(fact.host) and not is_address(fact.host_name) and "." not in fact.host_name


def _by_short_names(facts: Sequence[Fact]) -> list[Fact]:
    """Without those that call a machine by its name in full that others call by the first word of it."""
    short = {host_key(fact.claim.host) for fact in facts}
    return [
        fact
        for fact in facts
        if is_address(fact.claim.host)
        or "." not in fact.claim.host
        or host_key(fact.claim.host.partition(".")[0]) not in short
    ]


def _listed_apart(group: Group) -> Iterable[Finding]:
    """A table that puts the service on one machine, where config has it on another alone, and a table of another page agrees."""
    places = live(group.facts, "host", "port", "service")
    config = [
        f for f in places if f.claim.role == "config" and f.claim.attribute != "host" and f.claim.source in _RUN_BY
    ]
    tables = [f for f in places if f.claim.role == "canon" and f.claim.source == "table" and f.claim.host and f.host]
    there = {fact.host for fact in config}
    agreed = {fact.claim.path for fact in tables if fact.host in there}
    wrong = {f.claim.path: f for f in reversed(tables) if f.host not in there and f.claim.path not in agreed}
    parts = {fact.part for fact in (*config, *tables)}
    if (
        len(there) != 1
        or "" in there
        or not agreed
        or not wrong
        or len(parts) > 1
        or len({f.host for f in tables}) != 2
    ):
        return
    if any(_ANOTHER.search(fact.claim.service) for fact in (*config, *tables)):
        return
    right = {f.claim.path: f for f in reversed(tables) if f.host in there}
    cited = order((*wrong.values(), *right.values(), order(config)[0]))
    where = " and on ".join(dict.fromkeys(fact.host_name for fact in cited))
    yield finding(
        HOST_MISMATCH, severity_of("medium", cited), "host", f"{cited[0].service_name} is said to be on {where}", cited,
        key=f"{group.key}/host", hint="Give the machine on which it runs; if it runs on both, list both in one place.",
    )  # fmt: skip


def _told_apart(group: Group) -> Iterable[Finding]:
    """Sentences that put the service on one machine, where the tables of other pages all put it on another one."""
    places = [fact for fact in live(group.facts, "host", "port", "service") if fact.host and fact.claim.role == "canon"]
    tables = [fact for fact in places if fact.claim.source == "table"]
    told = [fact for fact in places if fact.claim.attribute == "host" and fact.claim.source == "prose"]
    there = {fact.host for fact in tables}
    wrong = {fact.claim.path: fact for fact in reversed(told) if fact.host not in there}
    agreed = {fact.claim.path for fact in (*tables, *told) if fact.host in there}
    parts = {fact.part for fact in (*tables, *told)}
    if (
        len(there) != 1
        or not wrong
        or len({f.host for f in told} | there) != 2
        or len(parts) > 1
        or agreed & wrong.keys()
    ):
        return
    if any(_ANOTHER.search(fact.claim.service) for fact in tables):
        return
    right = {fact.claim.path: fact for fact in reversed((*tables, *(one for one in told if one.host in there)))}
    cited = order((*wrong.values(), *(fact for path, fact in right.items() if path not in wrong)))
    where = " and on ".join(dict.fromkeys(fact.host_name for fact in cited))
    yield finding(
        HOST_MISMATCH, severity_of("medium", cited), "host", f"{cited[0].service_name} is said to be on {where}", cited,
        key=f"{group.key}/host", hint="Give the machine on which it runs; if it runs on both, list both in one place.",
    )  # fmt: skip


def _said_in(fact: Fact, fields: Sequence[Fact]) -> Fact:
    """The field that gives the machine of a port beside it, for that port; any other fact itself."""
    if not fact.claim.source.endswith(PLACED):
        return fact
    own = (fact.claim.path, fact.claim.section, fact.host)
    return next((one for one in fields if (one.claim.path, one.claim.section, one.host) == own), fact)


def _is_entry(fact: Fact) -> bool:
    """An entry of an inventory in YAML, JSON or TOML that gives its machine, or a row below a machine and its address."""
    claim = fact.claim
    return claim.role == "canon" and bool(claim.host) and claim.source in _ENTRIES


def _placing(facts: Sequence[Fact], group: Group) -> list[Fact]:
    """The settings that name the machine beside such a port."""
    files = {(fact.claim.path, fact.host) for fact in facts if fact.claim.role == "config"}
    return [fact for fact in live(group.facts, "host") if (fact.claim.path, fact.host) in files]


def _is_there(fact: Fact) -> bool:
    claim = fact.claim
    return claim.namespace in ("host", "node", "") and not claim.source.endswith(_ELSEWHERE) and claim.port > 0


def _is_in_two_places(facts: Sequence[Fact]) -> bool:
    """Whether two machines are named, never both in one file, and not by config alone or for two environments."""
    on: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        on[fact.claim.path].add(fact.host)
    if any(len(hosts) > 1 for hosts in on.values()) or len(set().union(*on.values())) != 2:
        return False
    if any(_ANOTHER.search(fact.claim.service) for fact in facts):
        return False
    kinds = list({(fact.host, fact.claim.scope, fact.claim.role): fact for fact in facts}.values())
    return any(
        one.host != other.host and one.claim.scope == other.claim.scope and comparable(one.claim, other.claim)
        for one, other in combinations(kinds, 2)
    )


def _addresses(group: Group) -> Iterable[Finding]:
    """Files that each give a machine one address of a network; a file that gives two knows of both."""
    facts = live(group.facts, "address")
    if any(map(is_nameless, {fact.claim.host for fact in facts})) and not _is_listed(facts):
        return
    networks: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.claim.role != "evidence" and (match := _ADDRESS.fullmatch(fact.claim.value)):
            networks[match["net"]].append(fact)
    for network, facts in sorted(networks.items()):
        given: dict[str, set[str]] = defaultdict(set)
        for fact in facts:
            given[fact.claim.path].add(fact.claim.value)
        single = all(len(values) == 1 for values in given.values())
        if not single or len({f.claim.value for f in facts}) < 2 or len({f.claim.scope for f in facts} - {""}) > 1:
            continue
        wrong = order(facts)
        yield finding(
            ADDRESS_MISMATCH, severity_of("medium", wrong), "address", f"{subject_of(wrong)}: address {sides(wrong)}",
            wrong, key=f"{group.key}/address in {network}", hint="Give the address that the machine has in every place.",
        )  # fmt: skip


def _is_listed(facts: Sequence[Fact]) -> bool:
    """The one inventory by which machines are set up has it, and tables have it beside others: the `nas` of this site.

    Never `node2` or `web1`, of which every cluster has one.
    """
    if any(not _OWN.fullmatch(fact.claim.host.lower()) for fact in facts):
        return False
    inventories = {fact.claim.path for fact in facts if fact.claim.source == "inventory"}
    return len(inventories) == 1 and all(
        fact.claim.source in ("inventory", "table") for fact in facts if fact.claim.role != "evidence"
    )


def is_nameless(host: str) -> bool:
    key = host_key(host)
    numbered = _NUMBERED.fullmatch(key)
    return key in _NAMELESS or (numbered is not None and numbered["kind"] in _NAMELESS)


HOST_MISMATCH = Rule(
    "A116", "host-mismatch", "medium", "Two places put one service, with one port, on two machines.",
    "service", frozenset({"port"}), _homes, apart=True,
)  # fmt: skip
ADDRESS_MISMATCH = Rule(
    "A117", "address-mismatch", "medium", "Two places give one machine two addresses of the same network.",
    "host", frozenset({"address"}), _addresses, apart=True,
)  # fmt: skip
