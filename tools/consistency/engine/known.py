"""What is known, without judging it: one tree's documents, read and linked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from consistency.config import Config, load
from consistency.engine.gather import Gathered, gather, is_markdown
from consistency.engine.judge import link
from consistency.engine.means import Means
from consistency.engine.prepared import Scope, prepare
from consistency.model.fact import Fact
from consistency.readers.roles import standing as role_of
from consistency.tree.source import Tree, TreeError

_HEAD = 6000


class Document(NamedTuple):
    """A document that was read, with its role and how many claims it gave."""

    path: str
    role: str
    claims: int


@dataclass(frozen=True, slots=True)
class Known:
    """One tree's facts, in document order, with the configuration that linked them. `tree` is the tree's label."""

    tree: str
    config: Config
    gathered: Gathered
    facts: tuple[Fact, ...]
    source: Tree

    def text_of(self, path: str) -> str | None:
        """A file's text, whether or not it is a document that was read; None where there is none."""
        if path in self.gathered.texts:
            return self.gathered.texts[path]
        entry = next((each for each in self.source.entries() if each.path == path), None)
        try:
            data = self.source.read(entry, self.config.max_file_size) if entry else None
        except TreeError:
            return None
        return None if data is None else data.decode("utf-8", "replace")

    def documents(self) -> tuple[Document, ...]:
        """Every document that was read, by path."""
        claims = Counter(fact.claim.path for fact in self.facts)
        roles = {fact.claim.path: fact.claim.role for fact in reversed(self.facts)}
        return tuple(
            Document(path, roles.get(path) or self._role(path), claims[path]) for path in sorted(self.gathered.texts)
        )

    def _role(self, path: str) -> str:
        if not is_markdown(path):
            return self.config.role_of(path) or "config"
        return role_of(path, self.gathered.texts[path][:_HEAD], self.config.role_of(path)).role


def scope_of(staged: bool, rev: str | None) -> Scope:
    """The tree that --staged and --rev mean. Raises TreeError where both are given."""
    if staged and rev:
        raise TreeError("--staged and --rev name two trees: choose one")
    return Scope("index" if staged else rev or "worktree")


def known(folder: str = ".", scope: Scope | None = None) -> Known:
    """Read and link the tree that a scope means. Raises TreeError, ConfigError."""
    prepared = prepare(folder, scope or Scope())
    return known_tree(prepared.tree, prepared.means)


def known_tree(tree: Tree, means: Means | None = None) -> Known:
    """Read and link a tree."""
    config = load(tree)
    gathered = gather(tree, config, means)
    return Known(tree.label, config, gathered, link(gathered.claims, config), tree)
