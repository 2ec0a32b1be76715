"""D106: a port beside the range in which, by a rule of the site, all of its kind are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

from consistency.model.claim import EXCEPTED, KEPT_FOR, ONE_OF_ALL, Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.named_nearby import words_of
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, same_scope, severity_of, span_of
from consistency.values.kindwords import kind_words

#: So many services have to keep to a range before one that does not stands out, and so many of its own list.
_SEVERAL, _BESIDE = 3, 2
#: Ports beyond a range that are taken for a slip out of it: as many as it has, within these limits.
_LEAST, _MOST = 20, 150
#: No rule holds for a list in which it is broken so often.
_FEW = 2
#: Below, ports are given to protocols.
_HANDED_OUT = 1024
#: Words that tell nobody's kind.
_ANYBODY = frozenset(
    "api app application core main new open other port public range server service tool web internal external the for and our are all".split()
)
#: One service's port inside of a container or a cluster is nobody else's.
_OUTSIDE = ("host", "node", "")


class _Rule(NamedTuple):
    """A range; the words of those for whom it is; whether it binds others, too; complete: it is one of all that there are."""

    limit: range
    kin: Set[str]
    rules: bool
    complete: bool


def _beside(group: Group) -> Iterable[Finding]:
    rules = [f for f in group.facts if f.claim.attribute == "confined"]  # of records of decisions, too
    pages = {fact.claim.path for fact in rules}
    let_pass = [span for fact in rules for span in _spans(fact.claim)]
    for fact in live(group.facts, "range", "available"):
        if fact.claim.path in pages:
            let_pass += _spans(fact.claim)
    exempt = {word for fact in rules if fact.claim.source == EXCEPTED for word in words_of(fact.claim.part)} - _ANYBODY
    ports = [f for f in live(group.facts, "port") if _is_held(f.claim) and f.service]
    ports = [f for f in ports if not exempt or exempt.isdisjoint(kind_words(f.claim.service))]
    by_limit: dict[str, list[Fact]] = defaultdict(list)
    for fact in rules:
        for span in _limits(fact.claim):
            by_limit[f"{span.start}-{span.stop - 1}"].append(fact)
    told: set[int] = set()
    for limit, said in by_limit.items():
        mine = [f for f in ports if same_scope(f.claim, said[0].claim) and _may_meet(f.host, said[0].host)]
        lost = _lost(_rule(limit, said), mine, let_pass, pages)
        for port, facts in sorted(lost.items()):
            if port not in told:
                told.add(port)
                yield _told(limit, said, facts)


def _rule(limit: str, said: Sequence[Fact]) -> _Rule:
    sources = {fact.claim.source for fact in said}
    kin = frozenset(word for fact in said for word in words_of(fact.claim.part)) - _ANYBODY
    return _Rule(span_of(limit), kin, sources != {KEPT_FOR}, ONE_OF_ALL in sources)


def _is_held(claim: Claim) -> bool:
    return claim.namespace in _OUTSIDE and claim.role != "evidence" and claim.value.isdigit()


def _may_meet(one: str, other: str) -> bool:
    return not one or not other or one == other


def _lost(rule: _Rule, ports: Sequence[Fact], let_pass: Sequence[range], pages: Set[str]) -> dict[int, list[Fact]]:
    """The ports outside that stand among ports inside."""
    found: dict[int, list[Fact]] = defaultdict(list)
    settled = {f.service for f in ports if f.claim.port in rule.limit}
    held = {id(f) for f in ports if not any(f.claim.port in span for span in let_pass)}
    for facts in _lists(ports, lambda fact: (*_list_of(fact.claim), fact.host)) if len(settled) >= _SEVERAL else ():
        inside = {f.service for f in facts if f.claim.port in rule.limit}
        outside = [f for f in facts if f.claim.port not in rule.limit]
        left = {f.service for f in outside if id(f) in held and f.claim.port >= _HANDED_OUT}
        alone = len(inside) >= _SEVERAL and (
            len(left) == 1 if rule.complete else facts[0].claim.path in pages and len({f.service for f in outside}) == 1
        )
        near = [f for f in outside if id(f) in held and (alone or _is_near(f.claim.port, rule.limit))]
        if rule.rules and len(inside) >= _BESIDE and len({f.service for f in near}) <= _FEW:
            for fact in near:
                if fact.service not in settled and (fact.claim.port >= _HANDED_OUT or not rule.complete):
                    found[fact.claim.port].append(fact)
    kept = {
        (f.service, f.host)
        for f in ports
        if f.claim.port in rule.limit and not rule.kin.isdisjoint(kind_words(f.claim.service))
    }
    for facts in _lists(ports, lambda fact: _list_of(fact.claim)) if len(kept) >= _SEVERAL else ():
        for fact in _of_kind(facts, rule):
            if id(fact) in held and fact.service not in settled and fact not in found[fact.claim.port]:
                found[fact.claim.port].append(fact)
    return {port: facts for port, facts in found.items() if facts}


def _lists(facts: Iterable[Fact], key: Callable[[Fact], tuple[str, ...]]) -> list[list[Fact]]:
    found: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        found[key(fact)].append(fact)
    return list(found.values())


def _of_kind(facts: Sequence[Fact], rule: _Rule) -> list[Fact]:
    """The one service outside whose name has a word of the rule in common with several inside: `mcp-browser`, of MCP servers."""
    for word in sorted(rule.kin):
        alike = [f for f in facts if word in kind_words(f.claim.service)]
        inside = {(f.service, f.host) for f in alike if f.claim.port in rule.limit}
        outside = [f for f in alike if f.claim.port not in rule.limit]
        if len(inside) >= _BESIDE and len({f.service for f in outside}) == 1:
            return outside
    return []


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
    """The ports inside and behind; and the whole lists that have any of those inside, whatever port an edit gives."""
    if _limits(claim):
        yield "l", "*"
    for span in _limits(claim):
        yield from (("l", str(port)) for port in span)
        for port in range(span.start, span.stop + _MOST):
            yield "q", str(port)


BESIDE_RANGE = Rule(
    "D106", "port-beside-range", "medium", "A port lies beside the range that a rule of the site sets, in which its neighbours lie.",
    "repository", frozenset({"confined"}), _beside, _sought,
)  # fmt: skip
