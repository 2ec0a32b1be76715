"""D106: a port beside the range in which, by a rule of the site, all of its kind are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set

from consistency.model.claim import KEPT_FOR, Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, same_scope, severity_of, span_of

#: So many services have to keep to a range before one that does not stands out, and so many of its own list.
_SEVERAL, _BESIDE = 3, 2
#: Ports beyond a range that are taken for a slip out of it: as many as it has, within these limits.
_LEAST, _MOST = 20, 150
#: No rule holds for a list in which it is broken so often.
_FEW = 2
#: Words that tell nobody's kind.
_ANYBODY = frozenset(
    "api app application core main new open other port public range server service tool web internal external the for and our are all".split()
)
#: One service's port inside of a container or a cluster is nobody else's.
_OUTSIDE = ("host", "node", "")


def _beside(group: Group) -> Iterable[Finding]:
    rules = [f for f in group.facts if f.claim.attribute == "confined"]  # of records of decisions, too
    pages = {fact.claim.path for fact in rules}
    let_pass = [span for fact in rules for span in _spans(fact.claim)]
    for fact in live(group.facts, "range", "available"):
        if fact.claim.path in pages:
            let_pass += _spans(fact.claim)
    ports = [f for f in live(group.facts, "port") if _is_held(f.claim) and f.service]
    by_limit: dict[str, list[Fact]] = defaultdict(list)
    for fact in rules:
        for span in _limits(fact.claim):
            by_limit[f"{span.start}-{span.stop - 1}"].append(fact)
    told: set[int] = set()
    for limit, said in by_limit.items():
        mine = [f for f in ports if same_scope(f.claim, said[0].claim) and _may_meet(f.host, said[0].host)]
        kin = {word for fact in said for word in fact.claim.part.split()} - _ANYBODY
        ruled = any(fact.claim.source != KEPT_FOR for fact in said)
        lost = _lost(mine, span_of(limit), let_pass, pages if ruled else None, kin)
        for port, facts in sorted(lost.items()):
            if port not in told:
                told.add(port)
                yield _told(limit, said, facts)


def _is_held(claim: Claim) -> bool:
    return claim.namespace in _OUTSIDE and claim.role != "evidence" and claim.value.isdigit()


def _may_meet(one: str, other: str) -> bool:
    return not one or not other or one == other


def _lost(
    ports: Sequence[Fact], limit: range, let_pass: Sequence[range], pages: Set[str] | None, kin: Set[str]
) -> dict[int, list[Fact]]:
    """The ports outside that stand among ports inside, by page of the rule; without `pages` those of a kind alone."""
    if len({f.service for f in ports if f.claim.port in limit}) < _SEVERAL:
        return {}
    lists: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in ports:
        lists[*_list_of(fact.claim), fact.host].append(fact)
    found: dict[int, list[Fact]] = defaultdict(list)
    settled = {f.service for f in ports if f.claim.port in limit}
    for (path, *_), facts in lists.items():
        inside = {f.service for f in facts if f.claim.port in limit}
        outside = [f for f in facts if f.claim.port not in limit]
        alone = pages and path in pages and len(inside) >= _SEVERAL and len({f.service for f in outside}) == 1
        near = [f for f in outside if pages and (alone or _is_near(f.claim.port, limit))]
        near += [f for f in _of_kind(facts, limit, kin) if f not in near]
        near = [f for f in near if not any(f.claim.port in span for span in let_pass)]
        if len(inside) >= _BESIDE and len({f.service for f in near}) <= _FEW:
            for fact in near:
                if fact.service not in settled:
                    found[fact.claim.port].append(fact)
    return found


def _of_kind(facts: Sequence[Fact], limit: range, kin: Set[str]) -> list[Fact]:
    """The one service outside whose name has a word of the rule in common with several inside: `mcp-browser`, of MCP servers."""
    for word in sorted(kin):
        alike = [f for f in facts if word in _words(f.claim.service)]
        inside = {f.service for f in alike if f.claim.port in limit}
        outside = [f for f in alike if f.service not in inside]
        if len(inside) >= _BESIDE and len({f.service for f in outside}) == 1:
            return outside
    return []


def _words(name: str) -> set[str]:
    return {word.lower().removesuffix("s") for word in re.findall(r"[A-Za-z]{3,}", name)}


def _list_of(claim: Claim) -> tuple[str, str]:
    """A table, the items below a heading, or a file of config."""
    return claim.path, "" if claim.role == "config" else f"{claim.section} {claim.source}"


def _is_near(port: int, limit: range) -> bool:
    """Behind the range's end: who needs a port that is free looks there."""
    return 0 <= port - limit.stop < min(max(_LEAST, len(limit) * 6 // 5), _MOST)


def _told(limit: str, said: Sequence[Fact], facts: Sequence[Fact]) -> Finding:
    port = facts[0].claim.port
    wrong = [*order(facts), *order(said)]
    return finding(
        BESIDE_RANGE, severity_of(BESIDE_RANGE.severity, wrong), "port",
        f"{facts[0].claim.service}: port {port} is outside {limit}, in which its neighbours are as the rule says", wrong,
        key=f"{port}/{limit}", hint="Move the port into the range, or name the exception where the rule stands.",
    )  # fmt: skip


def _spans(claim: Claim) -> list[range]:
    return [span_of(word) for word in claim.value.split()]


def _limits(claim: Claim) -> list[range]:
    """The ranges that are the rule: those that stand first."""
    spans = _spans(claim)
    end = next((at for at, span in enumerate(spans) if len(span) == 1), len(spans))
    return spans[:end]


def _sought(claim: Claim) -> Iterable[tuple[str, str]]:
    for span in _limits(claim):
        for port in range(span.start, span.stop + _MOST):
            yield "q", str(port)


BESIDE_RANGE = Rule(
    "D106", "port-beside-range", "medium", "A port lies beside the range that a rule of the site sets, in which its neighbours lie.",
    "repository", frozenset({"confined"}), _beside, _sought,
)  # fmt: skip
