"""A state with all that is found in it: the rules' findings, and those of the checks that the site declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from consistency.config import Config
from consistency.engine.gather import Gathered, text_of
from consistency.engine.governance import State
from consistency.engine.judge import finish
from consistency.engine.site import declared
from consistency.engine.verdict import told
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.tree.raw import FileChange
from consistency.tree.source import Tree


def concluded(
    tree: Tree,
    config: Config,
    gathered: Gathered,
    facts: tuple[Fact, ...],
    findings: Sequence[Finding],
    known: Checked | None = None,
) -> State:
    """A state with what its declared checks say, too; `known` is what they say where that is known."""
    checks = (known or checked(tree, config, gathered)).findings
    return State(tree, config, gathered, facts, finish([*findings, *checks], config))


class Checked(NamedTuple):
    """What the declared checks of a state say, and the files whose texts they asked for."""

    findings: tuple[Finding, ...]
    asked: frozenset[str]


def checked(tree: Tree, config: Config, gathered: Gathered) -> Checked:
    """The declared checks of a state."""
    asked: set[str] = set()
    text = text_of(tree, gathered, config)

    def recorded(path: str) -> str | None:
        asked.add(path)
        return text(path)

    found = tuple(told(one, config.order(one.family)) for one in declared(gathered, config, recorded))
    return Checked(found, frozenset(asked))


def untouched(asked: frozenset[str], changes: Sequence[FileChange] | None) -> bool:
    """Whether checks that asked for these files would say the same on the other side of the changes."""
    if changes is None:
        return False
    return all(one.status == "M" and one.new is not None and one.new.path not in asked for one in changes)
