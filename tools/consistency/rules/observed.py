"""A106 to A108: what evidence says of ports that documents list, leave out, or call idle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.claim import PROJECT
from consistency.model.conclude import conclude
from consistency.model.conclusion import CONTRADICTED
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.identity import GENERIC
from consistency.model.name import host_key
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, ports_of, severity_of, subject_of
from consistency.values.address import reach

#: Where the ports begin that Linux gives to whoever asks for any.
_EPHEMERAL = 32768


def _evidence(group: Group) -> list[Fact]:
    return [fact for fact in group.facts if fact.claim.role == "evidence"]


def _canon(group: Group, *attributes: str) -> list[Fact]:
    return [fact for fact in live(group.facts, *attributes) if fact.claim.role == "canon"]


def _unregistered(group: Group) -> Iterable[Finding]:
    """Listeners with a name of their own that no document of a registered host lists."""
    documented = [fact for fact in group.facts if fact.claim.role in ("canon", "config", "plan")]
    if not any(fact.claim.attribute == "port" for fact in documented):
        return
    known = {
        port
        for fact in documented
        if fact.claim.attribute in ("port", "status", "depends") and fact.claim.source != PROJECT
        for port in (fact.claim.port, *ports_of(fact.claim))
    }
    services = {fact.service for fact in documented if fact.service}
    families = tuple(sorted(service for service in services - GENERIC if len(service) > 2))
    seen: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in live(_evidence(group), "port"):
        pasted = fact.claim.source == "capture"  # whatever ran: nobody chose to list it
        if (
            pasted
            or fact.service in ("", fact.host, host_key(fact.host_name))
            or fact.claim.port in known
            or fact.service in services
        ):
            continue
        if not _is_passing(fact, group.facts) and not fact.service.startswith(families):
            seen[fact.service, fact.claim.port].append(fact)
    for (service, port), facts in sorted(seen.items()):
        wrong = order(facts)
        yield finding(
            UNREGISTERED, UNREGISTERED.severity, "port",
            f"{subject_of(wrong)} was observed on port {port} on {wrong[0].claim.observed_on} and stands in no document", wrong,
            key=f"{group.key}/{service}", hint="Give it a row in the registry, or stop it.",
        )  # fmt: skip


def _is_passing(fact: Fact, facts: Sequence[Fact]) -> bool:
    """A socket of the loopback whose number the system gave out: https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html."""
    if fact.claim.port < _EPHEMERAL:
        return False
    binds = {
        other.claim.value
        for other in facts
        if other.claim.attribute == "bind" and other.claim.role == "evidence" and other.claim.port == fact.claim.port
    }
    return bool(binds) and all(reach(bind) == "loopback" for bind in binds)


def _absent(group: Group) -> Iterable[Finding]:
    """Ports that a document lists and evidence looked for in vain."""
    evidence = _evidence(group)
    claims = [fact.claim for fact in evidence]
    found: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in _canon(group, "port"):
        if fact.claim.namespace not in ("host", "") or not fact.service:
            continue
        conclusion = conclude(fact.claim, claims)
        if conclusion.verdict != CONTRADICTED:
            continue
        found[fact.service, fact.claim.port] += [
            fact,
            *(other for other in evidence if other.claim in conclusion.cited),
        ]
    for (service, port), facts in sorted(found.items()):
        wrong = order(facts)
        date = max(fact.claim.observed_on for fact in wrong)
        yield finding(
            ABSENT, severity_of(ABSENT.severity, wrong), "status",
            f"{subject_of(wrong)}: port {port} is documented, and nothing listened there on {date}", wrong,
            key=f"{group.key}/{service}", hint="Start it, or say in the document that it is stopped, planned or retired.",
        )  # fmt: skip


def _not_idle(group: Group) -> Iterable[Finding]:
    """Ports that a document calls idle and evidence saw in use."""
    seen: dict[int, list[Fact]] = defaultdict(list)
    for fact in live(_evidence(group), "port"):
        seen[fact.claim.port].append(fact)
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in _canon(group, "status"):
        if fact.claim.value == "idle" and fact.claim.port in seen:
            found[f"{fact.claim.path}:{fact.claim.line}"] += [fact, *seen[fact.claim.port]]
    for facts in found.values():
        wrong = _one_a_place(order(facts))
        ports = sorted({fact.claim.port for fact in wrong if fact.claim.role == "evidence"})
        many = f"ports {ports[0]} to {ports[-1]}" if len(ports) > 1 else f"port {ports[0]}"
        date = max(fact.claim.observed_on for fact in wrong)
        yield finding(
            NOT_IDLE, severity_of(NOT_IDLE.severity, wrong), "status", f"{subject_of(wrong)}: {many} called idle, listening on {date}", wrong,
            key=f"{group.key}/{ports[0]}", hint="Say when each was seen; keep what a host does at one moment out of canon.",
        )  # fmt: skip


def _one_a_place(facts: Sequence[Fact]) -> list[Fact]:
    places: dict[tuple[str, int, int], Fact] = {}
    for fact in facts:
        places.setdefault((fact.claim.path, fact.claim.line, fact.claim.column), fact)
    return list(places.values())


UNREGISTERED = Rule(
    "A106", "unregistered-listener", "medium", "A service was observed on a documented host and no document lists it.",
    "host", frozenset({"port"}), _unregistered, observed=True,
)  # fmt: skip
ABSENT = Rule(
    "A107", "listener-absent", "medium", "A documented port was looked for on its host and nothing listened there.",
    "host", frozenset({"port"}), _absent, observed=True,
)  # fmt: skip
NOT_IDLE = Rule(
    "A108", "not-idle", "medium", "A document calls a port idle that was observed in use.",
    "host", frozenset({"status"}), _not_idle, observed=True,
)  # fmt: skip
