"""Answers, models and units held against evidence."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.model.claim import Claim
from consistency.model.conclusion import (
    CONTRADICTED,
    NOT_EVIDENCED,
    SUPPORTED,
    Conclusion,
    absent,
    answer,
    answers,
    says_gone,
    values,
)
from consistency.model.name import squash


def auth(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """Credentials are (or are not) required on the path that `claim.part` names: auth is per path."""
    asked = answers(claim.port, evidence)
    if not claim.part.startswith("/"):
        recorded = ", ".join(sorted({e.value for e in asked})) or "nothing"
        return Conclusion(NOT_EVIDENCED, f"the statement names no path, and auth is per path; recorded: {recorded}")
    here = tuple(e for e in asked if answer(e)[1] == claim.part)
    gated = tuple(e for e in here if answer(e)[0] in ("401", "403"))
    open_ = tuple(e for e in here if answer(e)[0].startswith("2"))
    agreeing, opposing = (open_, gated) if claim.value == "none" else (gated, open_)
    if opposing:
        return Conclusion(CONTRADICTED, f"without credentials: {values(opposing)}", opposing)
    if agreeing:
        return Conclusion(SUPPORTED, f"without credentials: {values(agreeing)}", agreeing)
    return Conclusion(NOT_EVIDENCED, f"{claim.part} was not asked, or gave neither 2xx nor 401 or 403", here)


def health(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """The path answers as a health endpoint does."""
    here = tuple(e for e in answers(claim.port, evidence) if answer(e)[1] == claim.value)
    good = tuple(e for e in here if answer(e)[0].startswith("2"))
    missing = tuple(e for e in here if answer(e)[0] in ("404", "410"))
    if good:
        return Conclusion(SUPPORTED, f"answered {values(good)}", good)
    if missing:
        return Conclusion(CONTRADICTED, f"answered {values(missing)}", missing)
    told = f"answered {values(here)}, which says nothing about health" if here else f"{claim.value} was not asked"
    return Conclusion(NOT_EVIDENCED, told, here)


def unit(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """The host runs this unit."""
    name = claim.value if "." in claim.value else claim.value + ".service"
    known = tuple(e for e in evidence if e.attribute == "unit" and e.value == name)
    if not known:
        return absent(f"no unit {name} was seen", evidence, ("units",))
    stem = name.rpartition(".")[0]
    states = tuple(e for e in evidence if e.attribute == "status" and e.service == stem)
    stopped = tuple(e for e in states if says_gone(e))
    if stopped and len(stopped) == len(states):
        return Conclusion(CONTRADICTED, f"{name} is {values(stopped)}", stopped)
    return Conclusion(SUPPORTED, f"{name} was seen", known)


def status(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """The service was seen in the state that is said of it, or in the other one; in both is no answer."""
    states = [e for e in evidence if e.attribute == "status" and squash(e.service) == squash(claim.service)]
    active, gone = (tuple(e for e in states if says_gone(e) is side) for side in (False, True))
    if bool(active) == bool(gone):
        return Conclusion(NOT_EVIDENCED, "seen in several states" if states else "no state was recorded", tuple(states))
    agreeing, opposing = (active, gone) if claim.value == "active" else (gone, active)
    verdict = SUPPORTED if agreeing else CONTRADICTED
    return Conclusion(verdict, f"seen {values(agreeing or opposing)}", agreeing or opposing)


def model(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """The port's model list names this model. Only a list that was answered says what is not in it."""
    served = tuple(e for e in evidence if e.attribute == "model" and (not claim.port or e.port == claim.port))
    named = tuple(e for e in served if e.value == claim.value)
    if named:
        return Conclusion(SUPPORTED, f"{claim.value} is in the model list", named)
    lists = tuple(e for e in answers(claim.port, evidence) if answer(e) == ("200", "/v1/models"))
    if lists and claim.port and served:
        return Conclusion(CONTRADICTED, f"the model list holds {values(served)}", served)
    return Conclusion(NOT_EVIDENCED, "no model list was recorded for this port")
