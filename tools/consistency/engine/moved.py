"""Renamed documents are the same: findings of a base, as they would read with today's paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding, fingerprint
from consistency.tree.raw import FileChange
from consistency.tree.source import Tree, TreeError


def moves(base: Tree, tree: Tree, files: Sequence[FileChange] | None = None) -> dict[str, str]:
    """The new paths of the documents that were renamed, by their old ones; none where the trees cannot be compared.

    `files` are the files that differ, where that is known.
    """
    if files is None:
        here = {entry.path for entry in tree.entries()}
        if all(entry.path in here for entry in base.entries()):
            return {}  # nothing went, so nothing was renamed: git need not be asked
        from consistency.tree.changes import changed

        try:
            files = changed(base, tree)
        except TreeError:
            return {}
    return {one.old.path: one.new.path for one in files if one.status == "R" and one.old and one.new}


def renamed(findings: Iterable[Finding], moved: Mapping[str, str]) -> list[Finding]:
    """The findings with the new paths, their fingerprints made anew where one changed."""
    return [_renamed(one, moved) for one in findings]


def renamed_facts(facts: Iterable[Fact], moved: Mapping[str, str]) -> tuple[Fact, ...]:
    """The facts with the new paths."""
    return tuple(fact._replace(claim=_moved(fact.claim, moved)) for fact in facts)


def _renamed(finding: Finding, moved: Mapping[str, str]) -> Finding:
    if not any(claim.path in moved for claim in finding.claims):
        return finding
    key = _key(finding.key, moved)
    old = fingerprint(finding.rule, finding.key, finding.attribute, {_side(claim) for claim in finding.claims})
    claims = tuple(_moved(claim, moved) for claim in finding.claims)
    new = fingerprint(finding.rule, key, finding.attribute, {_side(claim) for claim in claims})
    # A rule may have made its mark in a way of its own: then only the rule knows the new one.
    return finding._replace(
        claims=claims, key=key, fingerprint=new if finding.fingerprint == old else finding.fingerprint
    )


def _key(key: str, moved: Mapping[str, str]) -> str:
    """A key that is a path, or begins with one."""
    for old, new in moved.items():
        if key == old or key.startswith(f"{old}/"):
            return new + key[len(old) :]
    return key


def _moved(claim: Claim, moved: Mapping[str, str]) -> Claim:
    return claim._replace(path=moved[claim.path]) if claim.path in moved else claim


def _side(claim: Claim) -> tuple[str, str]:
    return claim.path, claim.value
