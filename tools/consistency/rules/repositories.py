"""A121: one repository is given under two owners, and no page knows both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.projects import in_force
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, unlinked
from consistency.values.exact import REPOSITORY

#: More owners of one name have a repository each.
_OWNERS = 3
#: So many places of one address are shown.
_PLACES = 4


def _check(group: Group) -> Iterable[Finding]:
    names: dict[str, dict[str, list[Fact]]] = {}  # names that differ in more than their case are two repositories
    for fact in in_force(group.facts, REPOSITORY):
        names.setdefault(fact.claim.service, {}).setdefault(fact.claim.value, []).append(fact)
    for _, given in sorted(names.items()):
        yield from _of_name(group, given)


def _of_name(group: Group, given: Mapping[str, list[Fact]]) -> Iterable[Finding]:
    """Of the project's own repository, which config gives an address of; another project's may have forks."""
    own = [address for address, facts in given.items() if any(fact.claim.role == "config" for fact in facts)]
    if not own or not 1 < len(given) <= _OWNERS:
        return
    most = max(own, key=lambda address: (len(_files(given[address])), address))
    for other in sorted(given.keys() - {most}):
        if other.partition("/")[0] == most.partition("/")[0] and _files(given[other]).isdisjoint(_files(given[most])):
            yield _finding(group, most, other, given)


def _files(facts: Sequence[Fact]) -> set[str]:
    return {fact.claim.path for fact in facts}


def _finding(group: Group, most: str, other: str, given: Mapping[str, list[Fact]]) -> Finding:
    cited = unlinked(fact for address in (other, most) for fact in order(given[address])[:_PLACES])
    return finding(
        TWO_REPOSITORIES, TWO_REPOSITORIES.severity, "call", f"{most} and {other} are both given", cited,
        key=f"{group.key}/{other}", hint="Give the address under which the repository is kept now; where one is a fork of the other, say so.",
    )  # fmt: skip


TWO_REPOSITORIES = Rule(
    "A121", "two-repositories", "low", "One repository is given under two owners.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
