"""One run: a tree, held against itself, its evidence, its ledgers, and a base."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from consistency.cache.store import Store
from consistency.config import Config, load, verify_rules
from consistency.engine.bases import bases, compared, unreadable
from consistency.engine.gather import Gathered, Means, gather
from consistency.engine.governance import State, governance
from consistency.engine.judge import Shared, finish, judge, link
from consistency.engine.moved import moves, renamed, renamed_facts
from consistency.engine.site import answered, declared
from consistency.engine.stale import note, stale
from consistency.engine.verdict import told
from consistency.model.claim import Unread
from consistency.model.fact import Fact
from consistency.model.finding import Finding, at_least
from consistency.model.run import Change, Looked, Run
from consistency.rules import RULES
from consistency.tree.git import Repository, find
from consistency.tree.source import Tree, TreeError


class Scope(NamedTuple):
    """What to look at. `tree` is worktree, index or a revision's name; `since` a revision, held against from the merge base.

    `everything` makes old findings block too where there is a base. `paths` limits findings to those that cite one.
    """

    tree: str = "worktree"
    since: str = ""
    everything: bool = False
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """One tree, judged."""

    gathered: Gathered
    facts: tuple[Fact, ...]
    findings: list[Finding]


class Prepared(NamedTuple):
    """The trees of a run: what is judged, and what it is held against (none: nothing)."""

    tree: Tree
    bases: tuple[Tree, ...]
    label: str
    notes: tuple[str, ...]
    means: Means | None = None


def prepare(
    folder: str, scope: Scope, cache: bool = True, jobs: int = 0, progress: Callable[[int, int], None] | None = None
) -> Prepared:
    """The trees that a scope means. Raises TreeError where they cannot be had.

    What documents said is kept unless `cache` is False; `jobs` are processes at most, 0: as suits; `progress` is told
    how many documents of how many have been read. None of these changes what comes out.
    """
    repository = find(folder)
    tree = _tree(folder, scope.tree, repository)
    base, label, notes = bases(repository, folder, tree, scope.tree, scope.since)
    means = Means(Store(repository.common if repository and cache else ""), jobs, progress)
    return Prepared(tree, base, label, notes, means)


def _tree(folder: str, name: str, repository: Repository | None) -> Tree:
    if name == "worktree":
        from consistency.tree.worktree import worktree

        return worktree(folder, repository)
    if repository is None:
        raise TreeError(
            f"{folder} is in no git repository: `--staged` and `--rev` need one; `consistency check` reads the folder itself"
        )
    if name == "index":
        from consistency.tree.index import Index

        return Index(repository)
    from consistency.tree.revision import revision

    return revision(repository, name)


def check(
    folder: str | object = ".",
    scope: Scope | None = None,
    today: datetime.date | str | None = None,
    cache: bool = True,
    jobs: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Judge a tree. Raises TreeError, ConfigError; everything that is wrong with a document is a finding."""
    scope = scope or Scope()
    prepared = prepare(str(folder), scope, cache, jobs, progress)
    return run(prepared, scope, _day(today))


def _day(today: datetime.date | str | None) -> datetime.date:
    if isinstance(today, str):
        return datetime.date.fromisoformat(today)
    return today or datetime.datetime.now(datetime.UTC).date()


def run(prepared: Prepared, scope: Scope, today: datetime.date) -> Run:
    """The run over prepared trees; a pure function of them and the day."""
    config = load(prepared.tree)
    verify_rules(config, [(rule.id, rule.name) for rule in RULES])
    shared = Shared() if prepared.bases else None
    here = judged(prepared.tree, config, prepared.means, shared)
    findings, resolved = here.findings, tuple[Finding, ...]()
    changes: tuple[Change, ...] = ()
    lacking: tuple[str, ...] = ()
    if prepared.bases:
        settings = [load(base) for base in prepared.bases]
        before = [
            judged(base, known, prepared.means, shared) for base, known in zip(prepared.bases, settings, strict=True)
        ]
        then = [_renamed(one, moves(base, prepared.tree)) for base, one in zip(prepared.bases, before, strict=True)]
        findings, resolved = compared(findings, [one.findings for one in then])
        moved = [changed(one.facts, here.facts) for one in then]
        lacking = unreadable([one.gathered.claims for one in before])
        changes = moved[0]
        states = [_state(*one) for one in zip(prepared.bases, settings, before, strict=True)]
        findings, governed = governance(states, _state(prepared.tree, config, here), findings, moved)
        findings += [replace(one, baseline="new") for one in finish(governed, config)]
    lines = _Lines(here.gathered)
    findings, problems = answered(findings, here.gathered, config, today, lines.of, not scope.paths)
    findings = finish([*findings, *finish(problems, config)], config)
    findings = [replace(one, blocking=blocks(one, config, scope, bool(prepared.bases), today)) for one in findings]
    if scope.paths:
        findings = [one for one in findings if any(_within(claim.path, scope.paths) for claim in one.claims)]
    return Run(
        tree=prepared.tree.label,
        base=prepared.label or None,
        findings=tuple(findings),
        looked=replace(here.gathered.looked, checked=cross_checked(here.facts)),
        resolved=tuple(resolved),
        changes=changes,
        notes=tuple(
            filter(
                None, (*prepared.notes, *lacking, *here.gathered.notes, note(stale(here.facts, config.budget, today)))
            )
        ),
        facts=here.facts,
        unread=here.gathered.unread,
        sources=lines.cited(findings),
    )


def _state(tree: Tree, config: Config, judged_: Judged) -> State:
    return State(tree, config, judged_.gathered, judged_.facts)


def judged(tree: Tree, config: Config, means: Means | None = None, shared: Shared | None = None) -> Judged:
    """Gather, link and judge one tree."""
    gathered = gather(tree, config, means)
    facts = link(gathered.claims, config, shared)
    paths = {entry.path: entry for entry in tree.entries()}

    def text_of(path: str) -> str | None:
        if path in gathered.texts:
            return gathered.texts[path]
        if path not in paths:
            return None
        try:
            return tree.read(paths[path], config.max_file_size).decode("utf-8", "replace")
        except TreeError:
            return None

    checks = (told(one, config.order(one.family)) for one in declared(gathered, gathered.claims, config, text_of))
    findings = finish([*judge(facts, config, shared), *checks], config)
    return Judged(gathered, facts, findings)


def _renamed(one: Judged, moved: Mapping[str, str]) -> Judged:
    """A base with the paths that its documents have now."""
    if not moved:
        return one
    return replace(one, facts=renamed_facts(one.facts, moved), findings=renamed(one.findings, moved))


def changed(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[Change, ...]:
    """What the change did to each service's attributes."""
    old, new = _values(before), _values(after)
    changes = []
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key, {}), new.get(key, {})
        if set(was) == set(now):
            continue
        fact = next(iter(now.values()), None) or next(iter(was.values()))
        changes.append(
            Change(
                fact.service_name,
                fact.host_name,
                key[2],
                tuple(sorted(was)),
                tuple(sorted(now)),
                fact.claim.path,
                fact.claim.line,
            )
        )
    return tuple(changes)


def _values(facts: Iterable[Fact]) -> dict[tuple[str, str, str, str], dict[str, Fact]]:
    values: dict[tuple[str, str, str, str], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.service and fact.claim.attribute in (
            "port",
            "bind",
            "base_url",
            "domain",
            "health",
            "auth",
            "host",
            "status",
            "unit",
        ):
            values[fact.service, fact.host, fact.claim.attribute, fact.claim.path].setdefault(fact.claim.value, fact)
    return values


def blocks(finding: Finding, config: Config, scope: Scope, against: bool, today: datetime.date) -> bool:
    """Does it stop the commit: severe enough, not answered, and brought in by what is judged."""
    if not at_least(finding.severity, config.fail_on):
        return False
    answer = finding.disposition
    passed = answer is not None and answer.kind == "defer" and answer.until < today.isoformat()
    if answer is not None and answer.kind != "fix_now" and not passed:
        return False
    return not against or scope.everything or finding.baseline != "unchanged"


def cross_checked(facts: Sequence[Fact]) -> int:
    """How many statements stand beside another source about the same attribute of the same service."""
    paths: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        if fact.service:
            paths[fact.service, fact.claim.attribute].add(fact.claim.path)
    return sum(1 for fact in facts if fact.service and len(paths[fact.service, fact.claim.attribute]) > 1)


def _within(path: str, paths: Sequence[str]) -> bool:
    return any(path == one or path.startswith(one.rstrip("/") + "/") for one in paths)


class _Lines:
    """The lines of the documents that findings cite."""

    def __init__(self, gathered: Gathered) -> None:
        self._texts = gathered.texts
        self._split: dict[str, tuple[str, ...]] = {}

    def _lines(self, path: str) -> tuple[str, ...]:
        if path not in self._split:
            from consistency.markdown.text import lines

            self._split[path] = tuple(lines(self._texts.get(path, "")))
        return self._split[path]

    def of(self, path: str, line: int) -> str:
        found = self._lines(path)
        return found[line - 1] if 0 < line <= len(found) else ""

    def cited(self, findings: Sequence[Finding]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        paths = sorted({claim.path for one in findings for claim in one.claims})
        return tuple((path, self._lines(path)) for path in paths)


__all__ = ["Looked", "Scope", "Unread", "check", "prepare", "run"]
