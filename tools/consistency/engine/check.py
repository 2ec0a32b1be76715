"""One run: a tree, held against itself, its evidence, its ledgers, and a base."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Mapping, Sequence

from consistency.cache import patterns
from consistency.cache.cells import Lost
from consistency.cache.store import Store
from consistency.config import Config, load, verify_rules
from consistency.engine.bases import compared, unreadable
from consistency.engine.changed import changed
from consistency.engine.concluded import Checked, checked, concluded, untouched
from consistency.engine.documents import Documents
from consistency.engine.gather import gathered
from consistency.engine.governance import State, governance
from consistency.engine.judge import Shared, cross_checked, finish, judge, link, switched_off
from consistency.engine.lines import Lines
from consistency.engine.means import Means, Progress
from consistency.engine.moved import moves, renamed, renamed_facts
from consistency.engine.prepared import Prepared, Scope, prepare
from consistency.engine.site import answered
from consistency.engine.staged import Near, near_commit
from consistency.engine.stages import Stages
from consistency.engine.stale import note, stale
from consistency.model.claim import Unread
from consistency.model.finding import Finding, at_least
from consistency.model.run import Change, Looked, Run
from consistency.rules import RULES
from consistency.tree.index import Index
from consistency.tree.raw import FileChange
from consistency.tree.source import MissingBase, Tree
from consistency.tree.worktree import Worktree

#: From so many files on, a tree is judged in parts.
MANY = 1_500


def check(
    folder: str | object = ".",
    scope: Scope | None = None,
    today: datetime.date | str | None = None,
    cache: bool = True,
    jobs: int = 0,
    progress: Progress | None = None,
    stages: Stages | None = None,
) -> Run:
    """Judge a tree. Raises TreeError, ConfigError; everything that is wrong with a document is a finding."""
    scope = scope or Scope()
    prepared = prepare(str(folder), scope, cache, jobs, progress, stages)
    return run(prepared, scope, _day(today))


def _day(today: datetime.date | str | None) -> datetime.date:
    if isinstance(today, str):
        return datetime.date.fromisoformat(today)
    return today or datetime.datetime.now(datetime.UTC).date()


def run(prepared: Prepared, scope: Scope, today: datetime.date, near: Near | None = None) -> Run:
    """The run over prepared trees; a pure function of them and the day. `near`: what is known of it already."""
    means = prepared.means
    if means is None or means.store.file or scope.whole or len(prepared.tree.entries()) < MANY:
        return _run(prepared, scope, today, near)
    import tempfile

    with tempfile.TemporaryDirectory(prefix="consistency-") as folder:  # nothing is kept, but not all is in memory
        store = Store(folder)
        try:
            return _run(prepared._replace(means=means._replace(store=store)), scope, today, near)
        finally:
            store.close()


def _run(prepared: Prepared, scope: Scope, today: datetime.date, near: Near | None) -> Run:
    near = near or _near_or_built(prepared, scope)
    means = prepared.means or Means(Store())
    means.done("what an edit concerns")
    if near is not None:
        with contextlib.suppress(Lost):  # what is kept may turn out to be damaged at any moment
            return _run_near(prepared, scope, today, near, means)
    means.say("everything was judged")
    prepared = present(prepared)
    result = told_run(prepared, everything(prepared), scope, today, prepared.notes, not scope.paths, None)
    means.done("what the change brings")
    return result


def _run_near(prepared: Prepared, scope: Scope, today: datetime.date, near: Near, means: Means) -> Run:
    states = _near_states(prepared, near)
    means.done("declared checks")
    notes = (*prepared.notes, *_older(near.older))
    whole = not scope.paths and not near.older
    result = told_run(prepared, states, scope, today, notes, whole, near.changes)
    means.done("what the change brings")
    return _with_all(result, prepared.tree, near.config, means) if scope.whole else result._replace(older=near.older)


def _with_all(run: Run, tree: Tree, config: Config, means: Means) -> Run:
    """The run with the facts of all documents: what the rules say of them is known."""
    found = gathered(tree, config, Documents(tree, config, means))
    means.done("reading")
    facts = link(found.claims, config)
    means.done("linking names")
    return run._replace(facts=facts, unread=found.unread)


def _near_states(prepared: Prepared, near: Near) -> list[State]:
    """The states of a run that were judged by what an edit concerns; what no change touches is checked once."""
    trees = (prepared.tree, *prepared.bases)
    states: list[State] = []
    known = Checked((), near.quiet) if near.quiet is not None else None
    for tree, (found, side) in zip(trees, near.states, strict=True):
        if known is None or not untouched(known.asked, near.changes):
            known = checked(tree, near.config, found)
        states.append(concluded(tree, near.config, found, side.facts, side.judgement.findings, known))
    if near.ground and near.quiet is None and known and known.asked and not known.findings:
        near.ground.learn_quiet(near.commit, known.asked)  # `known` is of the last tree
    return states


def near_run(prepared: Prepared, scope: Scope) -> Near | None:
    """The run by what is kept, as far as it concerns an edit; None where everything must be judged. Raises ConfigError."""
    tree, means = prepared.tree, prepared.means
    if means is None or _ground_of(prepared, scope) is None:
        return None
    if isinstance(tree, Index):
        return near_commit(tree, prepared.bases, means)
    from consistency.engine.lying import lying

    return lying(tree, means) if isinstance(tree, Worktree) else None


def _near_or_built(prepared: Prepared, scope: Scope) -> Near | None:
    """The same; very many documents are made a ground first: only so are they judged in little memory."""
    found, means, ground = near_run(prepared, scope), prepared.means, _ground_of(prepared, scope)
    if found is not None or means is None or ground is None:
        return found
    if not means.store.file or len(ground.entries()) < MANY:
        return None
    from consistency.engine.building import build

    config = load(ground)
    verify_rules(config, [(rule.id, rule.name) for rule in RULES])
    return near_run(prepared, scope) if build(ground, config, means) else None


def _ground_of(prepared: Prepared, scope: Scope) -> Tree | None:
    """The tree of which a ground may be kept: the commit that an index grows from, or the work tree itself."""
    tree, bases = prepared.tree, prepared.bases
    if isinstance(tree, Index) and not (scope.whole or scope.everything or scope.paths) and len(bases) == 1:
        return bases[0]
    return tree if isinstance(tree, Worktree) and tree.repository and not bases else None


def _older(count: int) -> tuple[str, ...]:
    """A note where disagreements were there before and were not looked at again."""
    many = f"{count} older disagreements are" if count > 1 else "1 older disagreement is"
    return (f"{many} elsewhere and not shown: `consistency check` lists them",) if count else ()


def present(prepared: Prepared) -> Prepared:
    """Without the bases that this clone lacks: that is said, and everything is judged.

    What is in conflict is taken out of the bases, too: nobody has resolved what was found there.
    """
    try:
        for base in prepared.bases:
            base.entries()
        unmerged = {left.path for left in prepared.tree.left_out() if left.reason == "conflict"}
        if unmerged and prepared.bases:
            from consistency.tree.narrowed import Narrowed

            return prepared._replace(bases=tuple(Narrowed(base, unmerged) for base in prepared.bases))
    except MissingBase as missing:
        note = f"{str(missing).rstrip('.')}; everything is judged"
        return prepared._replace(bases=(), label="", notes=(*prepared.notes, note))
    return prepared


def everything(prepared: Prepared) -> list[State]:
    """Every tree of the run, judged with all that it says."""
    config = load(prepared.tree)
    verify_rules(config, [(rule.id, rule.name) for rule in RULES])
    shared = Shared() if prepared.bases else None
    states = []
    for place, tree in enumerate((prepared.tree, *prepared.bases)):
        known = load(tree) if place else config
        keeps = (place == 1 and len(prepared.bases) == 1) or not prepared.bases
        states.append(judged(tree, known, prepared.means, shared, keeps))
    return states


def told_run(
    prepared: Prepared,
    states: Sequence[State],
    scope: Scope,
    today: datetime.date,
    notes: tuple[str, ...],
    whole: bool,
    files: Sequence[FileChange] | None,
) -> Run:
    """What the states of a run come to, the first of them held against the others.

    whole: all findings are there, so a ledger's answer to none of them answers nothing · files: those that differ from
    the one base, where that is known
    """
    here, before = states[0], states[1:]
    findings, resolved = here.findings, tuple[Finding, ...]()
    changes: tuple[Change, ...] = ()
    lacking: tuple[str, ...] = ()
    if before:
        then = [
            _renamed(one, moves(base, prepared.tree, files)) for base, one in zip(prepared.bases, before, strict=True)
        ]
        findings, resolved = compared(findings, [one.findings for one in then])
        resolved = tuple(finish(resolved, here.config))  # what a rule said that is off now, nobody has resolved
        moved = [changed(one.facts, here.facts) for one in then]
        lacking = unreadable([one.gathered.claims for one in before])
        changes = moved[0]
        findings, governed = governance(before, here, findings, moved, files)
        findings += [one._replace(baseline="new") for one in finish(governed, here.config)]
    lines = Lines(here.gathered)
    findings, problems = answered(list(findings), here.gathered, here.config, today, lines.of, whole)
    findings = finish([*findings, *finish(problems, here.config)], here.config)
    against = bool(before)
    findings = [one._replace(blocking=blocks(one, here.config, scope, against, today)) for one in findings]
    if scope.paths:
        findings = [one for one in findings if any(_within(claim.path, scope.paths) for claim in one.claims)]
    here.gathered.reads.keep()
    if prepared.means:
        patterns.keep(prepared.means.store)
    old = note(stale(here.facts, here.config.budget, today))
    return Run(
        tree=prepared.tree.label,
        base=prepared.label or None,
        findings=tuple(findings),
        looked=here.gathered.looked,
        resolved=resolved,
        changes=changes,
        notes=tuple(filter(None, (*notes, *lacking, *here.gathered.notes, *switched_off(here.config), old))),
        facts=here.facts,
        unread=here.gathered.unread,
        sources=lines.cited(findings),
    )


def judged(
    tree: Tree, config: Config, means: Means | None = None, shared: Shared | None = None, keeps: bool = False
) -> State:
    """Gather, link and judge one tree; `keeps`: the next commit will be held against it."""
    means = means or Means(Store())
    documents = Documents(tree, config, means)
    means.store.make_room(len(documents.entries))
    found = gathered(tree, config, documents)
    means.say(f"{len(documents.entries):,} documents of {tree.label}, {documents.anew:,} of them anew")
    means.done("reading")
    facts = link(found.claims, config, shared)
    means.done("linking names")
    found = found._replace(looked=found.looked._replace(checked=cross_checked(facts)))
    judgement = judge(facts, config, shared)
    means.done("rules")
    if keeps:
        from consistency.engine.grounded import keep

        keep(means.store, tree, config, documents, found, facts, judgement.spots)
        means.done("keeping")
    return concluded(tree, config, found, facts, judgement.findings)


def _renamed(one: State, moved: Mapping[str, str]) -> State:
    """A base with the paths that its documents have now."""
    if not moved:
        return one
    return one._replace(facts=renamed_facts(one.facts, moved), findings=renamed(one.findings, moved))


def blocks(finding: Finding, config: Config, scope: Scope, against: bool, today: datetime.date) -> bool:
    """Does it stop the commit: severe enough, not answered, and brought in by what is judged."""
    if not at_least(finding.severity, config.fail_on):
        return False
    answer = finding.disposition
    passed = answer is not None and answer.kind == "defer" and answer.until < today.isoformat()
    if answer is not None and answer.kind != "fix_now" and not passed:
        return False
    return not against or scope.everything or finding.baseline != "unchanged"


def _within(path: str, paths: Sequence[str]) -> bool:
    return any(path == one or path.startswith(one.rstrip("/") + "/") for one in paths)


__all__ = ["Looked", "Scope", "Unread", "check", "prepare", "run"]
