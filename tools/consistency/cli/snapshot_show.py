"""What `snapshot` prints: what was written, what changed, how old the evidence is. Safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

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

_SHOWN = 20
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


def compared(before: Path, after: Path) -> tuple[str, bool]:
    """What changed from one file to the other, and whether anything did."""
    old, new = _read(before), _read(after)
    if old.run.host != new.run.host:
        raise Unusable(
            f"these are of two hosts, {visible(old.run.host)} and {visible(new.run.host)}: compare two of one host"
        )
    found = changes(old, new)
    head = f"{_show(new.run.host)}, from {old.run.at} to {new.run.at}"
    if not found:
        return f"{head}: no change", False
    lines = [head]
    for facet, group in groupby(found, key=lambda one: one.facet):
        lines += ["", facet, *(f"  {one.kind} {_show(one.subject)}: {_show(one.text)}" for one in group)]
    if any(one.kind == "?" for one in found):
        lines += ["", "? is what the later snapshot did not see, and did not look for everywhere: it may be there."]
    return "\n".join(lines), True


def aged(directory: str, today: date) -> str:
    """A line for each host and facet; facets that were never looked at share one."""
    place = site(directory)
    kept = recorded(place.folder)
    if not kept:
        return f"no snapshots in {place.shown(place.folder)} yet: `consistency snapshot` takes one"
    names = (host.name for host in place.config.hosts)
    lines = []
    for host, group in groupby(standings(kept, names, today, place.config.budget), key=lambda one: one.host):
        rows = list(group)
        lines.append(_show(host))
        lines += [f"  {_aged(one)}" for one in rows if one.age >= 0]
        never = [one.facet + (f" ({one.state})" if one.state == "failed" else "") for one in rows if one.age < 0]
        lines += [f"  never seen: {', '.join(never)}"] if never else []
    others = sum(1 for path in place.folder.glob("*.md")) - len(kept)
    lines += (
        ["", f"{others} other file{'s' if others > 1 else ''} there, written by hand: `check` reads them"]
        if others
        else []
    )
    return "\n".join(lines)


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
