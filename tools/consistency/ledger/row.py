"""One row of an audit ledger: what people decided about a finding, and where they wrote it down."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from consistency.model.claim import Claim
from consistency.model.finding import Disposition
from consistency.model.pattern import lazily

#: The columns, in the order in which a new ledger gets them.
COLUMNS = ("id", "doc", "section", "claim", "evidence", "severity", "disposition", "resolution")
KINDS = ("fix_now", "defer", "accepted")

_FINGERPRINT = lazily(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")
_RULE = lazily(r"([A-Z][0-9]{3})(?![0-9A-Za-z])")
_FAMILY = lazily(r"([A-Z])(?:[-_.]|[0-9]{1,2}$)")


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` is one of KINDS, "" where the cell says something else; `until` and `closed` are ISO dates or "".

    A row is closed when its resolution begins with "resolved" or "fixed" and a date: it answers nothing any more and
    is kept for the record; one that is not sound lacks what it needs to answer. `column` to `end_column` of `line` is
    the id's cell.
    """

    id: str
    doc: str
    section: str
    claim: str
    evidence: str
    severity: str
    kind: str
    until: str
    resolution: str
    path: str
    line: int
    column: int
    end_column: int
    quote: str
    closed: str = ""
    sound: bool = True

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The findings that the row names exactly, in its id cell."""
        return tuple(_FINGERPRINT.findall(self.id))

    @property
    def rule(self) -> str:
        """The rule that the id begins with (`A103-...`), "" for none."""
        match = _RULE.match(self.id)
        return match[1] if match else ""

    @property
    def family(self) -> str:
        """The family that the id begins with (`A-01`, `A103`), "" for none."""
        match = _FAMILY.match(self.id)
        return self.rule[:1] or (match[1] if match else "")

    def disposition(self) -> Disposition:
        return Disposition(self.kind, self.resolution, self.until, self.path, self.line, self.id)

    def expired(self, today: datetime.date) -> bool:
        """A deferral whose date has passed; on the date itself it still holds."""
        return self.kind == "defer" and not self.closed and bool(self.until) and self.until < today.isoformat()

    def cited(self, kind: str, why: str = "") -> Claim:
        """The row as a side of a finding."""
        return Claim("problem", kind, self.path, self.line, self.column, self.end_column, self.quote, part=why,
                     section=self.section, source="ledger", statement=f"L{self.line}")  # fmt: skip


def holds(disposition: Disposition | None, today: datetime.date) -> bool:
    """Whether an answered finding stops blocking: accepted, or deferred to a day that has not passed."""
    if disposition is None or disposition.kind == "fix_now":
        return False
    return disposition.kind == "accepted" or disposition.until >= today.isoformat()


def record(row: Row) -> dict[str, object]:
    """The row as schema/ledger.schema.json has it."""
    return {
        "id": row.id,
        "doc": row.doc,
        "section": row.section,
        "claim": row.claim,
        "evidence": row.evidence,
        "severity": row.severity,
        "disposition": row.kind,
        "until": row.until or None,
        "resolution": row.resolution,
        "closed": row.closed or None,
        "fingerprints": list(row.fingerprints),
        "path": row.path,
        "line": row.line,
    }
