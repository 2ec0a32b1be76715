"""G103 and G305: a change after which fewer statements are guarded: by the configuration, a role, or a lost registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Rule, elsewhere
from consistency.rules.weakened import WEAKENED

_GUARDED = ("canon", "config", "evidence")
_COLUMNS = ("port", "bind", "base_url", "health")

#: Path and a service's name as written to the line and the text of the table row that names it now, None for no row.
RowOf = Callable[[str, str], tuple[int, str] | None]


def unguarded(before: Sequence[Fact], after: Sequence[Fact], standing: Callable[[str], Claim | None]) -> list[Finding]:
    """Documents that still exist and whose statements count no longer.

    `standing` gives, for a document that both trees hold, the claim to cite: what the change did to it (attribute
    problem; `part` says ignored, or why else) at the place that caused it; None for a document that is gone.
    """
    now: dict[str, set[str]] = defaultdict(set)
    for fact in after:
        if fact.claim.attribute != "problem":
            now[fact.claim.path].add(fact.claim.role)
    lost: dict[str, int] = defaultdict(int)
    for fact in before:
        if fact.claim.role in _GUARDED and fact.claim.attribute != "problem":
            lost[fact.claim.path] += 1
    found = []
    for path in sorted(lost):
        roles = now.get(path, set())
        cause = None if roles & set(_GUARDED) else standing(path)
        if cause is None or (not roles and not cause.part):
            continue
        how = cause.part or f"counts as {min(roles)} now"
        count = f"{lost[path]} statement{'s' if lost[path] > 1 else ''}"
        found.append(loosened(f"{path} {how}: {count} are held against nothing any more", (cause,), path))
    return found


def loosened(what: str, claims: tuple[Claim, ...], key: str) -> Finding:
    """A finding of G103."""
    return Finding(
        rule=WEAKENED.id,
        name=WEAKENED.name,
        severity=WEAKENED.severity,
        attribute=claims[0].attribute,
        message=what,
        claims=claims,
        key=f"{key}: {what}",
        hint="If that is wanted, say why in the commit; else take it back.",
    )


def unreadable(before: Sequence[Fact], after: Sequence[Fact], row_of: RowOf) -> list[Finding]:
    """Registries of the base whose rows still stand and of which a whole column, or everything, is read no more."""
    tables: dict[tuple[str, str], dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for fact in before:
        claim = fact.claim
        if claim.source == "table" and claim.attribute in _COLUMNS and claim.role in _GUARDED and fact.service:
            tables[claim.path, claim.section][claim.attribute].append(claim)
    read = {(fact.claim.path, fact.claim.service, fact.claim.attribute) for fact in after}
    found = []
    for (path, section), columns in sorted(tables.items()):
        lost = {}
        for attribute, claims in columns.items():
            rows = [row for claim in claims if (row := row_of(path, claim.service)) and claim.value in row[1]]
            if rows and not any((path, claim.service, attribute) in read for claim in claims):
                lost[attribute] = rows[0]
        if lost:
            found.append(_lost_registry(path, section, lost))
    return found


def _lost_registry(path: str, section: str, lost: Mapping[str, tuple[int, str]]) -> Finding:
    line, text = next(iter(lost.values()))
    claim = Claim("problem", "registry", path, line, 1, len(text) + 1, text, section=section)
    what = " and ".join(lost)
    return Finding(
        rule=REGISTRY_UNREADABLE.id,
        name=REGISTRY_UNREADABLE.name,
        severity=REGISTRY_UNREADABLE.severity if "port" in lost else "medium",
        attribute="problem",
        message=f"the rows under '{section or path}' stand there, and their {what} is not read any more",
        claims=(claim,),
        key=f"{path}/{section}",
        hint="Give the columns the names that they had (service, host, port, bind ...); `consistency claims` shows what is read.",
    )


REGISTRY_UNREADABLE = Rule(
    "G305", "registry-unreadable", "high", "A table that was read as a registry stands there, and its ports, binds or URLs are not read any more.",
    "repository", frozenset(), elsewhere,  # `unreadable` gives the findings
)  # fmt: skip
