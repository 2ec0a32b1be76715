"""Workflow commands that GitHub shows as annotations: ten of a kind a step, so the ten that matter, and a count."""

from __future__ import annotations

from consistency.model.claim import Claim
from consistency.model.finding import SEVERITIES, Finding
from consistency.model.run import Run
from consistency.report import safe, words
from consistency.report.options import Options

#: GitHub drops what exceeds ten of a kind; the tenth notice is the line that counts the rest.
ROOM = {"error": 10, "warning": 10, "notice": 9}


def render(run: Run, options: Options) -> str:
    """One command a line: errors, warnings, notices; worst first, and of equals those on changed lines first."""
    kinds: dict[str, list[Finding]] = {kind: [] for kind in ROOM}
    for finding in run.findings:
        if not words.answered(finding):
            kinds[_kind(finding)].append(finding)
    lines, rest = [], []
    for kind, found in kinds.items():
        found.sort(key=lambda item: (SEVERITIES.index(item.severity), not _touched(item, options)))
        lines += [_command(kind, item, options) for item in found[: ROOM[kind]]]
        if found[ROOM[kind] :]:
            rest.append(words.count(len(found) - ROOM[kind], kind))
    if rest:
        told = f"{', '.join(rest)} more: GitHub shows ten of a kind, `consistency report` shows all"
        lines.append(f"::notice title=consistency::{safe.command(told)}")
    return "".join(f"{line}\n" for line in lines)


def _kind(finding: Finding) -> str:
    """What blocks is an error; what was there before at most a notice."""
    if finding.blocking:
        return "error"
    return "notice" if finding.severity == "low" or finding.baseline == "unchanged" else "warning"


def _touched(finding: Finding, options: Options) -> bool:
    return any(_on_change(claim, options) for claim in finding.claims)


def _on_change(claim: Claim, options: Options) -> bool:
    return claim.line in options.changed.get(claim.path, frozenset())


def _command(kind: str, finding: Finding, options: Options) -> str:
    """The annotation stands at the first side on a changed line, else at the primary one."""
    anchor = next((claim for claim in finding.claims if _on_change(claim, options)), finding.claims[0])
    others = [
        f"{words.place(claim)}: {words.side(claim)}: {claim.value}" for claim in finding.claims if claim != anchor
    ]
    more = [f"... and {words.count(len(others) - 6, 'more place')}"] if len(others) > 6 else []
    told = [finding.message, *others[:6], *more, f"next: {finding.hint}" if finding.hint else ""]
    message = safe.command("\n".join(safe.line(line) for line in told if line))
    place = {
        "file": anchor.path, "line": anchor.line, "endLine": anchor.line,
        "col": anchor.column, "endColumn": max(anchor.end_column, anchor.column),
        "title": f"{finding.rule} {finding.name} ({finding.severity})",
    }  # fmt: skip
    return (
        f"::{kind} {','.join(f'{key}={safe.command_property(str(value))}' for key, value in place.items())}::{message}"
    )
