"""A120: a command names a service that no compose file has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.fronts import STORES
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
    wrong: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts if run else ():
        if fact.claim.role == "canon" and fact.claim.modality == "stated" and fact.claim.value not in known:
            wrong[fact.claim.value].append(fact)
    for name, told in sorted(wrong.items()):
        if meant := _meant(told, run):
            yield _finding(name, told, meant)


def _meant(told: Sequence[Fact], run: Sequence[Fact]) -> list[Fact]:
    """The services of the files that the commands are about: those that they give, else those of the pages' own project."""
    services = [fact for fact in run if fact.claim.namespace != "container"]
    files = {fact.claim.part for fact in told} - {""}
    if files:
        return [fact for fact in services if f"/{fact.claim.path}".endswith(tuple(f"/{file}" for file in files))]
    homes = {project(fact) for fact in told}
    return [fact for fact in services if fact.claim.modality == "stated" and project(fact) in homes]


def _finding(name: str, told: Sequence[Fact], meant: Sequence[Fact]) -> Finding:
    based = sorted(order(meant), key=lambda fact: is_variant(fact.claim.path))  # those that others are laid over first
    first = {fact.claim.value: fact for fact in reversed(based)}
    services = sorted(first)
    others = ", ".join(services[:_SHOWN]) + (", ..." if len(services) > _SHOWN else "")
    near = [first[other] for other in services if other in name or name in other]
    near = near or [first[other] for other in services if name in STORES and other in _DATABASES]
    return finding(
        UNKNOWN_SERVICE, "medium", "call",
        f"no compose file has a service {name}; there {'is' if len(services) == 1 else 'are'} {others}",
        unlinked((*order(told)[:_PLACES], *(near or [first[services[0]]]))),
        key=f"compose/{name}", hint="Give the name that the compose file has; a container's own name works with `docker`, and not with `docker compose`.",
    )  # fmt: skip


UNKNOWN_SERVICE = Rule(
    "A120", "unknown-compose-service", "medium", "A command names a service that no compose file of its project has.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
