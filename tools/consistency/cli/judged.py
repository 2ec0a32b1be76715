"""What the judging verbs share: the words to a scope, the run, and its formats."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from typing import Any

from consistency import __version__
from consistency.cli.errors import Unusable
from consistency.cli.options import colored, day
from consistency.cli.output import emit, sinks
from consistency.cli.progress import bar
from consistency.cli.timed import timed
from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope, prepare
from consistency.engine.stages import Stages
from consistency.model.run import Run
from consistency.report.color import columns
from consistency.report.formats import load, tells_all
from consistency.report.options import Options, RuleHelp
from consistency.rules import RULES

#: The formats that tell who brought a side in.
_NAMING = frozenset({"text", "markdown", "pr-comment", "html"})


def judge(paths: tuple[str, ...], today: datetime.date | None, options: dict[str, Any], reading: bool = False) -> Run:
    """The run that the options ask for. Raises Unusable for words that contradict each other."""
    folder, scope = options.get("directory") or ".", _scope(options, reading)
    unsaved = "-" in paths
    if unsaved and (paths != ("-",) or not options.get("stdin_name")):
        raise Unusable("- reads one document from standard input: give it alone, and its path with --stdin-name")
    given = (options["stdin_name"],) if unsaved else paths
    narrowed = tuple(_relative(folder, path, must_exist=not unsaved) for path in given)
    scope = scope._replace(paths=() if "." in narrowed else narrowed)  # the top of the tree is all of it

    def work(prepared: Prepared) -> Run:
        return run(_with_input(prepared, scope.paths[0]) if unsaved else prepared, scope, day(today))

    return _told(options, scope, work)


def _told(options: dict[str, Any], scope: Scope, work: Callable[[Prepared], Run]) -> Run:
    """What `work` makes of the prepared trees; where the time went is told if somebody asked."""
    folder, stages = options.get("directory") or ".", Stages() if options.get("verbose") else None
    cache, jobs = not options.get("no_cache"), options.get("jobs") or 0
    profile = bool(options.get("profile"))
    return timed(stages, profile, lambda: work(prepare(folder, scope, cache, jobs, bar(), stages)))


def _with_input(prepared: Prepared, path: str) -> Prepared:
    """The tree with standard input in the place of one file."""
    import sys

    from consistency.tree.overlay import Overlay

    return prepared._replace(tree=Overlay(prepared.tree, path, sys.stdin.buffer.read()))


def snapshots_as_of(options: dict[str, Any]) -> Run:
    """The run of --as-of. Raises Unusable together with what names another base."""
    from consistency.config import load as settings
    from consistency.engine.as_of import as_of

    if options.get("since"):
        raise Unusable("--as-of has a base for each snapshot, its own day: leave --since out")
    folder = options.get("directory") or "."

    def work(prepared: Prepared) -> Run:
        return as_of(folder, prepared._replace(bases=()), settings(prepared.tree))

    return _told(options, _scope(options), work)


def _scope(options: dict[str, Any], reading: bool = False) -> Scope:
    if options.get("staged") and options.get("rev"):
        raise Unusable("--staged and --rev name two trees: choose one")
    tree = "index" if options.get("staged") else options.get("rev") or "worktree"
    where = sinks(options.get("formats", ()), options.get("outputs", ()))
    whole = any(tells_all(sink.format, reading) for sink in where)
    return Scope(tree, options.get("since") or options.get("base") or "", bool(options.get("everything")), whole=whole)


def _relative(folder: str, path: str, must_exist: bool = True) -> str:
    from consistency.tree.git import find

    full = os.path.abspath(os.path.join(folder, path))
    if must_exist and not os.path.exists(full):
        raise Unusable(f"{path} does not exist: give a file or folder of the tree")
    repository = find(folder)
    top = repository.top if repository and repository.top else os.path.abspath(folder)
    return os.path.relpath(os.path.realpath(full), os.path.realpath(top)).replace(os.sep, "/")


def show(
    run: Run, today: datetime.date | None, options: dict[str, Any], reading: bool = False, default: str = "text"
) -> None:
    """Write the run in every format that was asked for."""
    where = sinks(options["formats"], options["outputs"], default)
    names = {sink.format for sink in where}
    known = Options(
        __version__,
        rules=_help(bool(names & {"sarif", "html"})),
        today=day(today).isoformat(),
        color=colored(options.get("color")),
        quiet=bool(options.get("quiet")),
        statistics=bool(options.get("statistics")),
        width=columns(),
        changed=_changed(run, options) if "github" in names else {},
        origins=_origins(run, options, reading) if names & _NAMING else {},
        title=os.path.basename(os.path.abspath(options.get("directory") or ".")),
    )
    emit(where, lambda name: load(name, reading)(run, known))


def _changed(run: Run, options: dict[str, Any]) -> dict[str, frozenset[int]]:
    """The lines that the change touched, of the documents that are cited."""
    if not run.base:
        return {}
    from consistency.engine.touched import touched

    prepared = prepare(options.get("directory") or ".", _scope(options))
    cited = (claim.path for finding in run.findings for claim in finding.claims)
    return touched(prepared.bases[0], prepared.tree, cited) if prepared.bases else {}


def _origins(run: Run, options: dict[str, Any], reading: bool) -> dict[tuple[str, int], str]:
    """Who brought in the sides that are shown: where somebody reviews a change or reads a report, or is blocked."""
    if not (reading or options.get("since") or (run.blocking and run.base)) or options.get("quiet"):
        return {}
    from consistency.engine.origins import origins

    shown = [one for one in run.findings if reading or one.blocking or one.baseline == "new"]
    return origins(options.get("directory") or ".", run.tree, shown)


def _help(pages: bool) -> dict[str, RuleHelp]:
    """Every rule in words; its page only for the formats that carry pages."""
    if not pages:
        return {rule.id: RuleHelp(rule.name, rule.summary, "") for rule in RULES}
    from consistency.cli.explain import page

    return {rule.id: RuleHelp(rule.name, rule.summary, page(rule)) for rule in RULES}
