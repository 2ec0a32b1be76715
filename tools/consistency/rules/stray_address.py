"""A127: a machine is given an address in passing that no list of machines has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.name import host_key, name, squash
from consistency.model.pattern import lazily
from consistency.rules.beside import lists, network_of
from consistency.rules.beside import meant as beside_it
from consistency.rules.hosts import is_nameless
from consistency.rules.projects import called
from consistency.rules.rule import Group, Rule
from consistency.rules.select import by_line, finding, order, unlinked
from consistency.values.address import is_inner
from consistency.values.exact import ADDRESSES, NEAR, POOLED
from consistency.values.named_address import VIP
from consistency.values.slip import turned

#: What a variable is called that holds the address of a machine: `NAS_HOST`.
_HOLDS = lazily(r"_(?:HOST|IP|ADDR|ADDRESS)$")

#: What a site calls the address that its balancers share.
_VIRTUAL = lazily(
    r"(?:(?:lb|haproxy|keepalived|ha|cluster|virtual)[-_.]?)?vip(?:[-_.]?(?:ip|addr(?:ess)?))?", re.IGNORECASE
)

#: A key of any config, and nobody's name.
_KEY = lazily(
    r"(?:[a-z]+[_.-])*(?:ips?|ipv4|hosts?|hostname|addr(?:ess)?(?:es)?|servers?|targets?|dns|nameservers?|urls?|endpoints?|bind|listen)",
    re.IGNORECASE,
)
#: Variables of a store spell its name so.
_SPELLED = {"pg": "postgres", "postgresql": "postgres"}
#: So many places of an address are a machine that nobody has listed yet; so many of the other one are shown.
_STRAY, _SHOWN = 2, 4
#: Machines of a network that make a list.
_LIST = 2


class _Known(NamedTuple):
    """The files that have each address, and the addresses that each name has."""

    files: Mapping[str, Set[str]]
    named: Mapping[str, Set[str]]


def _check(group: Group) -> Iterable[Finding]:
    told_of = [fact for fact in called(group.facts, ADDRESSES) if fact.claim.part not in POOLED]
    facts = [fact for fact in told_of if fact.claim.modality == "stated" and fact.claim.role != "history"]
    listed: dict[str, list[Fact]] = defaultdict(list)
    machines: dict[str, set[str]] = defaultdict(set)
    told: dict[str, list[Fact]] = defaultdict(list)
    lines: dict[tuple[str, int], set[str]] = defaultdict(set)
    for fact in order(facts):
        claim = fact.claim
        if claim.namespace:
            listed[claim.value].append(fact)
            machines[host_key(claim.part)].add(claim.value)
        else:
            told[claim.value].append(fact)
            lines[claim.path, claim.line].add(claim.value)
    for called_, ip in (*_agreed(facts), *_lent(told, listed)):
        machines[called_].add(ip)
    asked: dict[tuple[str, str], set[str]] = defaultdict(set)  # what is asked for, in a network, or in a file
    for fact in facts:
        for where in (network_of(fact.claim.value), fact.claim.path):
            asked[_asked(fact), where].add(fact.claim.value)
    known, mentioned = lists(facts), _by_value(told_of)
    gone = {fact.claim.value: fact for fact in told_of if fact.claim.modality == "retired" and fact.claim.namespace}
    for ip, places in sorted(told.items()):
        if ip in listed or len(places) > _STRAY or len({fact.claim.path for fact in places}) > 1:
            continue
        place = next((one for one in places if not _names(one).isdisjoint(machines)), places[0])
        beside = lines[place.claim.path, place.claim.line]
        right = {one for name in _names(place) for one in machines.get(name, ())}
        right = {one for one in right if _may_be(ip, one)}
        meant = right if len(right) == 1 and len(machines) >= _LIST else set[str]()
        if not meant:
            meant = {other for other in turned(ip) if (other in told or other in listed) and not is_inner(ip)}
        wanted = "" if meant else _asked(place)
        if wanted:
            near = asked[wanted, network_of(ip)] - {ip}
            here = asked[wanted, place.claim.path]
            files = {one.claim.path for other in near for one in (*listed[other], *told.get(other, ()))}
            spots = sum(len(listed[other]) + len(told.get(other, ())) for other in near)
            sure = len(files) > 1 and (spots > _STRAY or wanted.startswith(":/"))
            meant = near if len(near) == 1 and sure and near.isdisjoint(here) else meant
        if len(meant) == 1 and meant.isdisjoint(beside):
            other = meant.pop()
            cited = [*listed[other], *told.get(other, ())]
            if len({fact.claim.path for fact in cited} - {place.claim.path}) and len(cited) >= _LIST - bool(
                listed[other]
            ):
                cited.sort(key=lambda one: bool(wanted) and _asked(one) != wanted)
                yield _finding(group, place, cited)
        elif (
            not meant
            and len(beside) == 1
            and len(mentioned[ip]) == 1 + (ip in gone)
            and (others := beside_it(place, known))
        ):
            yield from _beside(group, place, {one: (*listed[one], *told.get(one, ())) for one in others}, gone.get(ip))
    yield from _recorded(group, listed, told, _Known(mentioned, _by_name(facts)))


def _beside(group: Group, place: Fact, near: Mapping[str, Sequence[Fact]], gone: Fact | None) -> Iterable[Finding]:
    """What may be meant instead, but for what the same file has, too: there it is a second one."""
    others = [one for one, facts in near.items() if all(fact.claim.path != place.claim.path for fact in facts)]
    cited = [fact for one in others for fact in by_line(near[one])[: _SHOWN // len(others)]]
    if others:
        yield _unlisted(group, place, others, cited, gone)


def _by_name(facts: Iterable[Fact]) -> dict[str, set[str]]:
    """The addresses that a name has anywhere."""
    found: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        for key in () if fact.claim.part.startswith(NEAR) else _names(fact):
            found[key].add(fact.claim.value)
    return found


def _by_value(facts: Iterable[Fact]) -> dict[str, set[str]]:
    """The files that have each address, however they mean it."""
    found: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        found[fact.claim.value].add(fact.claim.path)
    return found


def _recorded(
    group: Group, listed: Mapping[str, Sequence[Fact]], told: Mapping[str, Sequence[Fact]], known: _Known
) -> Iterable[Finding]:
    """Addresses that one list gives to a machine and nothing else has, where two files have another one, one of them by its name."""
    for ip, facts in sorted((ip, facts) for ip, facts in listed.items() if facts):
        place = facts[0]
        if len({fact.claim.part for fact in facts}) > 1 or len(known.files[ip]) > 1:
            continue
        others = {one for key in _names(place) for one in known.named.get(key, ())} - {ip}
        others = {one for one in others if _may_be(ip, one)}
        other = next(iter(others), "")
        elsewhere = known.files[other] - {place.claim.path}
        if len(others) == 1 and len(elsewhere) > 1 and place.claim.path not in known.files[other]:
            yield _finding(group, place, [*listed.get(other, ()), *told.get(other, ())])


def _asked(fact: Fact) -> str:
    """What is asked for at an address: `:8000`, `:/export/home`, "" where nothing is."""
    claim = fact.claim
    return claim.quote.partition(claim.value)[2] or (f":{claim.port}" if claim.port else "")


def _agreed(facts: Iterable[Fact]) -> Iterable[tuple[str, str]]:
    """Names to which two files give the same address."""
    paths: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        if not fact.claim.part.startswith(NEAR):
            for name in _names(fact):
                paths[name, fact.claim.value].add(fact.claim.path)
    return [told for told, files in paths.items() if len(files) > 1]


def _lent(told: Mapping[str, Sequence[Fact]], listed: Mapping[str, Sequence[Fact]]) -> Iterable[tuple[str, str]]:
    """The names of a page, `Home Assistant (HAOS)`, of which one is the machine's that a list has at the address."""
    for ip, facts in told.items():
        known = {host_key(fact.claim.part) for fact in listed.get(ip, ())}
        for fact in facts if known else ():
            if "(" in fact.claim.part and not known.isdisjoint(names := _names(fact)):
                yield from ((one, ip) for one in sorted(names))


def _finding(group: Group, place: Fact, right: Sequence[Fact]) -> Finding:
    """The stray address, and the lists and pages that have the other one."""
    own = _names(place)
    named = sorted(right, key=lambda fact: (not fact.claim.namespace, host_key(fact.claim.part) not in own))
    machine = next((f"{fact.claim.part}: " for fact in named if not fact.claim.part.startswith(NEAR)), "")
    cited = unlinked(by_line((place, *right))[: _SHOWN + 1])
    return finding(
        STRAY_ADDRESS, STRAY_ADDRESS.severity, "address", f"{machine}address {place.claim.value} here alone, {right[0].claim.value} elsewhere",
        cited, key=f"{group.key}/{place.claim.value}", hint="Give the address that the machine has, or list the other one with it.",
    )  # fmt: skip


def _unlisted(group: Group, place: Fact, near: Sequence[str], told: Sequence[Fact], gone: Fact | None) -> Finding:
    """An address that one place connects to and no list has, or has for what is `gone`, and the places of those beside it."""
    cited = unlinked(by_line((place, *((gone,) if gone else ()), *told)))
    why = f"was {gone.claim.part}'s, which is gone" if gone else "is in no list of machines"
    return finding(
        STRAY_ADDRESS, "low", "address",
        f"address {place.claim.value} {why}; {' and '.join(near)} {'are' if len(near) > 1 else 'is'} beside it",
        cited, key=f"{group.key}/{place.claim.value}", hint="Give the address that the machine has, or list this one, too.",
    )  # fmt: skip


def _names(place: Fact) -> Set[str]:
    """The keys of all names that may be a machine's; of a name in full its first word, too."""
    near = place.claim.part.startswith(NEAR)
    words = [_HOLDS.sub("", word) for word in place.claim.part.removeprefix(NEAR).split(" ")]
    words += [_SPELLED[word.lower()] for word in words if word.lower() in _SPELLED]
    words = [word for word in words if not _KEY.fullmatch(word)]
    keys = {host_key(word) for word in words} | {host_key(word.partition(".")[0]) for word in words}
    keys |= {squash(word.partition(".")[0])[0] for word in words if "." in word}
    if "(" in place.claim.part:
        called = name(place.claim.part)
        keys |= {called.key, called.alias}
    keys |= {VIP for word in words if _VIRTUAL.fullmatch(word)}
    return {key for key in keys if key and not (near and is_nameless(key))}


def _may_be(ip: str, other: str) -> bool:
    """Two addresses of one network, so that one machine has but one of them."""
    return network_of(ip) == network_of(other)


STRAY_ADDRESS = Rule(
    "A127", "stray-address", "medium", "A place gives a machine another address than the lists of machines do, and no list has it.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
