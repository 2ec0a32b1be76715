"""A118: a page gives an address under a name that no router serves, in a zone where they serve others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from consistency.model.claim import SITE
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.identity import GENERIC
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.model.zone import CROWD, registered
from consistency.rules.rule import Group, Rule
from consistency.rules.select import by_line, finding, live, order, severity_of, unlinked

#: Names that a page gives and routers serve, beside one that they do not, before that one is told; as many with more to choose
#: from; and how many of the names served, which the page does not give, may be meant instead.
_KNOWN, _WELL_KNOWN, _CHOICE = 2, 4, 6
#: A name on more pages is somebody's, whose router is elsewhere.
_PAGES = 2
#: Places of the only name that may be meant which are shown; and letters of a word that begins no name by chance.
_SHOWN, _BEGINS = 3, 4
_ENVIRONMENT = lazily(r"(?:^|[.-])(?:staging|stage|stg|dev|test|testing|preview|qa|uat|demo|sandbox)(?:[.-]|$)")
#: What is served by others as often as not.
_ELSEWHERE = frozenset(
    "www docs doc blog status mail smtp imap pop mx ns ns1 ns2 vpn wg ssh ftp cdn static assets img images media registry git github".split()
)
_WORD = lazily(r"[^\W_]+")
#: What a project shows of itself, under one name.
_DEMO = "demo"


class _Names(NamedTuple):
    """Facts by name: of pages, whoever they are of; of routers; and of pages that say whose they are."""

    given: Mapping[str, Sequence[Fact]]
    served: Mapping[str, Sequence[Fact]]
    told: Mapping[str, Sequence[Fact]]


def _check(group: Group) -> Iterable[Finding]:
    facts = live(group.facts, "domain")
    if len({fact.claim.path for fact in facts}) > CROWD:
        return
    names = _Names(
        _by_name(fact for fact in facts if fact.claim.source == SITE),
        _by_name(fact for fact in facts if fact.claim.source != SITE and fact.claim.role == "config"),
        _by_name(fact for fact in facts if fact.claim.source != SITE and fact.claim.role == "canon"),
    )
    if any(name.startswith("*.") for name in names.served):
        return  # whatever is asked for is served
    for name, told in sorted(names.given.items()):
        if name in names.served or len({fact.claim.path for fact in told}) > _PAGES:
            continue
        if meant := _alike(name, names) or _left(name, told, names):
            yield _finding(group.key, name, told, meant, names)


def _by_name(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.claim.value.lower()].append(fact)
    return found


def _alike(name: str, names: _Names) -> list[str]:
    """Names that routers serve which are the same but for what was registered, or for a part of their first word, or
    which lead to whom the first word names."""
    first = name.partition(".")[0]
    own = registered(name)
    inside = name.removesuffix(own)
    theirs = [other for other in names.served if registered(other) != own and _one_owner(registered(other), own)]
    same = [other for other in theirs if other.removesuffix(registered(other)) == inside]
    if not any(registered(other) == own for other in names.served):
        begun = [other for other in theirs if other.partition(".")[0] == first]
        return same or (begun if len(begun) == 1 else [])
    if len(same) == 1 and same[0] not in names.given and _is_odd(registered(same[0]), own, names):
        return same
    if first == _DEMO:
        shown = [other for other in names.served if registered(other) == own and _shows(other, names)]
        one = [other for other in shown if other.partition(".")[0] not in _ELSEWHERE]
        return one if len(one) == 1 else []
    if spelled := [other for other in names.served if other != name and _spelled(other) == _spelled(name)]:
        return spelled
    if first in _ELSEWHERE or _ENVIRONMENT.search(inside):
        return []
    beside = [
        other for other in names.served if registered(other) == own and other != own and not _is_trial(other, own)
    ]
    near = [other for other in beside if other.partition(".")[2] == name.partition(".")[2]]
    led = [other for other in beside if _leads_to(first, other, names) or _is_called(name, other, names)]
    led = led or [other for other in near if _is_for(first, other, names)]
    return [other for other in beside if _one_word(first, other.partition(".")[0])] or (led if len(led) == 1 else [])


def _spelled(name: str) -> str:
    """The name without what stands between its words: `api.staging.acme.io` and `api-staging.acme.io` are two, and one is a slip."""
    return name.replace(".", "").replace("-", "")


def _shows(name: str, names: _Names) -> bool:
    """Whether what a name leads to is the demo, by a word of the name or of the router's file."""
    words = {word for fact in names.served[name] for word in _WORD.findall(fact.claim.path.lower())}
    return _DEMO in words or _DEMO in _WORD.findall(name)


def _one_owner(one: str, other: str) -> bool:
    """`acme.io` and `acme-cloud.dev`; two names that only begin alike, `open-meteo` and `open-shop`, have two."""
    short, long = sorted((one.partition(".")[0], other.partition(".")[0]), key=len)
    return short in (long, long.partition("-")[0], long.replace("-", ""))


def _is_trial(name: str, own: str) -> bool:
    return _ENVIRONMENT.search(name.removesuffix(own)) is not None


def _is_odd(one: str, own: str, names: _Names) -> bool:
    """Whether routers serve a single name below one registered name, and several others below the page's `own`."""
    if one.partition(".")[0] != own.partition(".")[0]:
        return False
    below = [registered(name) for name in names.served]
    return below.count(one) == 1 and below.count(own) > 1


def _leads_to(word: str, other: str, names: _Names) -> bool:
    """Whether the routes of a name, or pages that say whose it is, name a service by the word."""
    key = squash(word)[0]
    facts = (*names.served[other], *names.told.get(other, ()))
    return key not in GENERIC and any(squash(fact.claim.service)[0] == key for fact in facts if fact.claim.service)


def _is_for(word: str, other: str, names: _Names) -> bool:
    """Whether the router's file is called by the word, or it is one of those in the name of what the name leads to."""
    if len(word) <= _BEGINS:
        return False
    facts = names.served[other]
    files = {fact.claim.path.rpartition("/")[2].partition(".")[0].lower() for fact in facts}
    services = [set(_WORD.findall(fact.claim.service.lower())) for fact in facts]
    general = GENERIC | set(_WORD.findall(registered(other))) | {"ui"}
    return word in files or any(word in words and words - {word} <= general for words in services)


def _is_called(name: str, other: str, names: _Names) -> bool:
    """`Customer portal: https://console.acme.io`, where `portal.acme.io` is served: a page says what is under the one name
    by the first word of the other."""
    word = other.partition(".")[0]
    told = [fact.claim.service.lower() for fact in names.told.get(name, ())]
    if any(fact.claim.service.lower() not in told for fact in names.told.get(other, ())):
        return False  # a page has another one there
    return len(word) > 3 and word not in _ELSEWHERE and any(word in _WORD.findall(service) for service in told)


def _one_word(one: str, other: str) -> bool:
    """`desk` and `helpdesk`; `api` and `api-v2` may be two."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and long.endswith(short) and "-" not in long


def _left(name: str, told: Sequence[Fact], names: _Names) -> list[str]:
    """The names that routers serve and the pages of this one do not give, where they serve all else that these give."""
    own = registered(name)
    inside = name.removesuffix(own).rstrip(".")
    if inside in _ELSEWHERE or _ENVIRONMENT.search(inside):
        return []
    pages = {fact.claim.path for fact in told}
    beside = {
        other
        for other, facts in names.given.items()
        if other != name and registered(other) == own and any(fact.claim.path in pages for fact in facts)
    }
    beside = {other for other in beside if not _ENVIRONMENT.search(other)}
    unserved = beside - names.served.keys()
    if len(beside) - len(unserved) < _KNOWN * (1 + len(unserved)):
        return []
    left = [other for other in names.served if registered(other) == own and other not in beside and other != own]
    if len(left) > _CHOICE and len(beside) < _WELL_KNOWN:
        return []
    return sorted(left)[:_CHOICE]


def _finding(zone: str, name: str, told: Sequence[Fact], meant: Sequence[str], names: _Names) -> Finding:
    shown = _SHOWN if len(meant) == 1 else 1
    routes = [fact for other in sorted(meant) for fact in by_line(names.served[other])[:shown]]
    pages = [fact for other in meant for fact in names.given.get(other, ())[:1]] if len(meant) == 1 else []
    cited = unlinked((*order(told), *order(pages), *routes))
    others = ", ".join(sorted(meant))
    return finding(
        UNSERVED, severity_of(UNSERVED.severity, told), "domain",
        f"{name} is documented, and no router serves it; {others} {'is' if len(meant) == 1 else 'are'} served", cited,
        key=f"{zone}/{name}", hint="Give the name that is served, or route this one; if it is served elsewhere, answer it in the ledger.",
    )  # fmt: skip


UNSERVED = Rule(
    "A118", "name-not-served", "medium", "A page gives an address under a name that no router of the repository serves.",
    "zone", frozenset({"domain"}), _check,
)  # fmt: skip
