"""What the judging verbs share: the words to a scope, the run, and its formats."""

from __future__ import annotations

import datetime
import os
import shutil
from typing import Any

from consistency import __version__
from consistency.cli.errors import Unusable
from consistency.cli.options import colored, day
from consistency.cli.output import emit, sinks
from consistency.cli.progress import bar
from consistency.engine import Scope, check
from consistency.model.run import Run
from consistency.report.formats import load
from consistency.report.options import Options, RuleHelp
from consistency.rules import RULES


def judge(paths: tuple[str, ...], today: datetime.date | None, options: dict[str, Any]) -> Run:
    """The run that the options ask for. Raises Unusable for words that contradict each other."""
    if options.get("staged") and options.get("rev"):
        raise Unusable("--staged and --rev name two trees: choose one")
    folder = options.get("directory") or "."
    tree = "index" if options.get("staged") else options.get("rev") or "worktree"
    since = options.get("since") or options.get("base") or ""
    scope = Scope(tree, since, bool(options.get("everything")), tuple(_relative(folder, path) for path in paths))
    return check(folder, scope, day(today), not options.get("no_cache"), options.get("jobs") or 0, bar())


def _relative(folder: str, path: str) -> str:
    from consistency.tree.git import find

    full = os.path.abspath(os.path.join(folder, path))
    if not os.path.exists(full):
        raise Unusable(f"{path} does not exist: give a file or folder of the tree")
    repository = find(folder)
    top = repository.top if repository and repository.top else os.path.abspath(folder)
    return os.path.relpath(os.path.realpath(full), os.path.realpath(top)).replace(os.sep, "/")


def show(
    run: Run, today: datetime.date | None, options: dict[str, Any], reading: bool = False, default: str = "text"
) -> None:
    """Write the run in every format that was asked for."""
    where = sinks(options["formats"], options["outputs"], default)
    known = Options(
        __version__,
        rules=_help(any(sink.format in ("sarif", "html") for sink in where)),
        today=day(today).isoformat(),
        color=colored(options.get("color")),
        quiet=bool(options.get("quiet")),
        statistics=bool(options.get("statistics")),
        width=shutil.get_terminal_size((110, 40)).columns,
        title=os.path.basename(os.path.abspath(options.get("directory") or ".")),
    )
    emit(where, lambda name: load(name, reading)(run, known))


def _help(pages: bool) -> dict[str, RuleHelp]:
    """Every rule in words; its page only for the formats that carry pages."""
    if not pages:
        return {rule.id: RuleHelp(rule.name, rule.summary, "") for rule in RULES}
    from consistency.cli.explain import page

    return {rule.id: RuleHelp(rule.name, rule.summary, page(rule)) for rule in RULES}
