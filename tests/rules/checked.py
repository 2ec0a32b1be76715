"""What a check of files in memory finds, for tests of rules against each other."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.model.finding import Finding
from consistency.tree.memory import Memory


def findings(files: Mapping[str, str]) -> Sequence[Finding]:
    """The findings of a check of these texts by path, on a day in 2026."""
    tree = Memory({path: text.encode() for path, text in files.items()})
    return run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings


def rules(files: Mapping[str, str]) -> list[str]:
    """The rules that find something, once for each finding."""
    return [one.rule for one in findings(files)]
