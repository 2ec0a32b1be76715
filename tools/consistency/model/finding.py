"""A finding: what a rule has to say, with every side's place."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.digest import hexdigest

SEVERITIES = ("critical", "high", "medium", "low")


def weaker(severity: str, steps: int = 1) -> str:
    """The severity some steps down, low at the least."""
    return SEVERITIES[min(SEVERITIES.index(severity) + steps, len(SEVERITIES) - 1)]


def at_least(severity: str, floor: str) -> bool:
    return SEVERITIES.index(severity) <= SEVERITIES.index(floor)


class Disposition(NamedTuple):
    """The ledger's answer to a finding: fix_now | defer | accepted, with its place."""

    kind: str
    reason: str
    until: str
    path: str
    line: int
    id: str = ""


class Finding(NamedTuple):
    """One disagreement. `claims` are its sides, the first the primary; `attached` what only follows from it."""

    rule: str
    name: str
    severity: str
    attribute: str
    message: str
    claims: tuple[Claim, ...]
    service: str = ""
    host: str = ""
    port: int = 0
    key: str = ""
    hint: str = ""
    inferred: str = ""
    attached: tuple[str, ...] = ()
    fingerprint: str = ""
    baseline: str | None = None
    disposition: Disposition | None = None
    blocking: bool = False

    @property
    def family(self) -> str:
        return self.rule[0]


def fingerprint(rule: str, key: str, attribute: str, sides: set[tuple[str, str]]) -> str:
    """Sixteen hex digits from the rule, the subject's key, the attribute and the (path, value) sides: no line numbers."""
    parts = [rule, key, attribute, *(f"{path}\t{value}" for path, value in sorted(sides))]
    return hexdigest("\n".join(parts))
