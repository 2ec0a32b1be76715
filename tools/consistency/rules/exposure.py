"""A105: what words say of a service's exposure, against its binds and public names."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, newest_evidence, order, same_scope, severity_of, subject_of
from consistency.values.address import reach

_WIDTH = {"loopback": 0, "lan": 1, "tailnet": 1, "public": 3, "any": 2}


def _contradicts(word: Fact, other: Fact) -> bool:
    """The words promise less, or more, than the bind or the public name allows."""
    if (word.host and other.host and word.host != other.host) or not same_scope(word.claim, other.claim):
        return False
    if word.part and other.part and word.part != other.part:
        return False
    if other.claim.attribute == "domain":
        return word.claim.value in ("loopback", "lan")
    if word.claim.port and other.claim.port and word.claim.port != other.claim.port:
        return False
    seen = reach(other.claim.value)
    if word.claim.value == "loopback":
        return _WIDTH.get(seen, 0) > 0
    return word.claim.value in ("lan", "tailnet") and seen == "loopback"


def _check(group: Group) -> Iterable[Finding]:
    facts = newest_evidence(live(group.facts, "exposure", "bind", "domain"))
    said_at = {(f.claim.path, f.claim.line) for f in facts if f.claim.attribute == "exposure"}
    both = {f.claim.value for f in facts if f.claim.attribute == "domain" and (f.claim.path, f.claim.line) in said_at}
    facts = [f for f in facts if f.claim.attribute != "domain" or f.claim.value not in both]  # a name for the LAN
    words = [f for f in facts if f.claim.attribute == "exposure" and f.claim.role == "canon"]
    ported = {(f.claim.path, f.claim.line) for f in live(group.facts, "port") if f.claim.role == "canon"}
    fronted = [f for f in words if f.claim.value == "loopback" and (f.claim.path, f.claim.line) in ported]
    others = [f for f in facts if f.claim.attribute in ("bind", "domain") and f.claim.namespace in ("host", "")]
    said = {f.claim.value for f in words}
    if "public" in said:
        return
    cited = [
        f
        for word in words
        for other in others
        if _contradicts(word, other) and not (word in fronted and other.claim.attribute == "domain")
        for f in (word, other)
    ]  # the port that is on loopback alone is led to by a router of the same machine
    if not cited:
        return
    wrong = order(cited)
    word = next(f.claim for f in wrong if f.claim.attribute == "exposure")
    reached = ", ".join(dict.fromkeys(f.claim.value for f in wrong if f.claim.attribute != "exposure"))
    severity = "high" if any(f.claim.attribute == "bind" for f in wrong) else "medium"
    yield finding(
        EXPOSURE_MISMATCH, severity_of(severity, wrong), "exposure", f"{subject_of(wrong)}: said to be {word.value}, and stands at {reached}", wrong,
        key=f"{wrong[0].service}/exposure", hint="Narrow the bind or the route, or say in the document how far it really reaches.",
    )  # fmt: skip


EXPOSURE_MISMATCH = Rule(
    "A105", "exposure-mismatch", "high", "A service reaches further, or less far, than the words about it say.",
    "service", frozenset({"exposure"}), _check,
)  # fmt: skip
