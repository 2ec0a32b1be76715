"""`snapshot status`: how old the evidence of each host and facet is. Safe for a terminal."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from consistency.cli.snapshot_site import site
from consistency.evidence.keep import recorded
from consistency.evidence.safe import visible
from consistency.evidence.standing import Standing, standings
from consistency.report.safe import json_text

#: States of a facet at which somebody looked, and did not see the host.
_IN_VAIN = ("failed", "inside a container")
_show = partial(visible, limit=300)


class Aged(NamedTuple):
    """How the evidence in a folder stands; `by_hand` counts the files there that `snapshot` did not write."""

    folder: str
    standings: tuple[Standing, ...]
    by_hand: int


def aged(directory: str, today: date) -> Aged:
    """Every facet of every host; no standings where `snapshot` never wrote a file."""
    place = site(directory)
    kept = recorded(place.folder)
    names = (host.name for host in place.config.hosts)
    found = standings(kept, names, today, place.config.budget) if kept else ()
    found = tuple(one._replace(path=place.shown(Path(one.path)) if one.path else "") for one in found)
    return Aged(place.shown(place.folder), found, sum(1 for _ in place.folder.glob("*.md")) - len(kept))


def aged_text(aged: Aged) -> str:
    """A line for each host and facet; facets that were never looked at share one."""
    lines = []
    for host, group in groupby(aged.standings, key=lambda one: one.host):
        rows = list(group)
        lines.append(_show(host))
        lines += [f"  {_aged(one)}" for one in rows if one.age >= 0]
        never = [one.facet + (f" ({one.state})" if one.state in _IN_VAIN else "") for one in rows if one.age < 0]
        lines += [f"  never seen: {', '.join(never)}"] if never else []
    files = f"{aged.by_hand} {'other ' if lines else ''}file{'' if aged.by_hand == 1 else 's'}"
    by_hand = f"{files} there, written by hand: `check` reads them" if aged.by_hand else ""
    if not lines:
        none = f"no snapshots in {aged.folder} yet: `consistency snapshot` takes one"
        return f"{none} ({by_hand})" if by_hand else none
    return "\n".join([*lines, "", by_hand] if by_hand else lines)


def aged_json(aged: Aged) -> str:
    """As schema/snapshot-status.schema.json has it."""
    rows = [
        one._asdict()
        | {"observed_on": one.observed_on or None, "path": one.path or None}
        | {"age": one.age if one.observed_on else None, "stale": one.stale}
        for one in aged.standings
    ]
    return json_text({"version": 1, "folder": aged.folder, "facets": rows, "by_hand": aged.by_hand})


def _aged(one: Standing) -> str:
    days = (
        "today"
        if one.age == 0
        else "1 day old"
        if one.age == 1
        else f"{one.age} days old"
        if one.age > 0
        else "from the future"
    )
    state = f"STALE, {one.budget} days allowed" if one.stale else f"good for {one.budget - one.age} more"
    told = f"{one.facet:<11} {one.state:<9} {one.observed_on}  {days} ({state})"
    if one.later:
        told += f"; a newer look {one.later}"
    return f"{told}; not seen: {_show('; '.join(one.without))}" if one.without else told
