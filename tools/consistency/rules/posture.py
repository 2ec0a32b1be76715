"""E101 and E102: postures that disagree, and paths that canon names and the repository does not hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.pattern import lazily
from consistency.rules.rule import Group, Rule, elsewhere
from consistency.rules.select import finding, live, order, same_scope, severity_of, sides, subject_of

#: Of the words for a status, those that hold for longer than today.
_LASTING = ("retired", "planned", "active")
_DATED = lazily(r"20\d\d-\d\d-\d\d")
_POSTURES = ("active", "maintenance-only", "planned", "retired")


def _mismatch(group: Group) -> Iterable[Finding]:
    """Only claims of attribute posture: a service that is stopped today has no other direction for that."""
    facts = [
        fact
        for fact in live(group.facts, "posture")
        if fact.claim.role in ("canon", "config") and fact.claim.value in _POSTURES
    ]
    wrong = order(_apart(facts) or _outlived(group.facts, "retired") or _outlived(group.facts, "planned"))
    if wrong:
        severity = "low" if _is_late(wrong) else POSTURE_MISMATCH.severity
        yield finding(
            POSTURE_MISMATCH, severity_of(severity, wrong), "posture", f"{subject_of(wrong)}: {sides(wrong)}",
            wrong, key=f"{group.key}/posture", hint="Say the same direction everywhere; what changed it belongs in one place.",
        )  # fmt: skip


def _is_late(facts: Sequence[Fact]) -> bool:
    """Whether one page has only not heard that what was planned is there."""
    return {(fact.claim.attribute, fact.claim.value) for fact in facts} == {("status", "planned"), ("status", "active")}


def _outlived(facts: Sequence[Fact], posture: str) -> list[Fact]:
    """A service that one page calls retired, or planned, and another one active."""
    said = [f for f in facts if f.claim.attribute == "status" and f.claim.role == "canon" and f.claim.value in _LASTING]
    gone = [f for f in said if f.claim.value == posture and f.claim.modality in ("stated", posture)]
    here = [f for f in said if f.claim.value == "active" and f.claim.modality == "stated"]
    pairs = [
        (one, other)
        for one in gone
        for other in here
        if one.claim.path != other.claim.path
        and not (_is_dated(one) or _is_dated(other))
        and one.part == other.part
        and (not one.host or not other.host or one.host == other.host)
        and same_scope(one.claim, other.claim)
    ]
    return [fact for pair in pairs for fact in pair]


def _is_dated(fact: Fact) -> bool:
    """The page tells a day by its name: what somebody looked into then."""
    return _DATED.search(fact.claim.path) is not None


def _apart(facts: Sequence[Fact]) -> list[Fact]:
    return [
        fact
        for fact in facts
        if any(
            other.claim.path != fact.claim.path
            and other.claim.value != fact.claim.value
            and same_scope(fact.claim, other.claim)
            for other in facts
        )
    ]


def missing_paths(named: Sequence[Claim], paths: Collection[str]) -> list[Finding]:
    """Findings for claims of attribute path that no file or folder of the tree answers."""
    folders = {"/".join(path.split("/")[:depth]) for path in paths for depth in range(1, path.count("/") + 1)}
    found: dict[tuple[str, str], Finding] = {}
    for claim in named:
        folder = claim.path.rpartition("/")[0]
        value = claim.value.rstrip("/")
        near = f"{folder}/{value}" if folder else value
        held = any(one in paths or one in folders for one in (value, near))
        ours = value.split("/")[0] in folders or near.rpartition("/")[0] in folders
        if not held and ours:
            found.setdefault((claim.path, claim.value), _missing(claim))
    return list(found.values())


def _missing(claim: Claim) -> Finding:
    return Finding(
        rule=MISSING_PATH.id,
        name=MISSING_PATH.name,
        severity=MISSING_PATH.severity,
        attribute="path",
        message=f"{claim.value} is named here and is not in the repository",
        claims=(claim,),
        key=f"{claim.path}/{claim.value}",
        hint="Correct the path, bring the file back, or write that it is gone.",
    )


POSTURE_MISMATCH = Rule(
    "E101", "posture-mismatch", "medium", "A technology's direction (active, maintenance-only, planned, retired) differs between two places.",
    "service", frozenset({"posture", "status"}), _mismatch,
)  # fmt: skip
MISSING_PATH = Rule(
    "E102", "missing-path", "low", "A canonical document names a path that the repository does not hold.",
    "repository", frozenset(), elsewhere,  # `missing_paths` gives the findings
)  # fmt: skip
