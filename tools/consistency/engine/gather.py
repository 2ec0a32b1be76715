"""Documents of a tree to claims. What one document says depends on its bytes, its path and the configuration alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, overload

from consistency.cache.store import Store
from consistency.config import Config
from consistency.engine.documents import Documents
from consistency.engine.means import Means
from consistency.engine.pages import UNKEPT, Pages
from consistency.engine.reading import is_governance, is_markdown, is_promised, problem, read, wanted
from consistency.model.claim import Claim, Unread
from consistency.model.run import Looked
from consistency.tree.source import Tree, TreeError, shown
from consistency.values.glob import matches

__all__ = ["Gathered", "Paths", "gather", "is_governance", "is_markdown", "read", "wanted"]


class Paths(Sequence[str]):
    """Paths that are listed when somebody asks."""

    def __init__(self, listing: Callable[[], Sequence[str]]) -> None:
        self._listing = listing
        self._held: Sequence[str] | None = None

    def _all(self) -> Sequence[str]:
        if self._held is None:
            self._held = self._listing()
        return self._held

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())


class Gathered(NamedTuple):
    """What a tree's documents say: all of them, or those that an edit concerns.

    texts: the decoded text of each document that was read · paths: every file of the tree · governing: those of the
    paths that a glob for pages that govern means · fixing: documents that may declare ports, binds or hosts fixed ·
    role_of: as `standing`, where `claims` are not all there are · reads: what reads the pages that govern
    """

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
    texts: Mapping[str, str]
    paths: Sequence[str]
    looked: Looked
    notes: tuple[str, ...] = ()
    governing: tuple[str, ...] = ()
    fixing: tuple[str, ...] = ()
    role_of: Callable[[str], tuple[str, str]] | None = None
    reads: Pages = UNKEPT

    def standing(self, path: str) -> tuple[str, str]:
        """The role of a document and the day of its evidence; canon for one that says nothing."""
        if self.role_of:
            return self.role_of(path)
        found = [claim for claim in self.claims if claim.path == path]
        return (found[-1].role, found[-1].observed_on) if found else ("canon", "")

    def pages(self, globs: Sequence[str]) -> list[str]:
        """The pages that some of the configuration's globs mean."""
        return [path for path in self.governing if any(matches(glob, path) for glob in globs)]


def governing(paths: Sequence[str], config: Config) -> tuple[str, ...]:
    """The paths of the pages that govern: definitions of done, change rules, migrations and ledgers."""
    globs = (*config.dod, *config.change_rules, *config.migrations, *config.ledger)
    beginnings = tuple(_beginning(glob) for glob in globs)
    near = (path for path in paths if path.startswith(beginnings))
    return tuple(path for path in near if any(matches(glob, path) for glob in globs))


def _beginning(glob: str) -> str:
    """How every path begins that the glob means."""
    plain = re.split(r"[*?\[]", glob.lstrip("/"), maxsplit=1)[0]
    return plain.rstrip("/") if "/" in glob.rstrip("/") else ""


def gather(tree: Tree, config: Config, means: Means | None = None) -> Gathered:
    """Read every document of the tree that is wanted."""
    return gathered(tree, config, Documents(tree, config, means or Means(Store())))


def gathered(tree: Tree, config: Config, documents: Documents) -> Gathered:
    """What these documents of the tree say."""
    kept = documents.kept
    claims = [claim for one in kept.values() for claim in one.problems]
    readings = [kept[path].reading for path in sorted(kept)]
    claims += (claim for reading in readings for claim in reading.claims)
    unread = tuple(item for reading in readings for item in reading.unread)
    notes, links = [], []
    for left in tree.left_out():
        if left.reason in ("conflict", "sparse"):
            notes.append(f"{shown(left.path)} was left out: {left.reason}")
        elif left.reason in ("link-out", "link-broken") and is_promised(left.path, config):
            claims.append(problem(left.path, left.reason))
        elif left.reason == "link-out" and wanted(left.path, config):
            links.append(shown(left.path))
    if links:
        first = ", ".join(sorted(links)[:3]) + (" ..." if len(links) > 3 else "")
        notes.append(f"{len(links)} links lead out of the repository and are not followed ({first})")
    notes += (fault for path in sorted(kept) for fault in kept[path].faults)
    tables, registries, rows = (
        (sum(counts) for counts in zip(*(one[2:] for one in readings), strict=True)) if readings else (0, 0, 0)
    )
    texts = documents.texts
    looked = Looked(len(texts), tables, registries, rows, len(claims), 0, len(unread))
    paths = tuple(entry.path for entry in tree.entries())
    fixing = tuple(path for path in kept if kept[path].fixing)
    return Gathered(
        tuple(claims),
        unread,
        texts,
        paths,
        looked,
        tuple(notes),
        governing(paths, config),
        fixing,
        reads=documents.means.pages,
    )


def text_of(tree: Tree, gathered: Gathered, config: Config) -> Callable[[str], str | None]:
    """The text of any file of a tree, whether or not it is a document; None where there is none."""

    def text(path: str) -> str | None:
        if path in gathered.texts:
            return gathered.texts[path]
        entry = next((entry for entry in tree.entries() if entry.path == path), None)
        try:
            return None if entry is None else tree.read(entry, config.max_file_size).decode("utf-8", "replace")
        except TreeError:
            return None

    return text
