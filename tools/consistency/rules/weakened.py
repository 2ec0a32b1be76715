"""G103: a change to the definition of done after which less is guarded than before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consistency.model.claim import Claim
from consistency.model.finding import SEVERITIES, Finding, fingerprint
from consistency.model.passage import Span
from consistency.rules.relations import fence
from consistency.rules.rule import Rule, elsewhere

if TYPE_CHECKING:  # readers are not loaded for a list of rules
    from consistency.readers.declared.check import Check, Place
    from consistency.readers.declared.definition import Definition


def weakened(before: Definition, after: Definition) -> tuple[Finding, ...]:
    """What `before` guarded and `after` does not: checks, places, families, canonical documents, severities.

    A claim of `before` is cited where it stood; what remains of it, where it stands now.
    """
    return tuple(_finding(what, claims) for what, claims in (*_checks(before, after), *_pages(before, after)))


def _checks(before: Definition, after: Definition) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    now = {check.id: check for check in after.checks}
    for check in before.checks:
        if check.id not in now:
            guarded = ", ".join(str(place) for place in check.places)
            yield f"the check {check.id} ({check.title}) is gone; it guarded {guarded}", (fence(check, check.id),)
        else:
            yield from _check(check, now[check.id])


def _check(before: Check, after: Check) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    sides = (fence(before, before.id), fence(after, after.id))
    lost = [str(place) for place in before.places if _declared(place) not in map(_declared, after.places)]
    if lost:
        yield f"the check {before.id} no longer looks at {', '.join(lost)} as it did", sides
    if SEVERITIES.index(after.severity) > SEVERITIES.index(before.severity):
        yield f"the check {before.id} counts as {after.severity}, no longer as {before.severity}", sides
    if after.must != before.must:
        yield f"the check {before.id} asks for {after.must}, no longer for {before.must}", sides


def _declared(place: Place) -> Place:
    """What a place says, wherever it stands."""
    return place._replace(span=Span(1, 1, 1), quote="")


def _pages(before: Definition, after: Definition) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    now = {claim.value for claim in after.scope}
    for claim in before.scope:
        if claim.value not in now:
            yield f"{claim.value} is no longer in the scope of the definition of done", (claim,)
    letters = {family.letter for family in after.families}
    for family in before.families:
        if family.letter not in letters:
            place = Claim("path", family.letter, family.path, *family.span, family.quote, source="definition-of-done")
            yield f"family {family.letter} ({family.title}) is no longer described", (place,)


def _finding(what: str, claims: tuple[Claim, ...]) -> Finding:
    return Finding(
        rule=WEAKENED.id,
        name=WEAKENED.name,
        severity=WEAKENED.severity,
        attribute=claims[0].attribute,
        message=what,
        claims=claims,
        key=what,
        fingerprint=fingerprint(
            WEAKENED.id, what, claims[0].attribute, {(claim.path, claim.value) for claim in claims}
        ),
    )


WEAKENED = Rule(
    "G103", "definition-weakened", "medium", "A change to the definition of done guards less than before.",
    "repository", frozenset(), elsewhere,  # `weakened` gives the findings
)  # fmt: skip
