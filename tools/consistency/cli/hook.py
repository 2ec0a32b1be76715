"""`check` and `check --staged` with nothing else said: the same run and the same words, without a parser of options.

Whatever is not plain sailing is left to the command proper, which does it all again and tells it in full.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

#: The words that are understood here, with the tree that they mean.
WORDS = {("check", "--staged"): "index", ("check",): "worktree"}


def run(argv: Sequence[str], leave: Callable[[int], None]) -> int | None:
    """`leave` is given the exit code once everything is told, before anything is taken apart: that takes time.

    None where the command proper has to do it.
    """
    tree = WORDS.get(tuple(argv))
    if tree is None or "_CONSISTENCY_COMPLETE" in os.environ:
        return None
    try:
        return _held(tree, leave)
    except KeyboardInterrupt:
        from consistency.cli.errors import INTERRUPTED

        return INTERRUPTED
    except Exception:
        return None  # the command proper meets it, too, and has the words for it


def _held(tree: str, leave: Callable[[int], None]) -> int | None:
    import datetime

    from consistency.engine.prepared import Scope, prepare

    scope = Scope(tree)
    prepared = prepare(".", scope)  # git is at work from here on
    from consistency.engine.check import near_run
    from consistency.engine.check import run as judge

    found = near_run(prepared, scope)
    if found is None:
        return None  # everything must be read: somebody wants to see how far it is
    today = datetime.datetime.now(datetime.UTC).date()
    run = judge(prepared, scope, today, found)
    if run.blocking and run.base:
        from consistency.cli.judged import show

        show(run, None, {"formats": (), "outputs": ()})  # with who brought each side in, and when
    else:
        from consistency import __version__
        from consistency.report.color import columns, wanted
        from consistency.report.options import Options
        from consistency.report.text import render

        color = wanted(sys.stdout.isatty(), os.environ)
        sys.stdout.write(render(run, Options(__version__, today=today.isoformat(), color=color, width=columns())))
    sys.stdout.flush()
    code = 1 if run.blocking else 0
    leave(code)
    return code
