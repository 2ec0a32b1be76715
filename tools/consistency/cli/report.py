"""`consistency report`: the same findings, for reading: by family and severity, with dates."""

from __future__ import annotations

import datetime
from typing import Any

import click

from consistency.cli.judged import judge, show
from consistency.cli.options import (
    HELP,
    base,
    everything,
    exit_zero,
    formats,
    jobs,
    no_cache,
    printing,
    rev,
    staged,
    today,
)


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency report                           by family and severity
  consistency report --base origin/main        what got better and worse
  consistency report -f html -o report.html    one page to keep open
  consistency report --base main -f pr-comment
""",
)
@click.argument("paths", nargs=-1)
@base
@staged
@rev
@everything
@exit_zero
@no_cache
@jobs
@today
@formats()
@printing
def command(paths: tuple[str, ...], today: datetime.date | None, **options: Any) -> int:
    """Tell everything that was found, for reading."""
    run = judge(paths, today, options, reading=True)
    show(run, today, options, reading=True)
    return 1 if run.blocking and not options["exit_zero"] else 0
