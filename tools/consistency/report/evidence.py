"""How old the evidence of each host is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.run import Run

#: Values of a facet's coverage that say that nobody saw it.
_UNSEEN = ("failed", "not-run", "corrected")


class Age(NamedTuple):
    """A host's latest dated evidence; `day` is "" where there is none, `days` None where an age cannot be told."""

    host: str
    day: str
    days: int | None


def ages(run: Run, today: str) -> list[Age]:
    """Every host that a claim names, by name; hosts that nobody observed are in it."""
    latest: dict[str, tuple[str, str]] = {}
    for fact in run.facts:
        if not fact.host or fact.claim.role in ("plan", "history"):
            continue
        name, day = latest.get(fact.host, (fact.host_name, ""))
        observed = fact.claim.observed_on if _is_look(fact.claim) else ""
        latest[fact.host] = (name or fact.host_name or fact.host, max(day, observed))
    return sorted(Age(name, day, _days(day, today)) for name, day in latest.values())


def _is_look(claim: Claim) -> bool:
    """Whether evidence saw the host: what a container holds, and a facet not looked at, say nothing of it."""
    return claim.role == "evidence" and claim.namespace != "container" and claim.value not in _UNSEEN


def _days(day: str, today: str) -> int | None:
    try:
        return (date.fromisoformat(today) - date.fromisoformat(day)).days
    except ValueError:
        return None


def told(age: Age) -> str:
    """ "2026-02-09, 285 days old", or that nobody looked."""
    if not age.day:
        return "never observed"
    return age.day if age.days is None else f"{age.day}, {age.days:,} {'day' if age.days == 1 else 'days'} old"
