"""What `why` prints: the sources of a fact by side, the verdict, and what evidence says of each statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from consistency.engine.aspects import Aspect
from consistency.engine.evidenced import Evidenced
from consistency.engine.known import Known
from consistency.engine.verdict import SIDES, Verdict, odd_one_out, who_moves
from consistency.model.claim import Claim
from consistency.model.objects import claim_object
from consistency.report.safe import json_text, line


class Answer(NamedTuple):
    """One aspect with its verdict; None for attributes of which several values hold at once."""

    aspect: Aspect
    verdict: Verdict | None


def text(name: str, answers: Sequence[Answer]) -> str:
    """A block for each aspect: its sources by side, and the verdict."""
    return "\n".join("\n".join([*_block(name, answer), ""]) for answer in answers)


def _block(name: str, answer: Answer) -> Iterator[str]:
    aspect = answer.aspect
    limits = [f"part {aspect.part}" if aspect.part else "", aspect.scope]
    limits.append(aspect.namespace if aspect.namespace not in ("", "host") else "")
    limited = ", ".join(each for each in limits if each)
    on = f" on {aspect.host}" if aspect.host else ""
    yield line(f"{name}{on}: {aspect.attribute}{f' ({limited})' if limited else ''}")
    rows = [(side, claim) for side, claims in sides(aspect).items() for claim in claims]
    wide = max((len(line(claim.value)) for _, claim in rows), default=0)
    before = ""
    for side, claim in rows:
        head = side if side != before else ""
        before = side
        date = f"  {claim.observed_on}" if claim.observed_on else ""
        place = line(f"{claim.path}:{claim.line}:{claim.column}")
        yield f"  {head:<11} {line(claim.value):<{wide}}  {place}{date}"
    for sentence in _sentences(answer.verdict):
        yield f"  = {line(sentence)}"


def _sentences(found: Verdict | None) -> list[str]:
    if found is None or not found.sources:
        return []
    if found.agree:
        alone = len(found.sources) == 1
        return ["one source, and none beside it" if alone else f"{len(found.sources)} sources agree"]
    return [each for each in (odd_one_out(found) or "the sources disagree", who_moves(found)) if each]


def sides(aspect: Aspect) -> dict[str, list[Claim]]:
    """The claims by side: intended, configured, observed (newest day), earlier; then what does not hold now."""
    grouped: dict[str, list[Claim]] = {side: [] for side in (*SIDES.values(), "earlier")}
    newest = max((fact.claim.observed_on for fact in aspect.facts if fact.claim.role == "evidence"), default="")
    ordered = sorted(aspect.facts, key=lambda fact: (fact.claim.path, fact.claim.line, fact.claim.column))
    for claim in (fact.claim for fact in ordered):
        if claim.role not in SIDES:
            side = claim.role
        elif claim.modality not in ("stated", "assumed"):
            side = claim.modality
        else:
            side = "earlier" if claim.role == "evidence" and claim.observed_on < newest else SIDES[claim.role]
        grouped.setdefault(side, []).append(claim)
    grouped["earlier"].sort(key=lambda claim: claim.observed_on, reverse=True)
    return {side: claims for side, claims in grouped.items() if claims}


def as_json(found: Known, name: str, answers: Sequence[Answer]) -> str:
    """Each aspect with its claims by side and its verdict: schema/why.schema.json."""
    return json_text({"version": 1, "tree": found.tree, "service": name, "facts": [_object(each) for each in answers]})


def _object(answer: Answer) -> dict[str, Any]:
    aspect, found = answer
    about = {name: getattr(aspect, name) for name in ("attribute", "namespace", "host", "part", "scope")}
    said = {side: [claim_object(claim) for claim in claims] for side, claims in sides(aspect).items()}
    return {
        **{name: value for name, value in about.items() if value},
        "sides": said,
        "agree": found.agree if found else None,
        "odd": [source.path for source in found.odd] if found else [],
        "moving": [source.path for source in found.moving] if found else [],
        "order": list(found.order) if found else [],
        "verdict": _sentences(found),
    }


def evidenced_text(every: Sequence[Evidenced]) -> str:
    """A line for each statement, with the places of the evidence below it."""
    lines = []
    for claim, found in every:
        place = f"{claim.path}:{claim.line}:{claim.column}"
        lines.append(f"{found.verdict:<13}  " + line(f"{claim.attribute} {claim.value} ({place}): {found.reason}"))
        lines += [
            "    "
            + line(f"{cited.attribute} {cited.value} {cited.path}:{cited.line}:{cited.column} {cited.observed_on}")
            for cited in found.cited[:5]
        ]
    return "\n".join(lines or ["no statement of canon or config is known of it"]) + "\n"


def evidenced_json(found: Known, name: str, every: Sequence[Evidenced]) -> str:
    """What evidence says of each statement: schema/evidence.schema.json."""
    statements = [
        {
            "claim": claim_object(claim),
            "verdict": concluded.verdict,
            "reason": concluded.reason,
            "cited": [claim_object(each) for each in concluded.cited],
        }
        for claim, concluded in every
    ]
    return json_text({"version": 1, "tree": found.tree, "service": name, "statements": statements})
