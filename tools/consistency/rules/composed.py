"""A120: a command names a service that no compose file has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.fronts import STORES
from consistency.model.name import squash
from consistency.rules.deployment import is_variant, project
from consistency.rules.projects import called
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, unlinked
from consistency.values.exact import COMPOSED

#: So many services of the files are shown, and so many places of one name.
_SHOWN, _PLACES = 8, 6
#: What a store is called in compose files.
_DATABASES = frozenset(("db", "database"))


def _check(group: Group) -> Iterable[Finding]:
    facts = [f for f in called(group.facts, COMPOSED) if f.claim.role == "config" or f.claim.namespace != "container"]
    run = [fact for fact in facts if fact.claim.role == "config"]
    known = {fact.claim.value for fact in run}
    named: dict[str, list[Fact]] = defaultdict(list)
    given: dict[str, list[Fact]] = {}
    wrong: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        claim = fact.claim
        if claim.role != "canon" or claim.modality not in ("stated", "example"):
            continue
        if claim.part not in given:
            given[claim.part] = _given(claim.part, run)
        of = given[claim.part]
        if of and claim.modality == "stated" and claim.value not in {one.claim.value for one in of}:
            wrong[claim.value, claim.part].append(fact)
        elif not of and claim.value not in known and (not claim.part or claim.part.endswith("/")):
            named[claim.value].append(fact)
    for name, told in sorted(named.items()):
        if meant := _meant(told, run):
            yield _finding(name, told, meant)
    for (name, part), told in sorted(wrong.items()):
        yield _finding(name, told, given[part], "" if name not in known else part)


def _given(part: str, run: Sequence[Fact]) -> list[Fact]:
    """The services of the files that a command gives, or of the folder in which it is typed; none where there is no such file."""
    files = tuple(f"/{path}" for path in part.split(":") if path)
    if part.endswith("/"):
        return [fact for fact in run if f"/{fact.claim.path.rpartition('/')[0]}/".endswith(files)]
    found = [fact for fact in run if files and f"/{fact.claim.path}".endswith(files)]
    met = {file for file in files for fact in found if f"/{fact.claim.path}".endswith(file)}
    return found if len(met) == len(files) else []


def _meant(told: Sequence[Fact], run: Sequence[Fact]) -> list[Fact]:
    """The services of the pages' own project; of a sample, those of its folder."""
    services = [fact for fact in run if fact.claim.namespace != "container"]
    homes = {project(fact) for fact in told if fact.claim.modality == "stated"}
    samples = {_folder(fact) for fact in told if fact.claim.modality == "example"} - {""}
    return [
        fact
        for fact in services
        if (fact.claim.modality == "stated" and project(fact) in homes) or _folder(fact) in samples
    ]


def _folder(fact: Fact) -> str:
    return fact.claim.path.rpartition("/")[0]


def _finding(name: str, told: Sequence[Fact], meant: Sequence[Fact], part: str = "") -> Finding:
    based = sorted(order(meant), key=lambda fact: is_variant(fact.claim.path))  # those that others are laid over first
    first = {fact.claim.value: fact for fact in reversed(based) if fact.claim.namespace != "container"}
    services = sorted(first)
    others = ", ".join(services[:_SHOWN]) + (", ..." if len(services) > _SHOWN else "")
    near = [first[other] for other in services if other in name or name in other]
    near = near or [first[other] for other in services if name in STORES and other in _DATABASES]
    near = near or [first[other] for other in services if name in _DATABASES and squash(other)[0] in STORES]
    where = f"{part.replace(':', ' and ')} has no service" if part else "no compose file has a service"
    return finding(
        UNKNOWN_SERVICE, "medium", "call",
        f"{where} {name}; there {'is' if len(services) == 1 else 'are'} {others}",
        unlinked((*order(told)[:_PLACES], *(near or [first[services[0]]]))),
        key=f"compose/{name}{' of ' if part else ''}{part}", hint="Give the name that the compose file has; a container's own name works with `docker`, and not with `docker compose`.",
    )  # fmt: skip


UNKNOWN_SERVICE = Rule(
    "A120", "unknown-compose-service", "medium", "A command names a service that no compose file of its project has.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
