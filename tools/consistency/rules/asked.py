"""A128: a place asks a machine at a port that nobody lists, beside one that somebody does, or for what is on another machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from consistency.model.claim import PROJECT, SCRAPED, Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.name import host_key
from consistency.model.pattern import lazily
from consistency.rules.beside import network_of
from consistency.rules.named_nearby import names, words_of
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, same_scope
from consistency.values.address import is_address
from consistency.values.doors import are_beside
from consistency.values.exact import ASKED
from consistency.values.passing import LOCAL
from consistency.values.slip import is_slip, slips

#: Ports of fewer digits have too many others beside them.
_LONG = 1000
#: Words of who has several, each on a machine of its own.
_OTHERS = lazily(r"\b(?:replicas?|secondary|standby|backup|second|other|old|new|peers?|cluster|nodes?|slave|mirror)\b")
#: What is asked in the place of a store.
_POOLED, _POOLS = frozenset(("postgres", "postgresql")), frozenset(("pgbouncer", "pgpool", "pgcat"))
#: What is asked for by what it speaks.
_MQTT, _BROKERS = frozenset(("mqtt", "broker")), frozenset(("mosquitto", "emqx", "vernemq", "hivemq", "nanomq"))
#: So many places that ask for a port mean it.
_STRAY = 2


def _check(group: Group) -> Iterable[Finding]:
    asked: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in order(fact for fact in group.facts if _is_asked(fact.claim)):
        asked[fact.claim.host, fact.claim.port].append(fact)
    if not asked:
        return
    known: set[int] = set()
    paths: dict[int, set[str]] = defaultdict(set)
    for fact in group.facts:
        claim = fact.claim
        paths[claim.port].add(claim.path)
        if (claim.attribute in ("port", "range") and claim.source != PROJECT) or claim.role == "evidence":
            known.add(claim.port)
    listed = _listed(group.facts)
    told: set[int] = set()
    for (host, port), facts in sorted(asked.items()):
        commands = [fact for fact in facts if fact.claim.attribute == "depends"]
        if commands and port not in known:
            there = {id(fact): fact for key in _keys(host) for fact in listed.get(key, ())}
            near = order(fact for fact in there.values() if _is_near(fact.claim.port, port))
            if near:
                told.add(port)
                yield finding(
                    ASKED_PORT, ASKED_PORT.severity, "port",
                    f"port {port} of {near[0].host_name} is asked, and nothing says what is there; {near[0].claim.port} is {near[0].claim.service}'s",
                    [*commands, *near], key=f"{host}/{port}", hint="Give the port on which it listens, or register what is there.",
                )  # fmt: skip
        if len(paths[port]) == 1 and len(facts) <= _STRAY and port not in told:
            yield from _in_passing(facts[0], listed, group.facts)
        elif len(facts) <= _STRAY and len({fact.claim.path for fact in facts}) == 1:
            yield from _elsewhere(facts[0], group.facts, listed)
            yield from _inner(facts[0], group.facts, listed)


def _in_passing(fact: Fact, listed: Mapping[str, Sequence[Fact]], facts: Sequence[Fact]) -> Iterable[Finding]:
    """A port that stands in one of all files, where the words around it name a service that has one like it on that machine."""
    claim = fact.claim
    words = words_of(claim.part)
    words |= _POOLS if words & _POOLED else frozenset()
    here = [one for key in ({""} if claim.host == LOCAL else _keys(claim.host)) for one in listed.get(key, ())]
    folder, _, file = claim.path.rpartition("/")
    if claim.host == LOCAL and "env" in file.lower():  # a part of the repository may have stores of its own
        here = [one for one in here if not folder or one.claim.path.startswith(f"{folder}/")]
    near = _near(fact, here, words) or _near(fact, listed.get("", ()) if claim.host != LOCAL else (), words)
    right = order(near.values())
    ports = {one.claim.port for one in right}
    if len(ports) != 1 or any(one.claim.path == claim.path and one.claim.port in ports for one in facts):
        return
    where = f" of {right[0].host_name}" if claim.host != LOCAL and right[0].host_name else ""
    yield finding(
        ASKED_PORT, "low" if claim.host == LOCAL else ASKED_PORT.severity, "port",
        f"port {claim.port}{where} is asked here alone; {right[0].claim.port} is {right[0].claim.service}'s",
        [fact, *right], key=f"{claim.host}/{claim.port}", hint="Give the port on which it listens, or register what is there.",
    )  # fmt: skip


def _elsewhere(fact: Fact, facts: Sequence[Fact], listed: Mapping[str, Sequence[Fact]]) -> Iterable[Finding]:
    """A port that a service named nearby has on one other machine of the network, and nothing has on the one that is asked."""
    claim = fact.claim
    if not is_address(claim.host) or claim.attribute != "asked" or _OTHERS.search(claim.part):
        return
    words = words_of(claim.part)
    words |= _BROKERS if words & _MQTT else frozenset()
    there = {id(one): one for at in listed.values() for one in at if one.claim.port == claim.port}.values()
    mine = [one for one in there if names(words, one.claim.service) and same_scope(one.claim, claim)]
    hosts = {one.host for one in mine} - {""}
    host = hosts.pop() if len(hosts) == 1 else ""
    here = any(key in listed and any(one.claim.port == claim.port for one in listed[key]) for key in _keys(claim.host))
    if here or not is_address(host) or host == claim.host or network_of(host) != network_of(claim.host):
        return
    if any(
        one.claim.host == claim.host and one.claim.port == claim.port and one.claim.path != claim.path for one in facts
    ):
        return
    right = order(one for one in mine if one.claim.path != claim.path)
    if any(one.host and one.claim.role == "canon" for one in right) and len(right) == len(mine):
        yield finding(
            ASKED_PORT, "low", "port",
            f"{right[0].claim.service} is asked at {claim.host}:{claim.port} here alone; it is at {host}:{claim.port}",
            [fact, *right], key=f"{claim.host}/{claim.port}", hint="Ask the machine on which it is, or register it there, too.",
        )  # fmt: skip


def _inner(fact: Fact, facts: Sequence[Fact], listed: Mapping[str, Sequence[Fact]]) -> Iterable[Finding]:
    """A port that the service named nearby has in its container alone: from elsewhere its machine has another one for it."""
    claim = fact.claim
    words = words_of(claim.part)
    here = [one for key in (_keys(claim.host) if claim.host != LOCAL else ()) for one in listed.get(key, ())]
    if claim.attribute != "asked" or any(one.claim.port == claim.port for one in here):
        return
    inside = {
        (one.claim.path, one.claim.statement) for one in facts
        if one.claim.namespace == "container" and one.claim.port == claim.port and one.claim.role == "config"
    }  # fmt: skip
    right = order(
        one for one in here
        if (one.claim.path, one.claim.statement) in inside and one.claim.namespace == "host"
        if same_scope(one.claim, claim) and names(words, one.claim.service)
    )  # fmt: skip
    if len({one.claim.port for one in right}) == 1 and claim.path != right[0].claim.path:
        yield finding(
            ASKED_PORT, ASKED_PORT.severity, "port",
            f"port {claim.port} of {right[0].host_name} is asked, which {right[0].claim.service} has inside; it is published on {right[0].claim.port}",
            [fact, *right], key=f"{claim.host}/{claim.port}", hint="Ask for the port that its machine publishes.",
        )  # fmt: skip


def _near(fact: Fact, there: Sequence[Fact], words: Set[str]) -> dict[int, Fact]:
    port = fact.claim.port
    return {
        id(one): one for one in there
        if _is_near(one.claim.port, port) and not are_beside(one.claim.port, port)
        and same_scope(one.claim, fact.claim) and names(words, one.claim.service)
    }  # fmt: skip


def _is_asked(claim: Claim) -> bool:
    if claim.service != ASKED or claim.source != PROJECT or claim.modality != "stated":
        return False
    return claim.attribute == "asked" or (claim.attribute == "depends" and claim.role == "canon")


def _keys(host: str) -> set[str]:
    """A machine's keys: its address, its name, or its name in full and the first word of that."""
    first = "" if is_address(host) else host_key(host.partition(".")[0])
    return {host_key(host), first} - {""}


def _listed(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """What is there, by each key of its machine; "" for what is on none that is named."""
    listed: dict[str, list[Fact]] = defaultdict(list)
    for fact in live(facts, "port"):
        if not fact.claim.source.endswith(SCRAPED) and fact.claim.namespace not in ("container", "pod"):
            for key in {fact.host, host_key(fact.claim.host)} - {""} or {""}:
                listed[key].append(fact)
    return listed


def _is_near(port: int, other: int) -> bool:
    return port >= _LONG and is_slip(str(port), str(other))


def _seeks(claim: Claim) -> Iterable[tuple[str, str]]:
    """The port that is asked for, and the machine on which it would be listed; of this machine, every port like it."""
    if not _is_asked(claim):
        return []
    if claim.attribute == "asked":
        return [("q", port) for port in (claim.value, *sorted(slips(claim.value)))]
    return [("q", str(claim.port)), *(("h", key) for key in sorted(_keys(claim.host)))]


ASKED_PORT = Rule(
    "A128", "asked-port-unlisted", "medium", "A place asks a machine at a port that nothing lists, beside one that is listed there.",
    "repository", frozenset({"depends", "asked"}), _check, _seeks,
)  # fmt: skip
