"""How the evidence stands: per host and facet the newest that was seen, its age against its budget, the unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from consistency.evidence.keep import Kept
from consistency.evidence.record import FACETS, Coverage


class Standing(NamedTuple):
    """One facet of one host. `path` is the file, `age` in days; -1 and "" where it was never seen.

    `later` is the state of a newer snapshot that did not see this facet, "" where there is none: failed | inside a
    container.
    """

    host: str
    facet: str
    state: str
    observed_on: str
    age: int
    budget: int
    path: str
    without: tuple[str, ...] = ()
    later: str = ""

    @property
    def stale(self) -> bool:
        return self.age > self.budget


def standings(
    kept: Iterable[Kept], hosts: Iterable[str], today: date, budget: Callable[[str], int]
) -> tuple[Standing, ...]:
    """Every facet of every host, hosts given first, then hosts found. A failed look never replaces one that saw.

    A look from inside a container was none at the host, but for the requests that were made to it.
    """
    everything = tuple(kept)
    corrected = {name for one in everything for name in one.snapshot.run.corrects}
    names = dict.fromkeys([*hosts, *sorted({one.snapshot.run.host for one in everything})])
    return tuple(
        _standing(
            host, facet, [one for one in everything if one.snapshot.run.host == host], corrected, today, budget(facet)
        )
        for host in names
        for facet in FACETS
    )


def _standing(host: str, facet: str, kept: list[Kept], corrected: set[str], today: date, budget: int) -> Standing:
    later = ""
    for one in reversed(kept):
        seen = coverage_of(one, facet)
        if seen is None or one.snapshot.run.id in corrected:
            continue
        if one.snapshot.run.inside and facet != "probes":
            later = later or "inside a container"
            continue
        if seen.state in ("failed", "not-run"):
            later = later or (seen.state if seen.state == "failed" else "")
            continue
        day = one.snapshot.run.at[:10]
        return Standing(
            host,
            facet,
            seen.state,
            day,
            (today - date.fromisoformat(day)).days,
            budget,
            str(one.path),
            seen.without,
            later,
        )
    return Standing(host, facet, later or "never seen", "", -1, budget, "")


def coverage_of(kept: Kept, facet: str) -> Coverage | None:
    return next((seen for seen in kept.snapshot.coverage if seen.facet == facet), None)
