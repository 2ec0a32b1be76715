"""A129: config, or a page, calls a container at a port that it does not have; config at one that is a slip for one that it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from consistency.model.claim import PROJECT
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order
from consistency.values.doors import are_beside
from consistency.values.exact import EXPOSED, METRICS
from consistency.values.slip import is_slip

_Folder = tuple[str, ...]
#: So many places are shown of each side.
_SHOWN = 4
#: Folders of what the whole repository is run with.
_FOR_ALL = frozenset(
    "docker .docker compose docker-compose deploy deployment infra infrastructure ops stack local dev devops".split()
)


def _check(group: Group) -> Iterable[Finding]:
    calls = [fact for fact in group.facts if _is_inside(fact, "call")]
    own = [fact for fact in group.facts if _is_inside(fact, "port")] if calls else []
    homes: dict[_Folder, list[Fact]] = defaultdict(list)
    for fact in own:
        if fact.claim.part != EXPOSED:
            homes[_folder(fact)].append(fact)
    called: dict[tuple[_Folder, int], list[Fact]] = defaultdict(list)
    for fact in calls if homes else ():
        if (home := _home(_folder(fact), homes)) is not None:
            called[home, fact.claim.port].append(fact)
    for (home, port), facts in sorted(called.items(), key=lambda one: one[0]):
        known = [fact for fact in own if _folder(fact)[: len(home)] == home]
        there = {fact.claim.port for fact in known}
        if port in there:
            continue
        heard = {fact.claim.port for fact in known if fact.claim.protocol != "udp"}
        meant = sorted(
            one for one in heard if _is_meant(port, one, facts) and _is_rare(facts, called.get((home, one), ()))
        )
        if meant and not any(are_beside(port, one) for one in there):
            yield _finding(group.key, port, facts, [fact for fact in known if fact.claim.port in meant])
    yield from _told(group)


def _told(group: Group) -> Iterable[Finding]:
    """What pages tell to fill in for the one container of that name, which has no such port."""
    pages = [fact for fact in group.facts if fact.claim.role == "canon" and fact.claim.namespace == "container"]
    own = [fact for fact in group.facts if _is_inside(fact, "port")] if pages else []
    if len({_folder(fact) for fact in own if fact.claim.part != EXPOSED}) != 1:
        return
    there = {fact.claim.port for fact in own}
    wrong: dict[int, list[Fact]] = defaultdict(list)
    for fact in pages:
        if fact.claim.attribute == "call" and fact.claim.modality == "stated" and fact.claim.port not in there:
            wrong[fact.claim.port].append(fact)
    for port, facts in sorted(wrong.items()):
        yield _finding(group.key, port, facts, own)


def _finding(key: str, port: int, asked: Sequence[Fact], has: Sequence[Fact]) -> Finding:
    name = has[0].claim.service.removesuffix(" in its network")
    listens = " and ".join(str(one) for one in sorted({fact.claim.port for fact in has}))
    return finding(
        NETWORKED, NETWORKED.severity, "port", f"{name} is called at {port}, and listens on {listens} inside",
        [*order(asked)[:_SHOWN], *order(has)[:_SHOWN]], key=f"{key}/{port}",
        hint="Give the port inside of the container, which others of its network reach, whatever is published.",
    )  # fmt: skip


def _is_inside(fact: Fact, attribute: str) -> bool:
    claim = fact.claim
    kept = claim.role == "config" and claim.modality == "stated" and claim.source == PROJECT
    return kept and claim.attribute == attribute and claim.namespace == "container"


def _folder(fact: Fact) -> _Folder:
    return tuple(fact.claim.path.split("/")[:-1])


def _home(folder: _Folder, homes: Mapping[_Folder, object]) -> _Folder | None:
    """The folder whose compose file a file is about: the nearest above it, or the only one there is, where it is called
    after what it is for, and not after a service."""
    above = [folder[:length] for length in range(len(folder), -1, -1)]
    nearest = next((one for one in above if one in homes), None)
    if nearest is None and len(homes) == 1:
        only = next(iter(homes))
        return only if only[-1].lower() in _FOR_ALL else None
    return nearest


def _is_meant(port: int, own: int, facts: Sequence[Fact]) -> bool:
    """A slip; for numbers alone, not one to a port directly beside it: many programs give them there."""
    beside = port // 10 == own // 10 and all(fact.claim.part == METRICS for fact in facts)
    return is_slip(str(port), str(own)) and not beside


def _is_rare(facts: Sequence[Fact], others: Sequence[Fact]) -> bool:
    """No more files say it than the other one."""
    files, right = ({fact.claim.path for fact in one} for one in (facts, others))
    return len(files) <= max(1, len(right))


NETWORKED = Rule(
    "A129", "container-called-elsewhere", "medium",
    "Config calls a container at a port that it does not have, and that is a slip for one that it has.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
