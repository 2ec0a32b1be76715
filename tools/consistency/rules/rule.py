"""What a rule is: data and one pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding


class Group(NamedTuple):
    """The facts that share one value of a rule's key, in document order."""

    key: str
    facts: Sequence[Fact]


class Rule(NamedTuple):
    """`key` names what the rule wants to see at once: service | port | host | document | zone | repository.

    `attributes` are those of the claims it reads; a group without any of them is never passed in.
    `check` takes one group and gives its findings without fingerprint, baseline and disposition.
    `seeks` says of a claim of `attributes` by which words the claims are found that a rule over the whole repository
    holds it against: q and a port (* for any), h and a host's key, s and a service's, a and an attribute;
    l and a port for the whole documents that have it, with * where any port of an edit asks for them.
    `apart`: what one statement says of a service is never at odds with itself, so two are needed.
    `observed`: something has to be observed.
    """

    id: str
    name: str
    severity: str
    summary: str
    key: str
    attributes: frozenset[str]
    check: Callable[[Group], Iterable[Finding]]
    seeks: Callable[[Claim], Iterable[tuple[str, str]]] | None = None
    apart: bool = False
    observed: bool = False

    @property
    def family(self) -> str:
        return self.id[0]


def elsewhere(_group: Group) -> Iterable[Finding]:
    """The check of a rule that compares what no group of facts holds, two states or whole pages: see beside the rule."""
    return ()
