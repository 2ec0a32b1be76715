"""The last lines of every text: how many, what was looked at, what to do now."""

from __future__ import annotations

from collections import Counter

from consistency.model.run import Run
from consistency.report import safe, words
from consistency.report.color import paint
from consistency.report.options import Options


def notes(run: Run) -> list[str]:
    """The notes, a line each."""
    return [f"note: {safe.line(note)}" for note in run.notes]


def summary(run: Run, options: Options) -> list[str]:
    """How many, what was looked at, the notes, and last what to do now."""
    total = words.tally(run.findings)
    asides = [
        f"{run.blocking} {'blocks' if run.blocking == 1 else 'block'}" if run.blocking else "",
        _counted(run, "unchanged", "there before"),
        _answered(run),
        f"{len(run.resolved)} resolved" if run.resolved else "",
    ]
    told = "; ".join([total, *filter(None, asides)])
    style = "high" if run.blocking else "good" if not run.findings else "bold"
    return [
        paint(told, style, options.color),
        f"looked at: {words.looked(run.looked)}",
        *notes(run),
        f"now: {words.next_step(run)}",
    ]


def _counted(run: Run, baseline: str, told: str) -> str:
    number = sum(finding.baseline == baseline for finding in run.findings)
    return f"{number} {told}" if number else ""


def _answered(run: Run) -> str:
    kinds = Counter(finding.disposition.kind for finding in run.findings if finding.disposition is not None)
    names = {"fix_now": "to fix now", "defer": "deferred", "accepted": "accepted"}
    return ", ".join(f"{kinds[kind]} {name}" for kind, name in names.items() if kinds[kind])
