"""What `snapshot` prints of what it wrote. Safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from consistency.evidence.difference import Change, changes
from consistency.evidence.keep import Kept
from consistency.evidence.notes import remarks, summary
from consistency.evidence.record import Snapshot
from consistency.evidence.safe import visible

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
