"""What evidence of one host may conclude about one statement: supported, contradicted, or not evidenced.

Positive evidence survives partial coverage; negative evidence needs complete coverage.
"""

from __future__ import annotations

from collections.abc import Sequence

from consistency.model.answered import auth, health, model, status, unit
from consistency.model.claim import Claim
from consistency.model.conclusion import ABSENCE, CONTRADICTED, NOT_EVIDENCED, SUPPORTED, Conclusion, gaps
from consistency.model.exposed import is_loopback, listening, loopback_only, unused

__all__ = ["ABSENCE", "CONTRADICTED", "NOT_EVIDENCED", "SUPPORTED", "Conclusion", "conclude", "gaps", "is_loopback"]


def conclude(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """What `evidence` (one host, newest of each facet) says about a canon claim.

    Read are the attributes port, bind, auth, health, unit, status and model; a port that is retired or negated is the
    statement that it is not used. Anything else is not evidenced.
    """
    if claim.attribute == "port" and claim.modality in ("retired", "negated"):
        return unused(claim, evidence)
    if claim.attribute == "bind" and is_loopback(claim.value):
        return loopback_only(claim, evidence)
    reading = {
        "port": listening, "bind": listening, "auth": auth, "health": health, "unit": unit, "status": status, "model": model,
    }  # fmt: skip
    conclusion = reading.get(claim.attribute)
    if conclusion is None:
        return Conclusion(NOT_EVIDENCED, f"evidence is not held against {claim.attribute}")
    return conclusion(claim, evidence)
