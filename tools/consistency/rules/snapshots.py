"""G302: snapshots are append-only."""

from __future__ import annotations

from collections.abc import Mapping

from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.rules.rule import Rule, elsewhere

_HINT = "Put the file back as it was; a correction is a new snapshot, which supersedes the old one."


def rewritten(changes: Mapping[str, str]) -> list[Finding]:
    """Findings for snapshots of the base; `changes` gives a path what was done to it: changed | deleted."""
    return [_finding(path, changes[path]) for path in sorted(changes)]


def _finding(path: str, what: str) -> Finding:
    claim = Claim("problem", what, path, 1, 1, 1, "", role="evidence", source="snapshot")
    return Finding(
        rule=SNAPSHOT_CHANGED.id,
        name=SNAPSHOT_CHANGED.name,
        severity=SNAPSHOT_CHANGED.severity,
        attribute="problem",
        message=f"a snapshot was {what}: evidence is append-only",
        claims=(claim,),
        key=path,
        hint=_HINT,
    )


SNAPSHOT_CHANGED = Rule(
    "G302", "snapshot-changed", "high", "A change edits or deletes a snapshot, which is append-only.",
    "repository", frozenset(), elsewhere,  # `rewritten` gives the findings
)  # fmt: skip
