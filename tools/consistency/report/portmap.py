"""The port map: who listens where, by host; and the allocated ranges with what is free in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consistency.model.claim import OWN_RANGE, Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.pattern import lazily
from consistency.model.run import Run
from consistency.report import words

Place = tuple[str, int, int]

_NOW = ("canon", "config", "evidence")
_SILENT = ("negated", "example")
_RANGE = lazily(r"(\d{1,5})(?:\s*[-–—:]\s*(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Slot:
    """One port of one host: `services` are (key, name), `binds` the addresses claimed, `said` who speaks of it.

    state: conflict (documents disagree) | drift (evidence says otherwise) | answered | observed (evidence alone)
        | agreed (documents and evidence) | documented (documents alone) | planned | retired
    """

    host: str
    port: int
    services: tuple[tuple[str, str], ...]
    binds: tuple[tuple[str, str], ...]
    state: str
    observed_on: str
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """A range: the ports of it that are used, those that belong to it and lie outside, and the free ones as pairs."""

    low: int
    high: int
    name: str
    place: str
    used: tuple[int, ...]
    outside: tuple[int, ...]
    free: tuple[tuple[int, int], ...]


def place_of(claim: Claim) -> Place:
    return claim.path, claim.line, claim.column


def cited(findings: Iterable[Finding]) -> dict[Place, list[int]]:
    """The findings, by index, that cite each place."""
    places: dict[Place, list[int]] = {}
    for index, finding in enumerate(findings):
        for claim in finding.claims:
            listed = places.setdefault(place_of(claim), [])
            if index not in listed:
                listed.append(index)
    return places


def port_of(claim: Claim) -> int:
    """The port that a claim names, 0 where it names none."""
    if claim.attribute == "port" and claim.value.isascii() and claim.value.isdigit() and len(claim.value) < 6:
        return int(claim.value)
    return claim.port


def slots(run: Run) -> list[Slot]:
    """Every port that a document or a snapshot gives to somebody, by host and port; ports inside containers are not."""
    places = cited(run.findings)
    by_service: dict[tuple[str, str], list[Fact]] = {}
    by_slot: dict[tuple[str, int], list[Fact]] = {}
    for fact in run.facts:
        claim = fact.claim
        if claim.role not in _NOW or claim.modality in _SILENT or claim.namespace not in ("host", "node"):
            continue
        port = port_of(claim)
        if claim.attribute == "port" and port:
            by_slot.setdefault((fact.host, port), []).append(fact)
        elif claim.attribute in ("bind", "status", "exposure"):
            by_service.setdefault((fact.service, fact.host), []).append(fact)
    return [_slot(key, facts, by_service, places, run) for key, facts in sorted(by_slot.items())]


def _slot(
    key: tuple[str, int],
    ports: list[Fact],
    by_service: dict[tuple[str, str], list[Fact]],
    places: dict[Place, list[int]],
    run: Run,
) -> Slot:
    host, port = key
    services = {fact.service: fact.service_name or fact.service for fact in ports}
    facts = list(ports)
    for service in services:
        more = by_service.get((service, host), []) if service else []
        facts += [fact for fact in more if fact.claim.port in (0, port)]
    claims = [fact.claim for fact in facts if fact.claim.attribute == "bind"]
    last = max((claim.observed_on for claim in claims), default="")
    binds = {(claim.value, claim.role) for claim in claims if claim.role != "evidence" or claim.observed_on == last}
    found = sorted({index for fact in facts for index in places.get(place_of(fact.claim), [])})
    return Slot(
        next((fact.host_name for fact in ports if fact.host_name), host),
        port,
        tuple(sorted(services.items(), key=lambda item: item[1].casefold())),
        tuple(sorted(binds, key=lambda bind: (bind[1] == "evidence", bind))),
        _state(facts, [run.findings[index] for index in found]),
        max((fact.claim.observed_on for fact in facts if fact.claim.role == "evidence"), default=""),
        tuple(found),
    )


def _state(facts: list[Fact], findings: list[Finding]) -> str:
    waiting = [finding for finding in findings if not words.answered(finding)]
    if any(all(claim.role != "evidence" for claim in finding.claims) for finding in waiting):
        return "conflict"
    roles = {fact.claim.role for fact in facts}
    if waiting and roles != {"evidence"}:
        return "drift"
    if roles == {"evidence"}:
        return "observed"
    if findings:
        return "answered"
    modalities = {fact.claim.modality for fact in facts if fact.claim.attribute == "port"}
    if modalities <= {"planned", "retired"}:
        return min(modalities)
    return "agreed" if "evidence" in roles else "documented"


def allocations(run: Run) -> list[Allocation]:
    """Every allocated range, by its first port; one range that two places state is one."""
    places = cited(run.findings)
    used = {port_of(fact.claim) for fact in run.facts if fact.claim.attribute == "port" and fact.claim.role in _NOW}
    ranges: dict[tuple[int, int], list[Claim]] = {}
    for fact in run.facts:
        if fact.claim.attribute == "range" and fact.claim.role in _NOW and fact.claim.modality not in _SILENT:
            for match in _RANGE.finditer(fact.claim.value):
                low, high = int(match[1]), int(match[2] or match[1])
                if 0 < low <= high < 65536:
                    ranges.setdefault((low, high), []).append(fact.claim)
    return [_allocation(*key, claims, used, places, run) for key, claims in sorted(ranges.items())]


def _allocation(
    low: int, high: int, claims: list[Claim], used: set[int], places: dict[Place, list[int]], run: Run
) -> Allocation:
    inside = tuple(sorted(port for port in used if low <= port <= high))
    citing = {index for claim in claims for index in places.get(place_of(claim), [])}
    held = (claim for index in citing for claim in run.findings[index].claims if claim.attribute == "port")
    outside = tuple(sorted({port for port in map(port_of, held) if port and not low <= port <= high}))
    named = sorted((claim for claim in claims if claim.service), key=lambda claim: claim.part == OWN_RANGE)
    name = named[0].service if named else claims[0].section
    return Allocation(low, high, name, words.place(claims[0]), inside, outside, _free(low, high, inside))


def _free(low: int, high: int, used: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    gaps, start = [], low
    for port in (*used, high + 1):
        if port > start:
            gaps.append((start, port - 1))
        start = port + 1
    return tuple(gaps)
