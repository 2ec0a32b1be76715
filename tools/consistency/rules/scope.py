"""G304: a canonical document that the definition of done, or the configuration, names and the tree does not hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.rules.rule import Rule, elsewhere


def missing(named: Sequence[Claim], paths: Collection[str]) -> list[Finding]:
    """Findings for claims of attribute path that no file of the tree answers, from its top or from the naming page."""
    return [_finding(claim) for claim in named if not _held(claim, paths)]


def _held(claim: Claim, paths: Collection[str]) -> bool:
    value = claim.value.removeprefix("./").removeprefix("/")
    folder = claim.path.rpartition("/")[0]
    return value in paths or f"{folder}/{value}" in paths


def _finding(claim: Claim) -> Finding:
    return Finding(
        rule=DOCUMENT_MISSING.id,
        name=DOCUMENT_MISSING.name,
        severity=DOCUMENT_MISSING.severity,
        attribute="path",
        message=f"{claim.value} is named as canonical ({claim.part}) and is not in the tree",
        claims=(claim,),
        key=claim.value,
        hint="Bring the document back, or take it out of the list that names it.",
    )


DOCUMENT_MISSING = Rule(
    "G304", "canonical-document-missing", "medium", "A document that the definition of done counts as canonical does not exist.",
    "repository", frozenset(), elsewhere,  # `missing` gives the findings
)  # fmt: skip
