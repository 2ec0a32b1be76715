"""`snapshot diff`: what changed on a host between two files. Safe for a terminal."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from consistency.cli.errors import Unusable
from consistency.evidence.difference import Change, changes
from consistency.evidence.document import edited, parse
from consistency.evidence.record import Snapshot
from consistency.evidence.safe import visible
from consistency.evidence.wire import RecordError
from consistency.report.safe import json_text

_show = partial(visible, limit=300)


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
    """As schema/snapshot-diff.schema.json has it."""
    changed = [
        {"kind": one.kind, "facet": one.facet, "subject": one.subject, "text": one.text} for one in difference.changes
    ]
    return json_text({"version": 1, **difference._asdict(), "changes": changed})
