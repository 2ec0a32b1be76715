"""A128: a command asks a machine at a port that nobody lists, beside one that somebody does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from consistency.model.claim import PROJECT, SCRAPED, Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.name import host_key
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order
from consistency.values.address import is_address
from consistency.values.exact import ASKED
from consistency.values.slip import is_slip

#: Ports of fewer digits have too many others beside them.
_LONG = 1000


def _check(group: Group) -> Iterable[Finding]:
    asked: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in order(fact for fact in group.facts if _is_asked(fact.claim)):
        asked[fact.claim.host, fact.claim.port].append(fact)
    if not asked:
        return
    known = {
        fact.claim.port
        for fact in group.facts
        if (fact.claim.attribute in ("port", "range") and fact.claim.source != PROJECT) or fact.claim.role == "evidence"
    }
    listed = _listed(group.facts)
    for (host, port), facts in sorted(asked.items()):
        if port in known:
            continue
        there = {id(fact): fact for key in _keys(host) for fact in listed.get(key, ())}
        near = order(fact for fact in there.values() if _is_near(fact.claim.port, port))
        if near:
            yield finding(
                ASKED_PORT, ASKED_PORT.severity, "port",
                f"port {port} of {near[0].host_name} is asked, and nothing says what is there; {near[0].claim.port} is {near[0].claim.service}'s",
                [*facts, *near], key=f"{host}/{port}", hint="Give the port on which it listens, or register what is there.",
            )  # fmt: skip


def _is_asked(claim: Claim) -> bool:
    stated = claim.modality == "stated" and claim.role == "canon"
    return claim.attribute == "depends" and claim.source == PROJECT and claim.service == ASKED and stated


def _keys(host: str) -> set[str]:
    """A machine's keys: its address, its name, or its name in full and the first word of that."""
    first = "" if is_address(host) else host_key(host.partition(".")[0])
    return {host_key(host), first} - {""}


def _listed(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """What is there, by each key of its machine."""
    listed: dict[str, list[Fact]] = defaultdict(list)
    for fact in live(facts, "port"):
        if not fact.claim.source.endswith(SCRAPED):
            for key in {fact.host, host_key(fact.claim.host)} - {""}:
                listed[key].append(fact)
    return listed


def _is_near(port: int, other: int) -> bool:
    return port >= _LONG and is_slip(str(port), str(other))


def _seeks(claim: Claim) -> Iterable[tuple[str, str]]:
    """The port that is asked for, and the machine on which it would be listed."""
    return [("q", str(claim.port)), *(("h", key) for key in sorted(_keys(claim.host)))] if _is_asked(claim) else []


ASKED_PORT = Rule(
    "A128", "asked-port-unlisted", "medium", "A command asks a machine at a port that nothing lists, beside one that is listed there.",
    "repository", frozenset({"depends"}), _check, _seeks,
)  # fmt: skip
