"""The result of one run, as reporters take it."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from consistency.model.claim import Unread
from consistency.model.fact import Fact
from consistency.model.finding import Finding


class Looked(NamedTuple):
    """What was looked at, in numbers; `checked` counts the statements held against another source."""

    documents: int = 0
    tables: int = 0
    registries: int = 0
    rows: int = 0
    claims: int = 0
    checked: int = 0
    unread: int = 0


class Change(NamedTuple):
    """What a change did to one service's attribute, whether or not a rule fires: values before and after."""

    service: str
    host: str
    attribute: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    path: str
    line: int


class Run(NamedTuple):
    """`findings` are sorted worst first, then by place; `resolved` are those that only the base had.

    `tree` is worktree | index | a revision | memory; `base` the revision held against, with `baseline` set on each
    finding (new | unchanged). `notes` are sentences that a reader must see (a missing base, a failed cache ...).
    `older` counts disagreements that were there before, elsewhere, and were not looked at again.
    """

    tree: str
    base: str | None
    findings: tuple[Finding, ...]
    looked: Looked
    resolved: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    unread: tuple[Unread, ...] = ()
    sources: tuple[tuple[str, tuple[str, ...]], ...] = ()
    older: int = 0

    @property
    def blocking(self) -> int:
        return sum(finding.blocking for finding in self.findings)

    def source_line(self, path: str, line: int) -> str:
        """The text of one line of a cited document, "" where it is not at hand (`sources` holds cited documents' lines, by path)."""
        at = bisect_left(self.sources, (path,))
        name, lines = self.sources[at] if at < len(self.sources) else ("", ())
        return lines[line - 1] if name == path and 0 < line <= len(lines) else ""
