"""`consistency check`: hold the statements against each other; exit 1 where something blocks."""

from __future__ import annotations

import datetime
from typing import Any

import click

from consistency.cli.judged import judge, show, snapshots_as_of
from consistency.cli.options import HELP, formats, judging, printing


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency check                        everything, as it lies on the disk
  consistency check --staged               what the next commit brings in (the hook)
  consistency check --since origin/main    what this branch brings in
  consistency check --as-of                each snapshot against the documents of its own day
  consistency check docs/ports.md          findings that cite this file
  consistency check - --stdin-name docs/ports.md < unsaved.md
  consistency check -f json -o sarif:consistency.sarif
""",
)
@click.argument("paths", nargs=-1)
@judging
@click.option("--as-of", is_flag=True, help="Hold each dated snapshot against the documents as of its own date.")
@click.option("--stdin-name", metavar="PATH", help="With - as the path: what standard input is called in the tree.")
@formats()
@printing
def command(paths: tuple[str, ...], today: datetime.date | None, **options: Any) -> int:
    """Hold what the documents say against each other, against config and against evidence."""
    run = snapshots_as_of(options) if options["as_of"] else judge(paths, today, options)
    show(run, today, options)
    return 1 if run.blocking and not options["exit_zero"] else 0
