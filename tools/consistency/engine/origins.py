"""Who brought in the sides of findings, and when: by blame on the exact lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from consistency.model.finding import Finding
from consistency.tree.git import Repository, find
from consistency.tree.source import TreeError

#: Blame walks a file's past: beyond so many documents nobody reads every name, and everybody would wait.
DOCUMENTS = 40


def origins(folder: str, tree: str, findings: Iterable[Finding]) -> dict[tuple[str, int], str]:
    """ "by Ada on 2026-03-02" by path and line, for the sides of findings, as far as git can say.

    `tree` is worktree, index or a revision's name. What cannot be blamed is left out: a report does without.
    """
    lines: dict[str, set[int]] = defaultdict(set)
    for finding in findings:
        for claim in finding.claims:
            lines[claim.path].add(claim.line)
    if not lines:
        return {}
    found: dict[tuple[str, int], str] = {}
    try:
        repository = find(folder)
        for path in list(lines)[:DOCUMENTS] if repository else ():
            found |= {(path, line): said for line, said in _of(repository, tree, path, lines[path]).items()}
    except (TreeError, OSError, ImportError):
        return found
    return found


def _of(repository: Repository | None, tree: str, path: str, lines: set[int]) -> dict[int, str]:
    from consistency.tree.blame import blame

    if repository is None:
        return {}
    try:
        if tree in ("worktree", "index"):
            contents = _staged(repository, path) if tree == "index" else None
            blamed = blame(repository, path, lines, contents=contents)
        else:
            blamed = blame(repository, path, lines, tree)
    except (TreeError, OSError, ValueError):
        return {}
    return {
        line: f"by {one.author} on {one.date[:10]}" if one.commit else "not committed yet"
        for line, one in blamed.items()
    }


def _staged(repository: Repository, path: str) -> bytes | None:
    from consistency.tree.index import Index

    index = Index(repository)
    entry = next((entry for entry in index.entries() if entry.path == path), None)
    return index.read(entry) if entry else None
