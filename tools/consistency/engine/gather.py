"""Documents of a tree to claims. What one document says depends on its bytes, its path and the configuration alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consistency.cache.store import Store
from consistency.config import Config
from consistency.engine.documents import Documents, Means
from consistency.engine.reading import is_governance, is_markdown, problem, read, wanted
from consistency.model.claim import Claim, Unread
from consistency.model.run import Looked
from consistency.tree.source import Tree, shown

__all__ = ["Gathered", "Means", "gather", "is_governance", "is_markdown", "read", "wanted"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that a tree's documents say. `texts` holds the decoded text of each document that was read."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
    texts: Mapping[str, str]
    paths: tuple[str, ...]
    looked: Looked
    notes: tuple[str, ...] = field(default=())


def gather(tree: Tree, config: Config, means: Means | None = None) -> Gathered:
    """Read every document of the tree that is wanted."""
    documents = Documents(tree, config, means or Means(Store()))
    kept = documents.kept
    claims = [claim for one in kept.values() for claim in one.problems]
    readings = [kept[path].reading for path in sorted(kept)]
    claims += (claim for reading in readings for claim in reading.claims)
    unread = tuple(item for reading in readings for item in reading.unread)
    notes = []
    for left in tree.left_out():
        if left.reason in ("link-out", "link-broken") and wanted(left.path, config):
            claims.append(problem(left.path, left.reason))
        elif left.reason in ("conflict", "sparse"):
            notes.append(f"{shown(left.path)} was left out: {left.reason}")
    notes += (fault for path in sorted(kept) for fault in kept[path].faults)
    tables, registries, rows = (
        (sum(counts) for counts in zip(*(one[2:] for one in readings), strict=True)) if readings else (0, 0, 0)
    )
    looked = Looked(len(documents.texts), tables, registries, rows, len(claims), 0, len(unread))
    return Gathered(tuple(claims), unread, documents.texts, tuple(e.path for e in tree.entries()), looked, tuple(notes))
