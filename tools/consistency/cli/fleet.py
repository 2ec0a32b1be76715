"""`consistency fleet`: many repositories held against each other."""

from __future__ import annotations

import datetime
import os
from typing import Any

import click

from consistency import __version__
from consistency.cli.errors import USAGE, Unusable
from consistency.cli.options import HELP, day, directory, exit_zero, formats, jobs, no_cache, today
from consistency.cli.output import emit, sinks

FORMATS = ("text", "json", "html")


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency fleet repositories.txt                    one path a line, owner behind it
  consistency fleet ~/clones -f html -o fleet.html      every clone below a folder
  consistency fleet exported/ -f json                   files of `claims --format jsonl`
  consistency fleet list.txt --engine dask --scheduler tcp://10.0.0.5:8786
""",
)
@click.argument("list_", metavar="LIST")
@click.option(
    "--engine", type=click.Choice(("local", "duckdb", "dask")), default="local", show_default=True,
    help="Processes here, with DuckDB over Parquet (extra `fleet`), or the workers of a Dask scheduler.",
)  # fmt: skip
@click.option("--scheduler", metavar="URL", default="", help="The Dask scheduler, tcp://HOST:PORT.")
@exit_zero
@no_cache
@jobs
@today
@formats(*FORMATS)
@directory
def command(list_: str, today: datetime.date | None, **options: Any) -> int:
    """Find port, host and service conflicts between repositories."""
    from consistency.fleet.error import FleetError
    from consistency.fleet.run import run
    from consistency.fleet.source import sources

    if options["scheduler"] and options["engine"] != "dask":
        raise Unusable("--scheduler is for --engine dask: add it")
    where = sinks(options["formats"], options["outputs"], known=FORMATS)
    try:
        listed = sources(os.path.join(options["directory"], list_))
        engine, cache = options["engine"], not options["no_cache"]
        fleet = run(listed, day(today).isoformat(), engine, options["scheduler"], options["jobs"], cache)
    except FleetError as error:
        raise Unusable(str(error)) from None
    emit(where, lambda name: _shown(name, fleet))
    if fleet.blocking and not options["exit_zero"]:
        return 1
    return USAGE if fleet.unreadable else 0


def _shown(name: str, fleet: Any) -> str:
    from consistency.fleet import told

    if name == "json":
        return told.as_json(fleet, __version__)
    if name == "text":
        return told.as_text(fleet)
    from consistency.fleet.page import as_html
    from consistency.report.options import Options, RuleHelp
    from consistency.rules import RULES

    return as_html(fleet, Options(__version__, rules={one.id: RuleHelp(one.name, one.summary, "") for one in RULES}))
