"""`consistency snapshot`: write down what hosts really run; `diff` two of them, and say how old the evidence is."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from consistency.cli.options import HELP, day, directory, formats, today
from consistency.cli.output import emit, sinks

FORMATS = ("text", "json")
EXAMPLES = """\b
Examples:
  consistency snapshot                        this machine
  consistency snapshot --ssh mini --ssh nas   hosts that consistency.toml names
  consistency snapshot --bundle > look.sh     a script to run by hand, there:
    sh look.sh > bundle.txt
  consistency snapshot --from bundle.txt --host nas
  consistency snapshot status                 how old the evidence is
"""


@click.group("snapshot", invoke_without_command=True, context_settings=HELP, epilog=EXAMPLES)
@click.option("--host", metavar="NAME", help="The host that is observed, by a name that the configuration knows.")
@click.option("--ssh", "ssh", metavar="HOST", multiple=True, help="Look at HOST through your own ssh. May be repeated.")
@click.option("--sudo", is_flag=True, help="With --ssh: look as root, by `sudo -n`.")
@click.option("--bundle", is_flag=True, help="Print the script that looks, to be run by hand.")
@click.option(
    "--from", "from_", metavar="FILE", type=click.Path(allow_dash=True), help="Read the script's output (- for stdin)."
)
@click.option("--if-changed", is_flag=True, help="Write nothing where reality is as last recorded.")
@click.option("--check", is_flag=True, help="Exit 1 where what was seen contradicts the documents.")
@click.option("--corrects", metavar="ID", multiple=True, help="The id of a snapshot that was wrong. May be repeated.")
@click.option("--why", metavar="TEXT", default="", help="With --corrects: what was wrong with it.")
@click.option("--as-host", is_flag=True, help="Inside a container: the container is the host that is meant.")
@click.option("--no-probes", is_flag=True, help="Make no HTTP requests.")
@click.option("--dry-run", is_flag=True, help="Print the document and write nothing.")
@directory
@click.pass_context
def command(ctx: click.Context, /, directory: str, bundle: bool, **given: Any) -> int:
    """Write down what a host really runs, with its date, in the folder of snapshots."""
    ctx.ensure_object(dict)["directory"] = directory
    if ctx.invoked_subcommand:
        return 0
    if bundle:
        from consistency.evidence.bundle import script
        from consistency.evidence.collect import fresh_number

        sys.stdout.write(script(fresh_number()))
        return 0
    from consistency.cli.snapshot_hosts import Request
    from consistency.cli.snapshot_take import run

    return run(Request(directory=directory, **given))


@command.command("diff", context_settings=HELP, short_help="Show what changed from one snapshot to another.")
@click.argument("before", metavar="A", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("after", metavar="B", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--exit-code", is_flag=True, help="Exit 1 where something changed.")
@formats(*FORMATS)
def diff(before: Path, after: Path, exit_code: bool, **options: Any) -> int:
    """Show what changed on a host from snapshot A to snapshot B (two files)."""
    from consistency.cli.snapshot_diff import compared, difference_json, difference_text

    where = sinks(options["formats"], options["outputs"], "text", FORMATS)
    found = compared(before, after)
    emit(where, lambda name: difference_json(found) if name == "json" else f"{difference_text(found)}\n")
    return int(bool(found.changes) and exit_code)


@command.command("status", context_settings=HELP, short_help="Show how old the evidence of each host is.")
@today
@formats(*FORMATS)
@click.pass_context
def status(ctx: click.Context, /, today: date | None, **options: Any) -> int:
    """Show, per host and facet, the newest evidence, its age and what was not seen."""
    from consistency.cli.snapshot_status import aged, aged_json, aged_text

    where = sinks(options["formats"], options["outputs"], "text", FORMATS)
    found = aged(ctx.obj["directory"], day(today))
    emit(where, lambda name: aged_json(found) if name == "json" else f"{aged_text(found)}\n")
    return 0
