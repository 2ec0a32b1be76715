"""Proof that rules go red: a site's own documents, mutated in memory, judged as a commit that changes them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from consistency.cache.store import Store
from consistency.config import Config, ConfigError, load
from consistency.engine.bases import compared
from consistency.engine.changed import changed
from consistency.engine.check import judged
from consistency.engine.gather import wanted
from consistency.engine.governance import State, governance
from consistency.engine.judge import finish
from consistency.engine.means import Means
from consistency.engine.mutate import Mutation, mutations, port_moves
from consistency.engine.planted import plants
from consistency.engine.site import answered
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules import RULES
from consistency.tree.memory import Memory
from consistency.tree.source import Tree, TreeError
from consistency.values.glob import matches

#: Port moves at most: on a site with more statements than these, the first ones stand for the rest.
MOVES = 400
#: Families whose findings are about the statement itself; of the G rules only G301 holds a port in its place.
_GUARDS = "ABCDEF"
_SIDE_FILES = (".json", ".yaml", ".yml", ".toml", ".env", ".conf", ".ini", ".md")


class Proof(NamedTuple):
    """One rule. state: red | off (by the configuration) | unproven (no mutation made it speak).

    `by` is the mutation, `message` what the rule said, at `path`:`line`. `planted` says that the site has nothing that
    the rule is about, and the example of its page was planted beside the documents.
    """

    rule: str
    name: str
    state: str
    by: str = ""
    message: str = ""
    path: str = ""
    line: int = 0
    planted: bool = False


class SelfTest(NamedTuple):
    """`unguarded` are the statements of a port that can be changed without a finding; `moved` were tried."""

    proofs: tuple[Proof, ...]
    unguarded: tuple[Fact, ...]
    moved: int
    tried: int


class _Bench:
    """The site as it is, and the judge of what a mutation makes of it."""

    def __init__(self, tree: Tree, today: datetime.date) -> None:
        self.today = today
        self.config = load(tree)
        self.means = Means(Store(""))
        self.contents = _contents(tree, self.config)
        self.tree = Memory(self.contents)
        self.base = judged(self.tree, self.config, self.means)
        self.known = {one.fingerprint for one in self._all(self.base, self.base.findings, self.today)}

    def _all(self, here: State, findings: Sequence[Finding], today: datetime.date) -> list[Finding]:
        kept, problems = answered(list(findings), here.gathered, self.config, today, lambda _path, _line: "", True)
        return [*kept, *finish(problems, self.config)]

    def new(self, mutation: Mutation) -> list[Finding]:
        """The findings that a mutation brings in. A mutation that leaves no usable tree brings in none."""
        files: dict[str, bytes] = dict(self.contents)
        for path, data in mutation.files.items():
            files.pop(path, None)
            if data is not None:
                files[path] = data
        tree = Memory(files)
        try:
            config = load(tree)
            here = judged(tree, config, self.means)
        except (ConfigError, TreeError):
            return []
        findings, _ = compared(here.findings, [self.base.findings])
        states = [State(self.tree, self.config, self.base.gathered, self.base.facts)]
        now = State(tree, config, here.gathered, here.facts)
        findings, governed = governance(states, now, findings, [changed(self.base.facts, here.facts)])
        findings += [one._replace(baseline="new") for one in finish(governed, config)]
        today = self.today + datetime.timedelta(days=mutation.days)
        every = self._all(here, findings, today)  # one that only lost a side is unchanged, and no proof
        return [one for one in every if one.fingerprint not in self.known and one.baseline != "unchanged"]


def selftest(tree: Tree, today: datetime.date) -> SelfTest:
    """Mutate the tree's documents and see what speaks. Raises ConfigError, TreeError where the tree cannot be used."""
    bench = _Bench(tree, today)
    enabled = [rule for rule in RULES if bench.config.severity_of(rule.id, rule.name, rule.severity) != "off"]
    red: dict[str, Proof] = {}
    unguarded: list[Fact] = []
    moved = tried = 0
    for mutation in _some(port_moves(bench.contents, bench.base.facts)):
        found = bench.new(mutation)
        moved += 1
        if mutation.fact and not any(one.family in _GUARDS or one.rule == "G301" for one in found):
            unguarded.append(mutation.fact)
        _note(red, mutation, found)
    for mutation in mutations(bench.contents, bench.base.facts, bench.config):
        tried += 1
        _note(red, mutation, bench.new(mutation))
    for rule in enabled:
        for files_before, mutation in plants(rule.id, bench.contents, bench.config):
            if rule.id in red:
                break
            tried += 1
            _note(red, mutation, _planted(bench, files_before, mutation), planted=True)
    proofs = tuple(red.get(rule.id, Proof(rule.id, rule.name, "unproven")) for rule in enabled)
    off = tuple(Proof(rule.id, rule.name, "off") for rule in RULES if rule not in enabled)
    return SelfTest(tuple(sorted((*proofs, *off))), tuple(unguarded), moved, moved + tried)


def _some(moves: Iterable[Mutation]) -> Iterator[Mutation]:
    for _, mutation in zip(range(MOVES), moves, strict=False):
        yield mutation


def _planted(bench: _Bench, before: Mapping[str, bytes], mutation: Mutation) -> list[Finding]:
    """What a planted example brings in; one that shows a change is judged against the site with its first state."""
    if not before:
        return bench.new(mutation)
    return _Bench(Memory({**bench.contents, **before}), bench.today).new(mutation)


def _note(red: dict[str, Proof], mutation: Mutation, found: Iterable[Finding], planted: bool = False) -> None:
    for one in found:
        place = one.claims[0]
        made = planted or mutation.what.startswith("planted")
        red.setdefault(
            one.rule, Proof(one.rule, one.name, "red", mutation.what, one.message, place.path, place.line, made)
        )


def _contents(tree: Tree, config: Config) -> dict[str, bytes]:
    """Every path; the bytes of what is read, and nothing for the rest."""
    globs = (*config.dod, *config.change_rules, *config.ledger, *config.migrations, *config.snapshots)
    contents: dict[str, bytes] = {}
    chosen = []
    for entry in tree.entries():
        contents[entry.path] = b""
        side = entry.path.endswith(_SIDE_FILES) and not config.ignored(entry.path)
        if (
            side
            or entry.path == config.path
            or wanted(entry.path, config)
            or any(matches(g, entry.path) for g in globs)
        ):
            chosen.append(entry)
    for entry, data in tree.read_many(chosen, config.max_file_size):
        if isinstance(data, bytes):
            contents[entry.path] = data
    return contents
