"""The options that verbs share, spelled the same everywhere."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from consistency.report.color import wanted
from consistency.report.formats import FORMATS

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

Function = TypeVar("Function", bound=Callable[..., Any])


def date(text: str) -> datetime.date:
    """A date as YYYY-MM-DD."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no date: write it as 2026-02-09.") from None


directory = click.option(
    "-C", "directory", metavar="DIR", default=".", help="Work in DIR.", type=click.Path(exists=True, file_okay=False)
)
staged = click.option("--staged", is_flag=True, help="Judge what the next commit brings in.")
rev = click.option("--rev", metavar="REV", help="Read this revision instead of the work tree.")
since = click.option("--since", metavar="REV", help="Judge what changed since REV (from the merge base).")
base = click.option("--base", metavar="REV", help="Say what is new, unchanged and resolved against REV (merge base).")
everything = click.option("--all", "everything", is_flag=True, help="Judge old findings too.")
exit_zero = click.option("--exit-zero", is_flag=True, help="Exit 0 even where something blocks.")
no_cache = click.option("--no-cache", is_flag=True, help="Read every document anew.")
jobs = click.option(
    "--jobs", metavar="N", type=click.IntRange(1), help="Processes at most; the default suits the work."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="One line a finding, and no summary.")
verbose = click.option("-v", "--verbose", is_flag=True, help="Say what was read, from where, and how long it took.")
profile = click.option("--profile", is_flag=True, help="Say where the time went, function by function.")
statistics = click.option("--statistics", is_flag=True, help="Count by rule instead of listing.")
color = click.option("--color/--no-color", "color", default=None, help="Colour, whatever the output is.")
today = click.option("--today", metavar="DATE", type=date, help="Take DATE for today (YYYY-MM-DD).")


def formats(*names: str) -> Callable[[Function], Function]:
    """--format, several times, and --output: parameters `formats` and `outputs`; `names` are those the verb knows."""

    def decorate(function: Function) -> Function:
        output = click.option(
            "-o",
            "--output",
            "outputs",
            metavar="[FORMAT:]FILE",
            multiple=True,
            help="Write to FILE; its ending, or FORMAT, says how. May be repeated.",
        )
        format_ = click.option(
            "-f", "--format", "formats", multiple=True, type=click.Choice(names or tuple(FORMATS)),
            help="What to write. May be repeated.",
        )  # fmt: skip
        return format_(output(function))

    return decorate


def several(*options: Callable[[Function], Function]) -> Callable[[Function], Function]:
    """Several options as one decorator; help shows them in this order."""

    def decorate(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


#: What every verb takes that reads another tree and judges nothing.
reading = several(click.option("--staged", is_flag=True, help="Read what the next commit will hold."), rev)
#: What every verb that judges takes.
judging = several(staged, rev, since, everything, exit_zero, no_cache, jobs, today)
#: What every verb that prints takes.
printing = several(quiet, verbose, profile, statistics, color, directory)


def day(given: datetime.date | None) -> datetime.date:
    """The day of the run: as given, else today in UTC, so that a team sees one answer."""
    return given or datetime.datetime.now(datetime.timezone.utc).date()  # noqa: UP017 - an attribute less to import


def colored(given: bool | None) -> bool:
    """Whether standard output is coloured: as given, else as NO_COLOR, FORCE_COLOR and the terminal say."""
    return wanted(sys.stdout.isatty(), os.environ) if given is None else given
