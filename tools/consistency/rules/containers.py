"""A125: a command names a container that nobody makes, and one is made under nearly that name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.pattern import lazily
from consistency.rules.deployment import project
from consistency.rules.projects import called
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, unlinked
from consistency.values.exact import COMPOSED

#: So many places of one name are shown, and so many containers.
_PLACES, _SHOWN = 6, 4
#: What a script may put behind a name.
_SETTINGS = frozenset("dev test prod production staging stage local ci blue green".split())
_WORD = lazily(r"[a-z0-9]+")
#: What Compose puts behind a service that has no name for its container.
_NUMBERED = lazily(r"[-_]\d+$")


def _check(group: Group) -> Iterable[Finding]:
    facts = called(group.facts, COMPOSED)
    made = [fact for fact in facts if fact.claim.role == "config"]
    known = {fact.claim.value.lower() for fact in made}
    named = [fact for fact in made if fact.claim.namespace == "container" and fact.claim.modality == "stated"]
    wrong: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts if named else ():
        if (
            fact.claim.role == "canon"
            and fact.claim.namespace == "container"
            and fact.claim.modality == "stated"
            and not _is_made(fact.claim.value, known)
        ):
            wrong[fact.claim.value].append(fact)
    for name, told in sorted(wrong.items()):
        homes = {project(fact) for fact in told}
        near = {
            fact.claim.value: fact for fact in reversed(order(named)) if project(fact) in homes and _is_near(name, fact)
        }
        if near:
            yield _finding(name, told, [near[one] for one in sorted(near)][:_SHOWN])


def _finding(name: str, told: Sequence[Fact], near: Sequence[Fact]) -> Finding:
    others = ", ".join(fact.claim.value for fact in near)
    return finding(
        UNKNOWN_CONTAINER, UNKNOWN_CONTAINER.severity, "call", f"nothing makes a container {name}; there {'is' if len(near) == 1 else 'are'} {others}",
        unlinked((*order(told)[:_PLACES], *near)), key=f"container/{name}",
        hint="Give the name that the compose file gives the container, or say where the other one comes from.",
    )  # fmt: skip


def _is_made(name: str, known: set[str]) -> bool:
    """Under this name, or as Compose names what has none: `acme-web-1`, `acme_web_1`."""
    plain = _NUMBERED.sub("", name.lower())
    return name.lower() in known or (
        plain != name.lower() and any(re.search(rf"(?:^|[-_]){re.escape(one)}$", plain) for one in known)
    )


def _is_near(name: str, fact: Fact) -> bool:
    """All words of the one are among those of the other: `acme-db` and `acme-db-1`, `web` and `acme-web`."""
    one, other = (set(_WORD.findall(text.lower())) for text in (name, fact.claim.value))
    return bool(one) and bool(other) and (one <= other or (other <= one and _SETTINGS.isdisjoint(one - other)))


UNKNOWN_CONTAINER = Rule(
    "A125", "unknown-container", "medium", "A command names a container that nothing makes, and one is made under nearly that name.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
