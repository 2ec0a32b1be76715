"""The checks that a site declares, and what is wrong with the page that declares them.

Pure: `compare` takes the claims that `readers.places` drew from a check's places and gives findings. A check that could
not look, because a place is missing, does not parse or holds nothing, is undetermined and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from consistency.model.claim import Claim
from consistency.model.finding import Finding, fingerprint, weaker
from consistency.rules.relations import RELATIONS, Broken, fence
from consistency.rules.rule import Group, Rule, elsewhere

if TYPE_CHECKING:  # readers are not loaded for a list of rules
    from consistency.readers.declared.check import Check
    from consistency.readers.places import Side

#: The relations for which a place that was looked at and says nothing is an answer.
_ANSWERED_BY_NOTHING = ("say", "not-say", "disjoint")
_NAMES = {"A": "endpoint", "B": "auth", "C": "routing", "D": "allocation", "E": "posture", "F": "default"}
_HINT = "Change the side that is wrong; if the check itself is, change its fence in the definition of done."


def compare(check: Check, sides: tuple[Side, ...]) -> tuple[Finding, ...]:
    """The findings of one check; `sides` are its places in order, as `readers.places.read_check` gives them."""
    blind = [side for side in sides if side.trouble or (not side.claims and check.must not in _ANSWERED_BY_NOTHING)]
    if blind:
        return tuple(_undetermined(check, side) for side in blind)
    return tuple(_finding(check, broken) for broken in RELATIONS[check.must](check, sides))


def _undetermined(check: Check, side: Side) -> Finding:
    why = side.trouble or side.nothing or f"{side.place} gives no value"
    line, column, end = side.place.span
    place = fence(check, side.place.locator)._replace(line=line, column=column, end_column=end, quote=side.place.quote)
    return _finding(check, Broken(str(side.place), why, (fence(check, check.id), place), blind=True))


def _finding(check: Check, broken: Broken) -> Finding:
    rule = UNDETERMINED if broken.blind else DECLARED[check.family]
    claims = tuple(dict.fromkeys(broken.claims)) or (fence(check, check.id),)
    what = f"nothing could be compared: {broken.what}" if broken.blind else broken.what
    key = f"{check.id} {broken.key}".strip()
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=weaker(check.severity) if broken.blind else check.severity,
        attribute=check.attribute,
        message=f"{check.title} ({check.id}): {what}",
        claims=claims,
        key=key,
        hint=_HINT,
        fingerprint=fingerprint(rule.id, key, check.attribute, {(claim.path, claim.value) for claim in claims}),
    )


def problems(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """What is wrong with a definition of done itself, from the problem claims of `readers.dod`."""
    return tuple(_problem(claim) for claim in claims)


def _problem(claim: Claim) -> Finding:
    key = f"{claim.value} {claim.part}"
    return Finding(
        rule=DEFINITION.id,
        name=DEFINITION.name,
        severity=DEFINITION.severity,
        attribute="problem",
        message=claim.part,
        claims=(claim,),
        key=key,
        fingerprint=fingerprint(DEFINITION.id, key, "problem", {(claim.path, claim.quote)}),
    )


def _described(group: Group) -> Iterable[Finding]:
    sources = ("definition-of-done",)
    return problems(
        fact.claim for fact in group.facts if fact.claim.source in sources and fact.claim.attribute == "problem"
    )


DEFINITION = Rule(
    "G101", "definition-of-done", "medium", "The definition of done lacks something, or declares a check badly.",
    "document", frozenset({"problem"}), _described,
)  # fmt: skip
UNDETERMINED = Rule(
    "G102", "check-undetermined", "medium", "A declared check could not look: a place is missing, broken or empty.",
    "repository", frozenset(), elsewhere,  # `compare` gives the findings
)  # fmt: skip
#: By family: the rule under which the findings of its declared checks go.
DECLARED = {
    letter: Rule(
        f"{letter}900", f"declared-{word}-check", "medium",
        f"A check of family {letter} that the definition of done declares does not hold.",
        "repository", frozenset(), elsewhere,  # `compare` gives the findings
    )
    for letter, word in _NAMES.items()
}  # fmt: skip
