"""The same answer as `judge`, kept up while documents change: only groups that hold a changed fact are judged again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from consistency.config import Config
from consistency.engine.judge import PLACES, attach, finish
from consistency.engine.standing import standing
from consistency.engine.verdict import told
from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.identity import Identity
from consistency.model.vhost import ATTRIBUTES as PLACING
from consistency.model.vhost import vhost
from consistency.rules import RULES
from consistency.rules.rule import Group, Rule

#: Attributes whose values tie no names together: a change of such a value alone leaves identity as it was.
_TIELESS = frozenset({"port", "bind", "health", "auth", "gate", "status", "answer"})


class Growing:
    """Documents' claims, linked and judged; `change` takes the documents that differ now."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._rules = [rule for rule in RULES if config.severity_of(rule.id, rule.name, rule.severity) != "off"]
        self._claims: dict[str, tuple[Claim, ...]] = {}
        self._linked: dict[str, tuple[Fact, ...]] = {}
        self._facts: dict[str, tuple[Fact, ...]] = {}
        self._stand: frozenset[Claim] = frozenset()
        self._held: dict[str, dict[str, dict[str, tuple[Fact, ...]]]] = {place: {} for place in PLACES}
        self._found: dict[tuple[str, str], tuple[Finding, ...]] = {}
        self._findings: tuple[Finding, ...] = ()
        self.identity = Identity(())
        self.groups: dict[str, dict[str, tuple[Fact, ...]]] = {place: {} for place in PLACES}

    def change(self, documents: Mapping[str, tuple[Claim, ...]]) -> tuple[Finding, ...]:
        """The findings now. A document without claims is as good as gone."""
        differing = {path: claims for path, claims in documents.items() if self._claims.get(path, ()) != claims}
        if not differing:
            return self._findings
        tied = all(_ties(self._claims.get(path, ())) == _ties(claims) for path, claims in differing.items())
        for path, claims in differing.items():
            self._claims.pop(path, None)
            if claims:
                self._claims[path] = claims
        if not tied:
            self._draw()
        stale: dict[str, set[str]] = {place: set() for place in PLACES}
        for path in self._link(set(differing) if tied else {*self._claims, *self._linked}):
            self._place(path, stale)
        for place, keys in stale.items():
            for key in keys:
                self._regroup(place, key)
        every = [one for rule in self._rules for one in self._of(rule)]
        self._findings = tuple(finish(attach(every), self._config))
        return self._findings

    def _draw(self) -> None:
        claims = [claim for path in sorted(self._claims) for claim in self._claims[path]]
        self.identity = Identity(claims, self._config.service_ties(), self._config.host_ties())

    def _link(self, paths: set[str]) -> list[str]:
        """Link documents. Gives those whose facts may differ: new evidence can replace that of other documents."""
        before = self._evidence(paths)
        for path in paths:
            self._linked.pop(path, None)
            if path in self._claims:
                self._linked[path] = tuple(self.identity.link(claim) for claim in self._claims[path])
        if before == self._evidence(paths):
            return sorted(paths)
        seen = self._evidence(self._linked)
        self._stand = frozenset(fact.claim for fact in standing(seen))
        return sorted({*paths, *(fact.claim.path for fact in seen)})

    def _evidence(self, paths: Iterable[str]) -> tuple[Fact, ...]:
        linked = (fact for path in sorted(paths) for fact in self._linked.get(path, ()))
        return tuple(fact for fact in linked if fact.claim.role == "evidence")

    def _place(self, path: str, stale: dict[str, set[str]]) -> None:
        """Put a document's facts that count into their groups; its old and new groups are stale where one differs."""
        before = self._facts.pop(path, ())
        linked = self._linked.get(path, ())
        after = tuple(fact for fact in linked if fact.claim.role != "evidence" or fact.claim in self._stand)
        if after:
            self._facts[path] = before if before == after else after
        if before == after:
            return
        for place, key_of in PLACES.items():
            was, now = _grouped(before, key_of), _grouped(after, key_of)
            for key in was.keys() | now.keys():
                if was.get(key) == now.get(key):
                    continue
                stale[place].add(key)
                by_path = self._held[place].setdefault(key, {})
                by_path.pop(path, None)
                if key in now:
                    by_path[path] = now[key]

    def _regroup(self, place: str, key: str) -> None:
        """One group anew, its facts in document order, and what its rules say."""
        by_path = self._held[place][key]
        facts = tuple(fact for path in sorted(by_path) for fact in by_path[path])
        attributes = {fact.claim.attribute for fact in facts}
        if facts:
            self.groups[place][key] = facts
        else:
            self.groups[place].pop(key, None)
        for rule in self._rules:
            if rule.key == place:
                checked = rule.check(Group(key, facts)) if rule.attributes & attributes else ()
                found = tuple(told(one, self._config.order(one.family)) for one in checked)
                self._found.pop((rule.id, key), None)
                if found:
                    self._found[rule.id, key] = found

    def _of(self, rule: Rule) -> Iterable[Finding]:
        keys = sorted(key for id_, key in self._found if id_ == rule.id)
        return (one for key in keys for one in self._found[rule.id, key])


def _grouped(facts: Iterable[Fact], key_of: Callable[[Fact], str]) -> dict[str, tuple[Fact, ...]]:
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if key := key_of(fact):
            grouped[key].append(fact)
    return {key: tuple(found) for key, found in grouped.items()}


def _naming(claim: Claim) -> str:
    if claim.attribute in PLACING:
        return vhost(claim)
    return "" if claim.attribute in _TIELESS else claim.value


def _ties(claims: Iterable[Claim]) -> list[tuple[str, ...]]:
    """What identity may draw from a document's claims, whatever their order and place."""
    return sorted(
        (
            claim.attribute,
            _naming(claim),
            claim.service,
            claim.host,
            claim.role,
            claim.modality,
            claim.section,
            claim.source,
            claim.scope,
        )
        for claim in claims
    )
