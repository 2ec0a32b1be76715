"""What a definition of done says: claim families, scope, severity rubric, precedence and declared checks."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.passage import Span
from consistency.readers.declared.check import Check
from consistency.readers.declared.value import plain


class Family(NamedTuple):
    """One claim family as written, `span` and `quote` its heading. Texts are "" where the page does not give them."""

    letter: str
    title: str
    path: str
    span: Span
    quote: str
    risk: str = ""
    sources: str = ""
    check: str = ""
    signals: str = ""
    precedence: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def high_risk(self) -> bool:
        """A family that does not say how risky it is counts as high."""
        return plain(self.risk).split(" ")[0].strip(".,;") in ("", "high", "critical")


class Definition(NamedTuple):
    """What the page says; `problems` are claims (attribute problem, `part` says why) at the place of each mistake.

    `scope` are claims of attribute path: the canonical documents that must exist.
    """

    path: str
    families: tuple[Family, ...] = ()
    scope: tuple[Claim, ...] = ()
    rubric: tuple[tuple[str, str], ...] = ()
    problems: tuple[Claim, ...] = ()

    @property
    def checks(self) -> tuple[Check, ...]:
        return tuple(check for family in self.families for check in family.checks)

    def precedence(self, letter: str) -> tuple[str, ...]:
        """The roles of a family, the one that is believed first; () where the page does not say."""
        return next((family.precedence for family in self.families if family.letter == letter), ())
