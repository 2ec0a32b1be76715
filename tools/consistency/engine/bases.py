"""What a run is held against, and what that says about its findings: new, unchanged, resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.tree.git import Repository, required
from consistency.tree.source import MissingBase, Tree

#: Trees that are named so stand on HEAD; any other name is a revision, which has a merge base of its own.
_ON_HEAD = ("worktree", "index")


def bases(
    repository: Repository | None, folder: str, tree: Tree, name: str, since: str
) -> tuple[tuple[Tree, ...], str, tuple[str, ...]]:
    """The base trees, what reports call them, and notes: a base that this clone lacks is said, and there is none.

    `since` is a revision, held against from the merge base; without it the index has the parents of its commit for
    bases. Of a sparse work tree, what is not checked out is taken out of its base, too. Raises TreeError.
    """
    if not since and name != "index":
        return (), "", ()
    here = required(repository, folder)
    try:
        found = _since(here, name, since) if since else _parents(here)
    except MissingBase as missing:
        return (), "", (f"{str(missing).rstrip('.')}; everything is judged",)
    hidden = {left.path for left in tree.left_out() if left.reason == "sparse"} if name == "worktree" else set()
    if hidden:
        from consistency.tree.narrowed import Narrowed

        found = tuple(Narrowed(base, hidden) for base in found)
    return found, since or "HEAD", ()


def _since(repository: Repository, name: str, since: str) -> tuple[Tree, ...]:
    from consistency.tree.revision import merge_base, revision

    return (revision(repository, merge_base(repository, since, "HEAD" if name in _ON_HEAD else name)),)


def _parents(repository: Repository) -> tuple[Tree, ...]:
    from consistency.tree.revision import bases as parents

    return parents(repository)


def unreadable(claims: Iterable[Iterable[Claim]]) -> tuple[str, ...]:
    """A note on the documents of the bases whose contents this clone lacks: what they said cannot be told from new."""
    found = {one.path for base in claims for one in base if (one.attribute, one.value) == ("problem", "unreadable")}
    if not found:
        return ()
    shown = ", ".join(sorted(found)[:3]) + (" ..." if len(found) > 3 else "")
    many = "1 document" if len(found) == 1 else f"{len(found)} documents"
    return (f"of the base {many} cannot be read here ({shown}): what is said there counts as new",)


def compared(
    findings: Sequence[Finding], before: Sequence[Sequence[Finding]]
) -> tuple[list[Finding], tuple[Finding, ...]]:
    """Findings marked new or unchanged against the bases (a merge has two: what either had is not new), and the resolved.

    A finding that lost sides and gained none is the old one, half repaired: neither new nor resolved.
    """
    known = {one.fingerprint for base in before for one in base}
    sides: dict[tuple[str, str, str], list[tuple[Finding, frozenset[tuple[str, str]]]]] = defaultdict(list)
    for base in before:
        for one in base:
            sides[_about(one)].append((one, _sides(one)))
    marked: list[Finding] = []
    kept = {one.fingerprint for one in findings}
    for one in findings:
        whole = [old for old, had in sides[_about(one)] if _sides(one) <= had]
        kept.update(old.fingerprint for old in whole)
        marked.append(one._replace(baseline="unchanged" if one.fingerprint in known or whole else "new"))
    gone = {one.fingerprint: one for base in before for one in base if one.fingerprint not in kept}
    return marked, tuple(gone.values())


def _about(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.key, finding.attribute


def _sides(finding: Finding) -> frozenset[tuple[str, str]]:
    return frozenset((claim.path, claim.value) for claim in finding.claims)
