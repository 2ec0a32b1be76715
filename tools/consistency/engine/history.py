"""Lives through the commits: what each document stated from when to when, and how long findings stood."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from consistency.engine.moved import renamed
from consistency.engine.past import State
from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import SEVERITIES, Finding
from consistency.tree.history import Commit

#: Claims that say nothing about how a service runs.
_APART = frozenset({"problem", "coverage", "service", "path"})
_SOCKET = re.compile(r"(.*):([0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that a document stated: from the commit that wrote it to the one that took it away (None: it stands).

    `path` is the document's latest, through renames.
    """

    path: str
    service: str
    host: str
    attribute: str
    value: str
    role: str
    modality: str
    since: Commit
    until: Commit | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """A finding's life: the commit that brought it in, those that changed its sides, and the one that resolved it.

    `finding` is as it was last seen. `until` is None where it stands.
    """

    finding: Finding
    since: Commit
    moved: tuple[Commit, ...] = ()
    until: Commit | None = None


class Subject(NamedTuple):
    """What a history is about: a service by name, or a host's port."""

    service: str
    host: str = ""
    port: int = 0

    def of(self, state: State) -> tuple[Fact, ...]:
        """The facts about it."""
        if not self.port:
            return state.groups["service"].get(state.identity.service_key(self.service), ())
        on_port = state.groups["port"].get(str(self.port), ())
        return tuple(fact for fact in on_port if fact.host == state.identity.host_key(self.host))


def subject(text: str) -> Subject:
    """`NAME` or `HOST:PORT`, read."""
    found = _SOCKET.fullmatch(text.strip())
    return Subject("", found[1].strip("[]"), int(found[2])) if found else Subject(text.strip())


class Lives:
    """The statements about one subject, gathered state by state; `names` are all services ever seen."""

    def __init__(self, about: Subject) -> None:
        self._about = about
        self._facts: tuple[Fact, ...] = ()
        self._open: dict[tuple[str, ...], Statement] = {}
        self._past: list[Statement] = []
        self._cited: set[tuple[str, str, str]] = set()
        self._order: dict[str, int] = {}
        self.names: set[str] = set()

    def see(self, state: State) -> None:
        self._order[state.commit.id] = len(self._order)
        facts = self._about.of(state)
        if state.moved:
            self._rename(state)
        elif facts is self._facts:
            return
        self.names.update(fact.service_name for found in state.groups["service"].values() for fact in found[:1])
        self._facts = facts
        now = {_key(fact): fact for fact in facts if fact.claim.attribute not in _APART}
        for key in self._open.keys() - now.keys():
            self._past.append(replace(self._open.pop(key), until=state.commit))
        for key, fact in now.items():
            if key not in self._open:
                self._open[key] = _statement(fact, state.commit)
        self._cited = {_side(fact.claim) for fact in facts}

    def _rename(self, state: State) -> None:
        for key in [key for key in self._open if key[0] in state.moved]:
            statement = self._open.pop(key)
            path = state.moved[statement.path]
            self._open[path, *key[1:]] = replace(statement, path=path)
        self._past = [replace(one, path=state.moved.get(one.path, one.path)) for one in self._past]

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding of the state just seen cites one of the subject's statements."""
        return any(_side(claim) in self._cited for claim in finding.claims)

    def statements(self) -> tuple[Statement, ...]:
        """All of them, by attribute, document and time."""
        every = [*self._past, *self._open.values()]
        return tuple(sorted(every, key=lambda one: (one.attribute, one.path, self._order[one.since.id], one.value)))


def _side(claim: Claim) -> tuple[str, str, str]:
    return claim.path, claim.statement or str(claim.line), claim.attribute


def _key(fact: Fact) -> tuple[str, ...]:
    claim = fact.claim
    return (
        claim.path,
        fact.service,
        claim.host,
        claim.attribute,
        fact.part,
        claim.scope,
        claim.value,
        claim.role,
        claim.modality,
    )


def _statement(fact: Fact, commit: Commit) -> Statement:
    claim = fact.claim
    return Statement(
        claim.path, fact.service_name, fact.host_name, claim.attribute, claim.value, claim.role, claim.modality, commit
    )


class Drifts:
    """The lives of findings, gathered state by state.

    A finding whose sides changed but that is about the same attribute of the same subject has moved; one whose
    document was only renamed is the same.
    """

    def __init__(self) -> None:
        self._order: dict[str, int] = {}
        self._open: dict[str, Drift] = {}
        self._past: list[Drift] = []

    def see(self, state: State, findings: Iterable[Finding]) -> None:
        """Take the findings that count of a state."""
        self._order[state.commit.id] = len(self._order)
        if state.moved:
            known = {mark: renamed([drift.finding], state.moved)[0] for mark, drift in self._open.items()}
            self._open = {known[mark].fingerprint: replace(d, finding=known[mark]) for mark, d in self._open.items()}
        now = {one.fingerprint: one for one in findings}
        come = {mark: one for mark, one in now.items() if mark not in self._open}
        for mark in [mark for mark in self._open if mark not in now]:
            drift = self._open.pop(mark)
            heir = next((other for other, one in come.items() if _same(one, drift.finding)), None)
            if heir is None:
                self._past.append(replace(drift, until=state.commit))
            else:
                found = come.pop(heir)
                self._open[heir] = Drift(found, drift.since, (*drift.moved, state.commit))
        for mark, one in now.items():
            self._open[mark] = (
                replace(self._open[mark], finding=one) if mark in self._open else Drift(one, state.commit)
            )

    def lives(self) -> tuple[Drift, ...]:
        """All of them as they arose; those of one commit worst first."""
        every = [*self._past, *self._open.values()]
        return tuple(sorted(every, key=self._place))

    def _place(self, drift: Drift) -> tuple[int, int, str, str]:
        finding = drift.finding
        return self._order[drift.since.id], SEVERITIES.index(finding.severity), finding.rule, finding.message


def _same(one: Finding, other: Finding) -> bool:
    """About one attribute of one subject, and sharing a document: a contradiction that moved."""
    if (one.rule, one.key, one.attribute, one.host) != (other.rule, other.key, other.attribute, other.host):
        return False
    return bool({claim.path for claim in one.claims} & {claim.path for claim in other.claims})


def days(since: Commit, until: Commit | None, today: datetime.date) -> int:
    """Whole days between two commits by their calendars, or until today."""
    end = datetime.date.fromisoformat(until.date[:10]) if until else today
    return max((end - datetime.date.fromisoformat(since.date[:10])).days, 0)
