"""A126: pages call one path of the reader's own machine at two ports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.deployment import project
from consistency.rules.projects import called
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, same_scope, sides, unlinked
from consistency.values.exact import ROUTE, SET

#: So many pages of each side are shown.
_SHOWN = 4


def _check(group: Group) -> Iterable[Finding]:
    homes: dict[tuple[str, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for fact in called(group.facts, ROUTE):
        if fact.claim.role == "canon" and fact.claim.modality == "stated":
            homes[fact.claim.service, project(fact)].append(fact)  # as it is written: `/a/b` is not `/a-b`
    for (route, home), facts in sorted(homes.items()):
        by_port: dict[str, list[Fact]] = defaultdict(list)
        for fact in order(facts):
            by_port[fact.claim.value].append(fact)
        scoped = all(same_scope(facts[0].claim, fact.claim) for fact in facts)
        if len(by_port) != 2 or not scoped or not _differ(list(by_port.values())) or _have_homes(*by_port.values()):
            continue
        cited = order(fact for side in by_port.values() for fact in side[:_SHOWN])
        path = route.partition(" ")[2]
        yield finding(
            ROUTE_PORT, ROUTE_PORT.severity, "port", f"{path} is called at port {sides(cited)}", unlinked(cited),
            key=f"{'/'.join(home)} {path}", hint="Give the port on which the program listens in every page, or say on which page which one runs.",
        )  # fmt: skip


def _differ(both: Sequence[Sequence[Fact]]) -> bool:
    """Whether one side is no page that chooses its port, and the other is none, or several that choose the same."""
    chosen = [all(fact.claim.part == SET for fact in side) for side in both]
    return not all(chosen) and all(len(side) > 1 for side, own in zip(both, chosen, strict=True) if own)


def _have_homes(one: Sequence[Fact], other: Sequence[Fact]) -> bool:
    """Whether READMEs of two folders side by side have a port each: `docker/full/README.md` and `docker/dev/README.md`."""
    mine, theirs = ({readme for fact in side if (readme := _folder(fact.claim.path))} for side in (one, other))
    return mine.isdisjoint(theirs) and not {path[:-1] for path in mine}.isdisjoint(path[:-1] for path in theirs)


def _folder(path: str) -> tuple[str, ...]:
    """The folder that a README is about, where that is not the top."""
    *folders, file = path.split("/")
    return tuple(folders) if file.lower().startswith("readme") else ()


ROUTE_PORT = Rule(
    "A126", "route-on-two-ports", "medium", "Pages call one path of the reader's own machine at two ports.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
