"""A119: pages give one name under two registered domains, and no router says which of them it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from consistency.model.claim import SITE
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.zone import CROWD, registered
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, unlinked

#: Names that stand below the one domain and below the other: two of them are two environments, or two sites.
_PARALLEL = 2


def _check(group: Group) -> Iterable[Finding]:
    facts = live(group.facts, "domain")
    if len({fact.claim.path for fact in facts}) > CROWD or any(
        fact.claim.role == "config" and fact.claim.source != SITE for fact in facts
    ):
        return
    named: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.claim.source == SITE:
            named[fact.claim.value.lower()].append(fact)
    for one, other in _pairs(named):
        cited = unlinked(order((*named[one], *named[other])))
        yield finding(
            TWO_DOMAINS, TWO_DOMAINS.severity, "domain", f"{one} and {other} are both documented", cited,
            key=f"{group.key}/{one}/{other}", hint="Give one of them everywhere, or answer it in the ledger if both are served.",
        )  # fmt: skip


def _pairs(named: Mapping[str, Sequence[Fact]]) -> Iterator[tuple[str, str]]:
    """Names that differ in what is behind the last but one dot alone, `demo.acme.io` and `demo.acme.dev`, on pages of which none gives both."""
    inside: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(named):
        own = registered(name)
        inside[name.removesuffix(own), own.partition(".")[0]].append(name)
    pairs = [tuple(names) for names in inside.values() if len(names) == 2]  # of three, nobody knows which are whose
    for one, other in pairs:
        ends = {registered(one), registered(other)}
        parallel = [pair for pair in pairs if {registered(pair[0]), registered(pair[1])} == ends]
        pages = [{fact.claim.path for fact in named[name]} for name in (one, other)]
        if len(parallel) < _PARALLEL and pages[0].isdisjoint(pages[1]):
            yield one, other


TWO_DOMAINS = Rule(
    "A119", "two-domains", "low", "Pages give one name under two registered domains.",
    "zone", frozenset({"domain"}), _check,
)  # fmt: skip
