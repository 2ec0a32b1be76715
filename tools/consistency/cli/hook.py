"""`check --staged`, as the hook says it: the same run and the same words, without loading a parser of options.

Whatever is not plain sailing is left to the command proper, which does it all again and tells it in full.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

#: The words of the hook.
WORDS = ("check", "--staged")


def run(argv: Sequence[str]) -> int | None:
    """The exit code, after everything was told; None where the command proper has to do it."""
    if tuple(argv) != WORDS or "_CONSISTENCY_COMPLETE" in os.environ:
        return None
    try:
        return _held()
    except Exception:
        return None  # the command proper meets it, too, and has the words for it


def _held() -> int | None:
    import datetime

    from consistency.engine.check import Scope, prepare
    from consistency.engine.check import run as judge
    from consistency.engine.staged import near_commit

    prepared = prepare(".", Scope("index"))
    found = near_commit(prepared.tree, prepared.bases, prepared.means)
    if found is None:
        return None  # everything must be read: somebody wants to see how far it is
    today = datetime.datetime.now(datetime.UTC).date()
    run = judge(prepared, Scope("index"), today, found)
    if run.blocking:
        from consistency.cli.judged import show

        show(run, None, {"formats": (), "outputs": ()})  # with who brought each side in, and when
        sys.stdout.flush()
        return 1
    from consistency import __version__
    from consistency.report.color import columns, wanted
    from consistency.report.options import Options
    from consistency.report.text import render

    color = wanted(sys.stdout.isatty(), os.environ)
    options = Options(__version__, today=today.isoformat(), color=color, width=columns())
    sys.stdout.write(render(run, options))
    sys.stdout.flush()
    return 0
