"""A verdict on a statement, and what may be said when nothing was seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from consistency.model.claim import Claim

SUPPORTED, CONTRADICTED, NOT_EVIDENCED = "supported", "contradicted", "not evidenced"

#: The facets that must all be complete before "nothing is there" may be said: whatever one of them did not see
#: (a published port, a NodePort, a serve entry, a socket in a namespace not entered) could be what is claimed.
ABSENCE = ("sockets", "namespaces", "containers", "kubernetes", "tailscale")

_GONE = ("absent", "idle", "stopped", "retired")


class Conclusion(NamedTuple):
    """`cited` are the evidence claims on which the verdict rests: never empty unless the verdict is "not evidenced"."""

    verdict: str
    reason: str
    cited: tuple[Claim, ...] = ()


def coverage(evidence: Iterable[Claim]) -> dict[str, Claim]:
    """Facet name to its coverage claim; the last one counts where a facet is named twice."""
    return {claim.service: claim for claim in evidence if claim.attribute == "coverage"}


def gaps(evidence: Iterable[Claim], facets: Sequence[str] = ABSENCE) -> str:
    """Which of these facets were not completely seen, in words; "" where nothing stands in the way."""
    seen = coverage(evidence)
    return ", ".join(
        f"{facet} {seen[facet].value if facet in seen else 'not looked at'}"
        for facet in facets
        if facet not in seen or seen[facet].value != "complete"
    )


def absent(
    what: str, evidence: Sequence[Claim], facets: Sequence[str] = ABSENCE, cited: tuple[Claim, ...] = ()
) -> Conclusion:
    open_questions = gaps(evidence, facets)
    if open_questions:
        return Conclusion(NOT_EVIDENCED, f"{what}, but: {open_questions}", cited)
    seen = coverage(evidence)
    return Conclusion(CONTRADICTED, f"{what}, and everything was looked at", cited or tuple(seen[f] for f in facets))


def says_gone(claim: Claim) -> bool:
    return claim.attribute == "status" and claim.value in _GONE


def answers(port: int, evidence: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(e for e in evidence if e.attribute == "answer" and e.port == port)


def answer(claim: Claim) -> tuple[str, str]:
    """The status or result, and the path, of an answer: "401 /health"."""
    status, _, path = claim.value.partition(" ")
    return status, path or "/"


def values(claims: Iterable[Claim]) -> str:
    return ", ".join(sorted({claim.value for claim in claims}))
