"""One partition to findings, by the rules of `check`; all partitions' findings to the fleet's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from consistency.config import Config
from consistency.engine.judge import attach, finish
from consistency.fleet.rows import Row
from consistency.model.claim import Claim
from consistency.model.finding import Finding, weaker
from consistency.rules import RULES
from consistency.rules.rule import Group

#: What is said of a finding whose sides nothing but a name brings together.
BY_NAME = "the repositories share this service's name, and not all of them say on which host it runs"


class Found(NamedTuple):
    """A finding with its place in the order in which one process would have found it."""

    rule: int
    place: str
    key: str
    number: int
    finding: Finding


def repositories(finding: Finding) -> frozenset[str]:
    """The names of the repositories that a finding cites."""
    return frozenset(repository_of(claim.path) for claim in finding.claims)


def repository_of(path: str) -> str:
    return path.partition(":")[0]


def judge_partition(rows: Iterable[Row]) -> list[Found]:
    """What the rules say of the groups of one partition in which two repositories meet."""
    found: list[Found] = []
    ordered = sorted(rows, key=lambda row: row[:5])
    for (place, key), members in groupby(ordered, key=lambda row: row[:2]):
        group = list(members)
        if group[0].repository != group[-1].repository:
            found += judge_group(place, key, group)
    return found


def judge_group(place: str, key: str, rows: Sequence[Row]) -> Iterable[Found]:
    """The findings about one group that cite two repositories."""
    facts = [row.fact for row in rows]
    attributes = {fact.claim.attribute for fact in facts}
    nowhere = {fact.claim for fact in facts if not fact.host} if place == "service" and "@" not in key else set()
    for index, rule in enumerate(RULES):
        if rule.key != place or not rule.attributes & attributes:
            continue
        for number, finding in enumerate(rule.check(Group(rows[0].name, facts))):
            if len(repositories(finding)) > 1:
                yield Found(index, place, key, number, _by_name(finding, nowhere))


def _by_name(finding: Finding, nowhere: set[Claim]) -> Finding:
    """Sides that share nothing but the service's name: one step weaker, and it is said."""
    if nowhere.isdisjoint(finding.claims):
        return finding
    return finding._replace(severity=weaker(finding.severity), inferred=BY_NAME)


def finish_all(found: Iterable[Found]) -> tuple[Finding, ...]:
    """The fleet's findings, worst first, the same in whatever order and partitions they were found."""
    ordered = [one.finding for one in sorted(found, key=lambda one: one[:4])]
    sure = [one for one in ordered if one.inferred != BY_NAME]  # a clash on a known host follows from no guess
    unsure = [one for one in ordered if one.inferred == BY_NAME]
    return tuple(
        one._replace(blocking=one.severity in ("critical", "high"))
        for one in finish([*attach(sure), *unsure], Config())
    )
