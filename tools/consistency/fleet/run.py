"""One run over a fleet, with the engine that was asked for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from consistency.fleet.judge import finish_all, repositories
from consistency.fleet.reading import Counts
from consistency.fleet.source import Source
from consistency.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Fleet:
    """What a run gives. `repositories` are the sources in order, each with what it gave."""

    repositories: tuple[tuple[Source, Counts], ...]
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> int:
        return sum(finding.blocking for finding in self.findings)

    @property
    def unreadable(self) -> tuple[tuple[Source, str], ...]:
        return tuple((source, counts.problem) for source, counts in self.repositories if counts.problem)

    def owners(self) -> tuple[str, ...]:
        """Every owner, "" (nobody is named) last."""
        return tuple(sorted({source.owner for source, _ in self.repositories}, key=lambda owner: (not owner, owner)))

    def owners_of(self, finding: Finding) -> tuple[str, ...]:
        """Whose repositories a finding cites."""
        cited = repositories(finding)
        owners = {source.owner for source, _ in self.repositories if source.name in cited}
        return tuple(owner for owner in self.owners() if owner in owners)


def run(
    sources: Sequence[Source],
    today: str,
    engine: str = "local",
    scheduler: str = "",
    jobs: int | None = None,
    cache: bool = True,
) -> Fleet:
    """Hold the repositories against each other. `today` is an ISO date; `jobs` processes at most (default: all CPUs).

    Raises FleetError; a repository that cannot be read is told in its counts.
    """
    if engine == "dask":
        from consistency.fleet import cluster

        summaries, found = cluster.run(sources, today, scheduler, cache)
    else:
        from consistency.fleet import local

        with tempfile.TemporaryDirectory(prefix="consistency-fleet-") as folder:
            summaries, found = local.run(sources, today, folder, jobs or os.cpu_count() or 1, engine, cache)
    counts = {summary.number: summary.counts for summary in summaries}
    return Fleet(tuple((source, counts[source.number]) for source in sources), finish_all(found))
