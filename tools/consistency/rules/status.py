"""A113: what a document says of a service's state, and what the newest evidence of it saw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, newest_evidence, order, same_scope, severity_of, sides, subject_of

#: What a document may call a service that nobody should meet, and what evidence calls one that nobody met.
_NOT_MEANT = frozenset(("stopped", "retired", "planned"))
_NOT_THERE = frozenset(("stopped", "retired"))

#: Where a statement stands.
Place = tuple[str, int]


def _mismatch(group: Group) -> Iterable[Finding]:
    """A service, or one of its URLs, that is called active and was seen stopped, or the other way round.

    Where evidence saw the service in both states, only what it says of a URL that the document names counts. What was
    not there at all is A107's.
    """
    states = [fact for fact in group.facts if fact.claim.attribute == "status"]
    seen = newest_evidence(fact for fact in states if fact.claim.role == "evidence" and _is_seen(fact))
    told = [fact for fact in states if fact.claim.role == "canon" and _is_told(fact)]
    if not seen or not told:
        return
    urls = _urls(group.facts)
    wrong = [fact for one in told for other in seen if _apart(one, other, seen, urls) for fact in (one, other)]
    if wrong:
        ordered = order(wrong)
        late = all(fact.claim.value in ("planned", "active") for fact in ordered)  # the page has not heard of it yet
        yield finding(
            STATUS_MISMATCH, severity_of("low" if late else STATUS_MISMATCH.severity, ordered), "status", f"{subject_of(ordered)}: {sides(ordered)}", ordered,
            key=f"{group.key}/status", hint="Start or stop it, correct the document, or take a new snapshot.",
        )  # fmt: skip


def _is_seen(fact: Fact) -> bool:
    return fact.claim.modality == "stated" and (fact.claim.value == "active" or fact.claim.value in _NOT_THERE)


def _is_told(fact: Fact) -> bool:
    claim = fact.claim
    if claim.value == "active":
        return claim.modality == "stated"
    return claim.value in _NOT_MEANT and claim.modality in ("stated", "planned", "retired")


def _urls(facts: Sequence[Fact]) -> dict[Place, set[str]]:
    """The URLs that stand beside each statement."""
    found: dict[Place, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.claim.attribute == "base_url":
            found[fact.claim.path, fact.claim.line].add(fact.claim.value)
    return found


def _apart(told: Fact, seen: Fact, all_seen: Sequence[Fact], urls: dict[Place, set[str]]) -> bool:
    if not _may_meet(told, seen) or (told.claim.value == "active") == (seen.claim.value == "active"):
        return False
    asked, named = (urls.get((fact.claim.path, fact.claim.line), set()) for fact in (seen, told))
    if asked and named and not asked & named:
        return False
    alike = [other for other in all_seen if _may_meet(told, other) and _asks(other, asked & named, urls)]
    return len({other.claim.value == "active" for other in alike}) == 1


def _asks(fact: Fact, wanted: set[str], urls: dict[Place, set[str]]) -> bool:
    """Whether a sight is of one of these URLs; every sight is of none in particular."""
    return not wanted or bool(wanted & urls.get((fact.claim.path, fact.claim.line), set()))


def _may_meet(told: Fact, seen: Fact) -> bool:
    hosts = not told.host or not seen.host or told.host == seen.host
    return hosts and told.part == seen.part and same_scope(told.claim, seen.claim)


STATUS_MISMATCH = Rule(
    "A113", "status-mismatch", "medium", "A document calls a service active and the newest evidence saw it stopped, or the other way round.",
    "service", frozenset({"status", "base_url"}), _mismatch, observed=True,
)  # fmt: skip
