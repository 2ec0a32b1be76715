"""GitLab's code quality report."""

from __future__ import annotations

from typing import Any

from consistency.model.finding import Finding
from consistency.model.run import Run
from consistency.report import safe, words
from consistency.report.occurrence import numbered
from consistency.report.options import Options

SEVERITY = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor"}


def render(run: Run, options: Options) -> str:  # noqa: ARG001 - the formats share one signature
    """A list of issues; what the ledger answers is there as `info`, so that nothing is hidden."""
    return safe.json_text([_issue(finding, number) for finding, number in numbered(run.findings)]) + "\n"


def _issue(finding: Finding, number: int) -> dict[str, Any]:
    answer = words.disposition(finding)
    first, *others = finding.claims
    see = f" (see {', '.join(words.place(claim) for claim in others[:6])})" if others else ""
    return {
        "description": safe.line(f"{finding.message}{see}" + (f" [{answer}]" if answer else "")),
        "check_name": f"{finding.rule} {finding.name}",
        "fingerprint": finding.fingerprint if number == 1 else f"{finding.fingerprint}-{number}",
        "severity": "info" if words.answered(finding) else SEVERITY[finding.severity],
        "location": {"path": first.path, "lines": {"begin": max(first.line, 1), "end": max(first.line, 1)}},
    }
