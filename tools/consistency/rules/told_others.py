"""Ports at which somebody else is told to find a service: what Prometheus scrapes, what a job of Nomad calls."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.model.claim import CALLED, SCRAPED
from consistency.model.fact import Fact

#: Their sources.
BY_OTHERS = frozenset((SCRAPED, CALLED))
_EXPORTER, _METRICS = "exporter", "metrics"


def known(facts: list[Fact]) -> list[Fact]:
    """Without what others are told of ports that config gives the service itself, which pages need not list."""
    if not any(fact.claim.source in BY_OTHERS for fact in facts):
        return facts
    own = {f.claim.value for f in facts if f.claim.role == "config" and f.claim.source not in BY_OTHERS}
    return [fact for fact in facts if fact.claim.source not in BY_OTHERS or fact.claim.value not in own]


def of_exporters(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of one service; where its exporter is known, and nobody gives metrics of its own, what is scraped is the exporter's."""
    parts = {fact.part for fact in facts if not fact.claim.source.endswith(SCRAPED)}
    if _EXPORTER not in parts or _METRICS in parts:
        return list(facts)
    return [
        fact._replace(part=_EXPORTER) if fact.part == _METRICS and fact.claim.source.endswith(SCRAPED) else fact
        for fact in facts
    ]
