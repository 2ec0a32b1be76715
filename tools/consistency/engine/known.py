"""What is known, without judging it: one tree's documents, read and linked."""

from __future__ import annotations

from dataclasses import dataclass

from consistency.config import Config, load
from consistency.engine.check import Scope, prepare
from consistency.engine.gather import Gathered, gather
from consistency.engine.judge import link
from consistency.model.fact import Fact
from consistency.tree.source import Tree


@dataclass(frozen=True, slots=True)
class Known:
    """One tree's facts, in document order, with the configuration that linked them. `tree` is the tree's label."""

    tree: str
    config: Config
    gathered: Gathered
    facts: tuple[Fact, ...]


def known(folder: str = ".", scope: Scope | None = None) -> Known:
    """Read and link the tree that a scope means. Raises TreeError, ConfigError."""
    return known_tree(prepare(folder, scope or Scope()).tree)


def known_tree(tree: Tree) -> Known:
    """Read and link a tree."""
    config = load(tree)
    gathered = gather(tree, config)
    return Known(tree.label, config, gathered, link(gathered.claims, config))
