"""B104: what a page says has to be passed before a service answers, against what its router and its settings ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consistency.model.claim import BYPASSED
from consistency.model.fact import Fact
from consistency.model.finding import Finding, weaker
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, same_scope, severity_of, subject_of

#: What a program does by itself; all else is a router's.
_OWN = frozenset(("anonymous", "login"))
#: Environments in which people leave out what keeps others out.
_ASIDE = frozenset(("dev", "test", "ci", "mock", "demo", "preview", "sandbox"))
_SHOWN = {
    "basic": "basic auth", "forward": "forward auth", "certificate": "a client certificate", "asked": "a login", "none": "nothing",
    "login": "a login", "anonymous": "no login",
}  # fmt: skip


def _check(group: Group) -> Iterable[Finding]:
    facts = live(group.facts, "gate")
    for own in (False, True):
        mine = [fact for fact in facts if (fact.claim.value in _OWN) is own]
        documented = [fact for fact in mine if fact.claim.role == "canon"]
        configured = [fact for fact in mine if fact.claim.role == "config" and not fact.claim.part]
        wrong = [one for one in documented if _is_wrong(one, configured, documented)]
        if wrong:
            yield _finding(group.key, wrong, [one for one in configured if _meets(one, wrong[0])], own)


def _is_wrong(one: Fact, configured: Iterable[Fact], documented: Iterable[Fact]) -> bool:
    """All routes of the service ask for the same, and for something else; nor does the page say this of another of its name."""
    said = one.claim.value
    met = [fact.claim for fact in configured if _meets(fact, one)]
    asked = {claim.value for claim in met}
    if said == "login" and "anonymous" in asked and len({claim.path for claim in met}) == 1:
        asked = {"anonymous"}  # at one of its doors
    if said == "forward" and BYPASSED in {claim.source for claim in met}:
        asked = {"none"}  # who is asked lets through
    if len(asked) != 1:
        return False
    kind = asked.pop()
    if any(fact.claim.value == kind and fact.claim.path == one.claim.path for fact in documented):
        return False
    return said != kind and not (kind == "asked" and said != "none")


def _meets(configured: Fact, documented: Fact) -> bool:
    """What is run to develop or to test is held against what is said of just that."""
    scope = configured.claim.scope
    if not documented.claim.scope and scope in _ASIDE:
        return False
    return same_scope(configured.claim, documented.claim)


def _finding(key: str, wrong: Sequence[Fact], configured: Sequence[Fact], own: bool) -> Finding:
    cited = order((*wrong, *configured))
    severity = severity_of(GATE_MISMATCH.severity, cited)
    if all(fact.claim.modality == "assumed" for fact in configured):
        severity = weaker(severity, 1)
    if all(fact.claim.modality == "assumed" for fact in wrong):
        severity = weaker(severity, 1)  # the program itself may ask
    said = " and ".join(dict.fromkeys(_SHOWN[fact.claim.value] for fact in wrong))
    asker = "its settings ask" if own else "its router asks"
    return finding(
        GATE_MISMATCH, severity, "auth",
        f"{subject_of(cited)}: {said} documented before it, {asker} for {_SHOWN[configured[0].claim.value]}", cited,
        key=f"{key}/gate/{'own' if own else 'router'}",
        hint="Let the router ask for what the page says, or say what it asks for.",
    )  # fmt: skip


GATE_MISMATCH = Rule(
    "B104", "gate-mismatch", "high", "A page says what has to be passed before a service answers, and its router or settings ask for something else.",
    "service", frozenset({"gate"}), _check, apart=True,
)  # fmt: skip
