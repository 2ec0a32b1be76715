"""After a snapshot was written: what it contradicts in the documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from consistency.model.finding import Finding
from consistency.report.safe import line

_SHOWN = 20


def contradicted(top: Path, written: Sequence[Path]) -> bool:
    """Say which findings rest on the snapshots just written; whether one of them blocks."""
    from consistency.engine.check import check

    paths = {path.relative_to(top).as_posix() for path in written}
    findings = [one for one in check(top).findings if any(claim.path in paths for claim in one.claims)]
    for text in told(findings, paths):
        click.echo(text)
    return any(one.blocking for one in findings)


def told(findings: Sequence[Finding], paths: set[str]) -> list[str]:
    """A line for each finding, the worst first as they come, with the places of the documents' side."""
    if not findings:
        return ["It contradicts no statement that was held against it."]
    many = f"{len(findings)} statements" if len(findings) > 1 else "1 statement"
    lines = [f"It contradicts {many} of the documents:"]
    for one in findings[:_SHOWN]:
        places = dict.fromkeys(f"{claim.path}:{claim.line}" for claim in one.claims if claim.path not in paths)
        lines.append(f"  {one.severity:<8} " + line(f"{one.rule} {one.message} ({', '.join(list(places)[:3])})"))
    if len(findings) > _SHOWN:
        lines.append(f"  ... and {len(findings) - _SHOWN} more")
    return [*lines, "`consistency report` shows both sides, and how to answer."]
