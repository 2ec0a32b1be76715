"""Equal fingerprints told apart, for formats that want every one unique."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from consistency.model.finding import Finding


def numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, int]]:
    """Each finding with its number, from 1, among those of the same fingerprint."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        yield finding, seen[finding.fingerprint]
