"""A103: the addresses a service binds to, in documents, config and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.disagree import conflicting
from consistency.rules.projects import of_projects
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, newest_evidence, order, severity_of, sides, subject_of
from consistency.values.address import reach, same_bind


def _same(one: Fact, other: Fact) -> bool:
    a, b = one.claim, other.claim
    return bool(a.port and b.port and a.port != b.port) or same_bind(a.value, b.value)


def _is_left_out(fact: Fact) -> bool:
    """A page that quotes `8080:80` shows how it is published, and says nothing of an address."""
    claim = fact.claim
    return claim.role == "canon" and claim.source == "compose" and claim.value not in claim.quote


def _conflicting(facts: Sequence[Fact]) -> list[Fact]:
    """Port by port where pages say of which they speak: what else the service listens on does not answer for that, and one
    port has one bind, by whichever of its parts it is called."""
    found: list[Fact] = []
    for port in sorted({fact.claim.port for fact in facts if fact.claim.role == "canon"} - {0}):
        there = [fact._replace(part="") if fact.claim.port else fact for fact in facts if fact.claim.port in (port, 0)]
        found += conflicting(there, _same)
    return list(dict.fromkeys(found)) or conflicting(facts, _same)


def _check(group: Group) -> Iterable[Finding]:
    facts = [
        fact
        for fact in newest_evidence(live(group.facts, "bind"))
        if fact.claim.namespace in ("host", "") and not _is_left_out(fact)
    ]
    wrong = order(_conflicting(facts) or of_projects(group.facts, "bind", ("host",), _same))
    if not wrong:
        return
    documented = [f.claim.value for f in wrong if f.claim.role == "canon"]
    elsewhere = [f.claim.value for f in wrong if f.claim.role != "canon"]
    widened = any(reach(value) == "loopback" for value in documented) and any(
        reach(value) not in ("loopback", "") for value in elsewhere
    )
    severity = severity_of("critical" if widened and elsewhere else BIND_MISMATCH.severity, wrong)
    yield finding(
        BIND_MISMATCH, severity, "bind", f"{subject_of(wrong)}: bind {sides(wrong)}", wrong, key=f"{wrong[0].service}/bind",
        hint="Correct the document, or change the bind; if the difference is wanted for now, answer it in the ledger.",
    )  # fmt: skip


BIND_MISMATCH = Rule(
    "A103", "bind-mismatch", "high", "The bind that one place states is not the bind that another states or that was observed.",
    "service", frozenset({"bind"}), _check, apart=True,
)  # fmt: skip
