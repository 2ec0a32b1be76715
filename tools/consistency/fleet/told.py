"""The run as JSON and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from consistency.fleet.judge import repositories
from consistency.fleet.reading import Counts
from consistency.fleet.run import Fleet
from consistency.fleet.source import Source
from consistency.model.finding import SEVERITIES
from consistency.report import safe, words
from consistency.report.json import finding as finding_object

NOBODY = "no owner"


def as_json(fleet: Fleet, version: str) -> str:
    """As schema/fleet.schema.json has it: summary, owners with their repositories and fingerprints, findings.

    The same run, the same bytes.
    """
    cited = Counter(name for finding in fleet.findings for name in repositories(finding))
    document = {
        "version": 1,
        "tool": {"name": "consistency", "version": version},
        "summary": {
            "repositories": len(fleet.repositories),
            "unreadable": len(fleet.unreadable),
            "documents": sum(counts.documents for _, counts in fleet.repositories),
            "claims": sum(counts.claims for _, counts in fleet.repositories),
            "findings": len(fleet.findings),
            "blocking": fleet.blocking,
            "severity": words.severities(fleet.findings),
        },
        "owners": [_owner(fleet, owner, cited) for owner in fleet.owners()],
        "findings": [
            finding_object(one)
            | {"repositories": sorted(repositories(one)), "owners": [who or None for who in fleet.owners_of(one)]}
            for one in fleet.findings
        ],
        "unreadable": [{"repository": source.name, "reason": reason} for source, reason in fleet.unreadable],
    }
    return safe.json_text(document) + "\n"


def _owner(fleet: Fleet, owner: str, cited: Counter[str]) -> dict[str, Any]:
    return {
        "owner": owner or None,
        "repositories": [
            _repository(source, counts, cited[source.name])
            for source, counts in fleet.repositories
            if source.owner == owner
        ],
        "findings": [one.fingerprint for one in fleet.findings if owner in fleet.owners_of(one)],
    }


def _repository(source: Source, counts: Counts, shared: int) -> dict[str, Any]:
    return {
        "repository": source.name,
        "documents": counts.documents,
        "claims": counts.claims,
        "unread": counts.unread,
        "own_findings": dict(zip(SEVERITIES, counts.severities, strict=True)),
        "fleet_findings": shared,
        "problem": counts.problem or None,
    }


def as_text(fleet: Fleet) -> str:
    """Findings with their places, then what was looked at."""
    return "\n".join(_lines(fleet)) + "\n"


def _lines(fleet: Fleet) -> Iterator[str]:
    for one in fleet.findings:
        owners = ", ".join(owner or NOBODY for owner in fleet.owners_of(one))
        yield safe.line(f"{one.severity} {one.rule} {one.message}  [{owners}]")
        yield from (safe.line(f"{words.place(claim)}: {words.said(claim)}").join(("    ", "")) for claim in one.claims)
    if fleet.findings:
        yield ""
    for source, reason in fleet.unreadable:
        yield safe.line(f"not read: {source.name}: {reason}")
    read = [counts for _, counts in fleet.repositories if not counts.problem]
    own = sum(sum(counts.severities) for counts in read)
    yield ", ".join(
        [
            words.tally(fleet.findings) + " between repositories",
            words.count(fleet.blocking, "blocks", "block"),
            words.count(own, "finding") + " within one",
            f"{len(read):,} of {words.count(len(fleet.repositories), 'repository', 'repositories')} read",
            words.count(sum(counts.documents for counts in read), "document"),
            words.count(sum(counts.claims for counts in read), "claim"),
        ]
    )
