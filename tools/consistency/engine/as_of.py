"""Each dated snapshot held against the documents of its own day: was it in accord when it was taken?"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from consistency.config import Config
from consistency.engine.gather import gather
from consistency.engine.judge import cross_checked, finish, judge, link
from consistency.engine.past import tree_at
from consistency.engine.prepared import Prepared
from consistency.markdown.text import lines
from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.model.run import Run
from consistency.tree.source import MissingBase


def as_of(folder: str, prepared: Prepared, config: Config) -> Run:
    """The findings that cite a snapshot, each against what the documents said on its day; none of them blocks.

    Documents are those of the branch's last commit of that day or before. A snapshot older than the history is said in
    the notes. Raises TreeError.
    """
    here = gather(prepared.tree, config, prepared.means)
    snapshots: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in here.claims:
        if claim.role == "evidence" and _is_date(claim.observed_on):
            snapshots[claim.observed_on[:10]][claim.path].append(claim)
    findings: list[Finding] = []
    notes: list[str] = []
    facts = 0
    for day in sorted(snapshots):
        try:
            then = gather(tree_at(folder, day), config, prepared.means)
        except MissingBase as missing:
            notes += [f"{path} is held against nothing: {missing}" for path in sorted(snapshots[day])]
            continue
        stated = [claim for claim in then.claims if claim.role != "evidence"]
        for path, seen in sorted(snapshots[day].items()):
            facts += cross_checked(link((*stated, *seen), config))
            findings += _against(path, stated, seen, config)
            notes.append(f"{path} is held against the documents as of {day}")
    if not snapshots:
        notes.append("no dated snapshot was read: there is nothing to hold against its own day")
    return Run(
        tree=prepared.tree.label,
        base=None,
        findings=tuple(finish(findings, config)),
        looked=here.looked._replace(checked=facts),
        notes=(*prepared.notes, *here.notes, *notes),
        unread=here.unread,
        sources=tuple(
            (path, tuple(lines(here.texts[path])))
            for path in sorted({path for found in snapshots.values() for path in found} & set(here.texts))
        ),
    )


def _against(path: str, stated: Sequence[Claim], seen: Sequence[Claim], config: Config) -> list[Finding]:
    found = judge(link((*stated, *seen), config), config).findings
    return [one for one in found if any(claim.path == path for claim in one.claims)]


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
