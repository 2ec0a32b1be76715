"""Evidence that is older than the site allows: it is said, and turns nothing into a pass or a failure. Pure."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from consistency.model.fact import Fact
from consistency.model.latest import facet

_UNSEEN = ("failed", "not-run", "corrected")
_SHOWN = 4


class Stale(NamedTuple):
    """A host's facet that was last seen on `day`, longer ago than `allowed` days."""

    host: str
    facet: str
    day: str
    allowed: int


def stale(facts: Iterable[Fact], budget: Callable[[str], int], today: datetime.date) -> tuple[Stale, ...]:
    """Every facet whose newest look is older than its budget, by host. `budget` gives days by facet."""
    newest: dict[tuple[str, str], str] = defaultdict(str)
    for fact in facts:
        claim = fact.claim
        if claim.role != "evidence" or not fact.host or claim.value in _UNSEEN:
            continue
        if name := facet(claim):
            key = (fact.host_name or fact.host, name)
            newest[key] = max(newest[key], claim.observed_on)
    found = (Stale(host, name, day, budget(name)) for (host, name), day in newest.items() if day)
    return tuple(sorted(each for each in found if _age(each.day, today) > each.allowed))


def _age(day: str, today: datetime.date) -> int:
    try:
        return (today - datetime.date.fromisoformat(day)).days
    except ValueError:
        return 0


def note(found: Iterable[Stale]) -> str:
    """One sentence for all hosts, "" where nothing is stale."""
    hosts: dict[str, list[Stale]] = defaultdict(list)
    for each in found:
        hosts[each.host].append(each)
    if not hosts:
        return ""
    told = [f"{host} ({_facets(every)})" for host, every in hosts.items()]
    more = len(told) - _SHOWN
    told = [*told[:_SHOWN], f"{more} more host{'s' if more > 1 else ''}"] if more > 0 else told
    return f"stale evidence: {'; '.join(told)}: `consistency snapshot` looks again"


def _facets(every: Iterable[Stale]) -> str:
    days: dict[tuple[str, int], list[str]] = defaultdict(list)
    for each in every:
        days[each.day, each.allowed].append(each.facet)
    return ", ".join(
        f"{' and '.join(names)} last seen on {day}, {allowed} days allowed" for (day, allowed), names in days.items()
    )
