"""What needs two states of a repository: what a change moves, rewrites, leaves behind or stops guarding."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from consistency.config import Config
from consistency.engine.gather import Gathered, text_of
from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import SEVERITIES, Finding
from consistency.model.name import squash
from consistency.model.run import Change
from consistency.rules import RULES
from consistency.tree.raw import FileChange
from consistency.tree.source import Tree
from consistency.values.glob import matches

if TYPE_CHECKING:  # most changes meet no change rule
    from consistency.readers.change_rules import ChangeRule


class State(NamedTuple):
    """A tree with what was read from it and what was found; `facts` may be those of some documents, `every` of all then."""

    tree: Tree
    config: Config
    gathered: Gathered
    facts: tuple[Fact, ...]
    findings: Sequence[Finding] = ()
    every: tuple[Fact, ...] = ()


def governance(
    bases: Sequence[State],
    here: State,
    findings: list[Finding],
    changes: Sequence[Sequence[Change]],
    files: Sequence[FileChange] | None = None,
) -> tuple[list[Finding], list[Finding]]:
    """`findings` with the change rules that explain the new ones, and the findings of the G rules that compare two states.

    A merge has two bases (`changes` is what changed against each): a finding counts only if it holds against both.
    `files` are those that differ from the one base there is, where that is known. The second list has no fingerprints
    yet. Raises TreeError.
    """
    explained: list[Finding] | None = None
    common: dict[tuple[str, str], Finding] | None = None
    for base, moved in zip(bases, changes, strict=True):
        named, found = _against(base, here, findings, moved, files)
        explained = named if explained is None else explained
        known = {(one.rule, one.key): one for one in found}
        common = known if common is None else {key: one for key, one in common.items() if key in known}
    return explained or findings, list((common or {}).values())


def _against(
    base: State, here: State, findings: list[Finding], changes: Sequence[Change], files: Sequence[FileChange] | None
) -> tuple[list[Finding], list[Finding]]:
    if files is None:
        from consistency.tree.changes import changed

        files = changed(base.tree, here.tree)
    if not files:
        return findings, []
    touched = {change.new.path for change in files if change.new}
    before = _narrowed(base, files, here)
    after = _narrowed(here, files, base)
    found = [*_immutable(before, after), *_snapshots(base, files), *_weakened(before, after)]
    rules = _change_rules(here) or _change_rules(base)
    if rules:
        from consistency.rules.changes import left_behind, with_rules

        paths = set(here.gathered.paths)
        fresh = [one for one in findings if one.baseline == "new"]
        found += left_behind(rules, changes, here.facts, paths, touched, fresh)
        findings = with_rules(findings, rules, changes, touched)
    return findings, found


def _narrowed(state: State, files: Sequence[FileChange], other: State) -> State:
    """The state with the facts of the files that differ alone; with all of them where the configuration differs."""
    if state.config != other.config:
        return state
    paths = {entry.path for change in files for entry in (change.old, change.new) if entry}
    return state._replace(facts=tuple(fact for fact in state.facts if fact.claim.path in paths), every=state.facts)


def _text(state: State, path: str) -> str:
    """The text of any file of the tree; "" where it cannot be read."""
    return text_of(state.tree, state.gathered, state.config)(path) or ""


def _pages(state: State, globs: Sequence[str]) -> list[str]:
    return state.gathered.pages(globs)


def _immutable(base: State, here: State) -> list[Finding]:
    from consistency.rules.immutable import immutable, moves

    moved = list(moves(base.facts, here.facts))
    if not moved:
        return []
    from consistency.readers.immutability import fixed_sentences

    before, after = base.every or base.facts, here.every or here.facts
    roles = {fact.claim.path: fact.claim.role for fact in before}
    pages = [path for path in base.gathered.fixing if roles.get(path, "canon") == "canon"]
    sentences = [claim for path in pages for claim in fixed_sentences(path, base.gathered.texts[path])]
    kept = {
        (claim.path, claim.quote, claim.value): claim
        for path in {claim.path for claim in sentences if claim.path in here.gathered.texts}
        for claim in fixed_sentences(path, here.gathered.texts[path])
    }
    sentences = [kept.get((claim.path, claim.quote, claim.value), claim) for claim in sentences]
    return immutable(moved, before, after, sentences, _migrations(here))


def _migrations(here: State) -> Callable[[Collection[str], str, str], str]:
    from consistency.readers.migration import approved, names

    texts = [_text(here, path) for path in _pages(here, here.config.migrations)]

    def migrated(services: Collection[str], old: str, new: str) -> str:
        states = ["approved" if approved(text) else "open" for text in texts if names(text, services, old, new)]
        return min(states, default="")

    return migrated


def _snapshots(base: State, files: Sequence[FileChange]) -> list[Finding]:
    from consistency.rules.snapshots import rewritten

    evidence = {fact.claim.path for fact in base.facts if fact.claim.role == "evidence"}
    dated = re.compile(r"(?<!\d)20\d\d-?[01]\d-?[0-3]\d")
    done: dict[str, str] = {}
    for change in files:
        old, new = change.old, change.new
        if old is None or not any(matches(glob, old.path) for glob in base.config.snapshots):
            continue
        if old.path not in evidence and not dated.search(old.path.rsplit("/", 1)[-1]):
            continue
        kept = new is not None and any(matches(glob, new.path) for glob in base.config.snapshots)
        if new is None or not kept:
            done[old.path] = "deleted"
        elif old.blob != new.blob:
            done[old.path] = "changed"
    return rewritten(done)


def _change_rules(state: State) -> list[ChangeRule]:
    pages, reads = _pages(state, state.config.change_rules), state.gathered.reads
    return [rule for path in pages for rule in reads.change_rules(path, _text(state, path)).rules]


def _weakened(base: State, here: State) -> list[Finding]:
    from consistency.rules.guarding import unguarded, unreadable
    from consistency.rules.weakened import weakened

    found: list[Finding] = []
    for path in _pages(base, base.config.dod):
        after = _text(here, path) if path in here.gathered.paths else ""
        if after != _text(base, path):
            was = base.gathered.reads.definition(path, _text(base, path))
            found += weakened(was, here.gathered.reads.definition(path, after))
    found += unguarded(base.facts, here.facts, _standing(base, here))
    found += unreadable(base.facts, here.facts, _rows(here))
    return found + _settings(base, here)


def _standing(base: State, here: State) -> Callable[[str], Claim | None]:
    """For a document that both trees hold: the place that it is cited at if it guards nothing any more."""
    return lambda path: _cause(path, base.config, here.config) if path in here.gathered.paths else None


def _cause(path: str, before: Config, after: Config) -> Claim:
    if after.ignored(path) and not before.ignored(path):
        glob = next(glob for glob in after.ignore if matches(glob, path))
        return _at(after, ("ignore",), glob, f"is ignored now ({glob})")
    role = after.role_of(path)
    if role and role != before.role_of(path):
        glob = next(glob for glob, _ in reversed(after.roles) if matches(glob, path))
        return _at(after, ("roles", glob), role, f"has the role {role} now ({glob})")
    return Claim("problem", "role", path, 1, 1, 1, "")


def _at(config: Config, keys: tuple[str | int, ...], value: str, part: str = "") -> Claim:
    line, column = config.place(*keys) if config.path else (1, 1)
    return Claim("problem", value, config.path or "consistency.toml", line, column, column, "", part=part)


def _rows(here: State) -> Callable[[str, str], tuple[int, str] | None]:
    """The first table row of a document that holds a name."""
    split: dict[str, list[tuple[int, str]]] = {}

    def row_of(path: str, service: str) -> tuple[int, str] | None:
        if path not in split:
            from consistency.markdown.text import lines

            text = here.gathered.texts.get(path, "")
            split[path] = [(number, line) for number, line in enumerate(lines(text), 1) if "|" in line]
        return next((row for row in split[path] if service in row[1]), None)

    return row_of


def _settings(base: State, here: State) -> list[Finding]:
    """What the configuration guards less: rules weaker or off, a floor raised, aliases gone."""
    from consistency.rules.guarding import loosened

    before, after = base.config, here.config
    if before == after:
        return []
    found = []
    for rule in RULES:
        was = before.severity_of(rule.id, rule.name, rule.severity)
        now = after.severity_of(rule.id, rule.name, rule.severity)
        if was != "off" and _rank(now) > _rank(was):
            said = rule.id if rule.id in dict(after.severity) else rule.name
            claim = _at(after, ("severity", said), now)
            found.append(loosened(f"{rule.id} {rule.name} is {now} now, it was {was}", (claim,), rule.id))
    if _rank(after.fail_on) < _rank(before.fail_on):
        claim = _at(after, ("fail_on",), after.fail_on)
        found.append(
            loosened(f"only {after.fail_on} findings block now, before {before.fail_on} ones", (claim,), "fail_on")
        )
    for kind, old, new in (
        ("services", before.service_ties(), after.service_ties()),
        ("hosts", before.host_ties(), after.host_ties()),
    ):
        for name, aliases in old.items():
            gone = [alias for alias in aliases if alias not in new.get(name, ())]
            found += [_untied(kind, name, alias, base, after) for alias in gone if _used(kind, alias, base.facts)]
    return found


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _used(kind: str, alias: str, facts: Sequence[Fact]) -> int:
    if kind == "hosts":
        return sum(fact.claim.host.casefold() == alias.casefold() for fact in facts)
    key = squash(alias)[0]
    return sum(bool(fact.claim.service) and squash(fact.claim.service)[0] == key for fact in facts)


def _untied(kind: str, name: str, alias: str, base: State, after: Config) -> Finding:
    from consistency.rules.guarding import loosened

    count = _used(kind, alias, base.facts)
    claim = _at(after, (kind, name), alias)
    what = f"{alias} is no longer another name of {name}: {count} statements about it are not held against those about {name}"
    return loosened(what, (claim,), f"{kind}/{name}/{alias}")
