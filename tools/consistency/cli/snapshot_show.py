"""What `snapshot` prints: what was written, what changed, how old the evidence is. Safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from consistency.cli.errors import Unusable
from consistency.cli.snapshot_site import site
from consistency.evidence.difference import Change, changes
from consistency.evidence.document import edited, parse
from consistency.evidence.keep import Kept, recorded
from consistency.evidence.notes import remarks, summary
from consistency.evidence.record import Snapshot
from consistency.evidence.safe import visible
from consistency.evidence.standing import Standing, standings
from consistency.evidence.wire import RecordError
from consistency.report.safe import json_text

_SHOWN = 20
#: States of a facet at which somebody looked, and did not see the host.
_IN_VAIN = ("failed", "inside a container")
_show = partial(visible, limit=300)


def written(path: str, snapshot: Snapshot, before: Kept | None) -> str:
    """What a new snapshot says: its numbers, what deserves a look, what changed since the last one of its host."""
    run = snapshot.run
    lines = [f"{path}", f"  {_show(run.host)}: {summary(snapshot, _show)}"]
    lines += [f"  - {text}" for text in _capped(remarks(snapshot, _show))]
    if run.inside:
        lines.append("  If this container is the host that you mean, say --as-host.")
    if before is not None and before.snapshot.run.machine and run.machine not in ("", before.snapshot.run.machine):
        lines.append(f"  Another machine than in {before.path.name}: is this {_show(run.host)}?")
    if before is not None:
        found = changes(before.snapshot, snapshot)
        since = f"since {before.snapshot.run.at[:16].replace('T', ' ')} UTC"
        lines.append(f"  {len(found)} change{'s' if len(found) != 1 else ''} {since}{':' if found else ''}")
        lines += [f"    {text}" for text in _capped([_change(one) for one in found])]
    return "\n".join(lines)


def _capped(texts: Iterable[str]) -> list[str]:
    every = list(texts)
    more = len(every) - _SHOWN
    return [*every[:_SHOWN], f"... and {more} more"] if more > 0 else every


def _change(one: Change) -> str:
    return f"{one.kind} {one.facet} {_show(one.subject)}: {_show(one.text)}"


def _read(path: Path) -> Snapshot:
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        snapshot = parse(text)
        if edited(text):
            raise Unusable(
                f"{path} was edited after it was written: restore it from git, and take a new snapshot instead"
            )
    except OSError as error:
        raise Unusable(f"{path} cannot be read ({error.strerror})") from None
    except RecordError as error:
        raise Unusable(f"{path} is no snapshot of `consistency snapshot`: {error}") from None
    return snapshot


class Difference(NamedTuple):
    """What changed on a host between two snapshots, taken at these times (ISO 8601, UTC)."""

    host: str
    since: str
    until: str
    changes: tuple[Change, ...]


def compared(before: Path, after: Path) -> Difference:
    """What changed from one file to the other. Raises Unusable for files that cannot be compared."""
    old, new = _read(before), _read(after)
    if old.run.host != new.run.host:
        raise Unusable(
            f"these are of two hosts, {visible(old.run.host)} and {visible(new.run.host)}: compare two of one host"
        )
    return Difference(new.run.host, old.run.at, new.run.at, tuple(changes(old, new)))


def difference_text(difference: Difference) -> str:
    head = f"{_show(difference.host)}, from {difference.since} to {difference.until}"
    if not difference.changes:
        return f"{head}: no change"
    lines = [head]
    for facet, group in groupby(difference.changes, key=lambda one: one.facet):
        lines += ["", facet, *(f"  {one.kind} {_show(one.subject)}: {_show(one.text)}" for one in group)]
    if any(one.kind == "?" for one in difference.changes):
        lines += ["", "? is what the later snapshot did not see, and did not look for everywhere: it may be there."]
    return "\n".join(lines)


def difference_json(difference: Difference) -> str:
    changed = [
        {"kind": one.kind, "facet": one.facet, "subject": one.subject, "text": one.text} for one in difference.changes
    ]
    return json_text({"version": 1, **difference._asdict(), "changes": changed})


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
    rows = [one._asdict() | {"age": one.age if one.age >= 0 else None, "stale": one.stale} for one in aged.standings]
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
