"""One repository: its own check for the count, and what of its facts may meet another repository's."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from consistency.config import Config, ConfigError
from consistency.fleet.error import FleetError
from consistency.fleet.source import Source
from consistency.model.fact import Fact
from consistency.model.finding import SEVERITIES, Finding
from consistency.model.name import host_key, name
from consistency.tree.source import TreeError

_ROLES = ("canon", "config", "evidence")


class Counts(NamedTuple):
    """What one repository gave. `severities` are its own findings, worst first; `problem` why it could not be read."""

    documents: int = 0
    claims: int = 0
    unread: int = 0
    severities: tuple[int, ...] = (0,) * len(SEVERITIES)
    problem: str = ""


class Summary(NamedTuple):
    """What ties need of one repository: its hosts (own key; names and addresses), and the service it is named for."""

    number: int
    counts: Counts
    hosts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    home: str = ""


class Reading(NamedTuple):
    """One repository, read. `facts` are linked within it, with `repository:path` for their places."""

    summary: Summary
    facts: tuple[Fact, ...] = ()


def read(source: Source, today: str, cache: bool = True) -> Reading:
    """Read one repository; whatever is wrong with it is its `problem` and nobody else's.

    What a clone's documents said is kept in its git folder, as `check` does, unless `cache` is False.
    """
    try:
        facts, counts, config = _exported(source) if source.exported else _clone(source, today, cache)
    except (FleetError, TreeError, ConfigError) as error:
        return Reading(Summary(source.number, Counts(problem=str(error))))
    except Exception as error:
        problem = f"a fault of ours, {type(error).__name__}: {error}; `consistency check` there says more"
        return Reading(Summary(source.number, Counts(problem=problem)))
    kept = tuple(_moved(fact, source.name) for fact in facts if _useful(fact))
    home = name(source.name.rpartition("/")[2]).key
    return Reading(Summary(source.number, counts, hosts_of(facts, config.host_ties()), home), kept)


def _clone(source: Source, today: str, cache: bool) -> tuple[Sequence[Fact], Counts, Config]:
    import os

    from consistency.config import load
    from consistency.engine.check import run
    from consistency.engine.prepared import Scope, prepare

    if not os.path.isdir(source.path):
        raise FleetError(f"{source.path} is no folder: correct its line in the list, or clone it")
    scope = Scope(whole=True)  # other repositories meet facts about which nobody in this one disagrees
    prepared = prepare(source.path, scope, cache, jobs=1)
    result = run(prepared, scope, datetime.date.fromisoformat(today))
    seen = result.looked
    counts = Counts(seen.documents, seen.claims, seen.unread, _severities(result.findings))
    return result.facts, counts, load(prepared.tree)


def _exported(source: Source) -> tuple[Sequence[Fact], Counts, Config]:
    from consistency.engine.judge import judge, link
    from consistency.fleet.export import read_exported

    exported, config = read_exported(source.path), Config()
    facts = exported.facts if exported.linked else link([fact.claim for fact in exported.facts], config)
    documents = len({fact.claim.path for fact in facts})
    return facts, Counts(documents, len(facts), exported.unread, _severities(judge(facts, config).findings)), config


def _severities(findings: Iterable[Finding]) -> tuple[int, ...]:
    counted = dict.fromkeys(SEVERITIES, 0)
    for one in findings:
        counted[one.severity] += 1
    return tuple(counted.values())


def _useful(fact: Fact) -> bool:
    """Plans, history and examples are held against nothing, and a fact about nobody meets nobody."""
    claim = fact.claim
    return claim.role in _ROLES and claim.modality != "example" and bool(fact.service or fact.host)


def _moved(fact: Fact, repository: str) -> Fact:
    claim = fact.claim
    statement = f"{repository}:{claim.statement}" if claim.statement else ""
    return fact._replace(claim=claim._replace(path=f"{repository}:{claim.path}", statement=statement))


def service_of(fact: Fact) -> str:
    """A service's key as other repositories would write it: from the name that its own people use most."""
    return (name(fact.service_name).key or fact.service) if fact.service else ""


def hosts_of(facts: Iterable[Fact], configured: Mapping[str, Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each host's key within the repository, and every name and address that the repository gives it.

    A name that only stands in somebody's URL to it (`depends`) is often a container's and makes no host.
    """
    names: dict[str, set[str]] = defaultdict(set)
    addresses: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        claim = fact.claim
        if not fact.host or claim.attribute == "depends" or claim.namespace in ("container", "pod"):
            continue
        names[fact.host].add(host_key(claim.host) or fact.host)
        if claim.attribute == "address" and (address := host_key(claim.value)):
            addresses[address].add(fact.host)
    for address, owners in addresses.items():
        if len(owners) == 1:
            names[next(iter(owners))].add(address)
    for host, aliases in configured.items():
        keys = {key for key in map(host_key, (host, *aliases)) if key}
        for root in names:
            if keys & {root, *names[root]}:
                names[root] |= keys
    return tuple((root, tuple(sorted(names[root]))) for root in sorted(names))
