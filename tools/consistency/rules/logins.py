"""A124: two ports for logging in to one machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from consistency.model.claim import LOGIN
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import by_path, finding, live, order, same_scope, severity_of, sides
from consistency.values.exact import ELSE, EVERY, FORGE

#: Where everybody's sshd listens.
_USUAL = "22"


def _check(group: Group) -> Iterable[Finding]:
    facts = [fact for fact in live(group.facts, "call") if fact.claim.source == LOGIN]
    inside = {fact.claim.value for fact in facts if fact.claim.part == ELSE}  # a container's
    forges = {(fact.claim.path, fact.claim.value) for fact in facts if _is_nowhere(fact)}
    facts = [fact for fact in facts if fact.claim.value not in inside and not (len(forges) > 1 and _is_nowhere(fact))]
    if len({fact.claim.value for fact in facts}) < 2:
        return
    machines: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    own = {fact.host for fact in facts if not fact.claim.part}  # machines of the site, whoever logs in there
    for fact in facts:
        if fact.host and not _is_nowhere(fact):
            machines[fact.host, "" if fact.host in own else fact.claim.part].append(fact)
    every = [fact for fact in facts if fact.claim.part == EVERY]
    nowhere = [fact for fact in facts if (not fact.host or _is_nowhere(fact)) and fact.claim.part != EVERY]
    machines = machines or {("", ""): []}
    only = _only(machines, nowhere)
    for (host, part), said in sorted(machines.items()):
        known = [*said, *nowhere] if host and host == only else said
        known = [*known, *every] if all(fact.claim.path.endswith(".md") for fact in said) else known
        if wrong := _apart(known):
            machine = next((fact.claim.host for fact in wrong if fact.claim.host), "")
            yield finding(
                LOGIN_PORT, severity_of(LOGIN_PORT.severity, wrong), "port", f"SSH of {machine or 'all machines'}: port {sides(wrong)}",
                wrong, key=f"{machine}/{part}/ssh", hint="Give the port on which the machine's sshd listens in every place.",
            )  # fmt: skip


def _only(machines: Mapping[tuple[str, str], Sequence[Fact]], nowhere: Sequence[Fact]) -> str:
    """The machine that is meant where none is named: there is no other, or none with a port of its own, and two places agree."""
    hosts = {host for host, _ in machines}
    agreed = len({fact.claim.value for fact in nowhere}) == 1 and len({fact.claim.path for fact in nowhere}) > 1
    if len(hosts) > 1 and agreed:
        hosts = {host for (host, _), said in machines.items() if any(fact.claim.value != _USUAL for fact in said)}
    return hosts.pop() if len(hosts) == 1 else ""


def _is_nowhere(fact: Fact) -> bool:
    """What config publishes for clones, whatever machine its folder names: they go by a name of the world."""
    return fact.claim.service == FORGE and not fact.claim.host


def _apart(facts: Sequence[Fact]) -> list[Fact]:
    """Facts of places that each give one port, and not all the same: a page with two says when which is right."""
    single = [
        fact for place in by_path(facts).values() if len({one.claim.value for one in place}) == 1 for fact in place
    ]
    ports = {fact.claim.value for fact in single}
    config = {fact.claim.value for fact in single if fact.claim.role == "config"}
    if len(config) > 1 and config >= {fact.claim.value for fact in single if fact.claim.role == "canon"}:
        return []  # several machines answer to one name, now or one after the other
    return order(single) if len(ports) > 1 and all(same_scope(single[0].claim, one.claim) for one in single) else []


LOGIN_PORT = Rule(
    "A124", "login-port-mismatch", "medium", "Two places log in to one machine at different ports of SSH.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
