"""`consistency ledger accept|defer|fix FINDING`: answer a finding in this month's audit ledger."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

import click

from consistency.cli.options import HELP, date, day, directory, today
from consistency.model.finding import Finding

_FINDING = click.argument("finding", metavar="FINDING")
_WHY = click.option("--why", metavar="TEXT", required=True, help="The reason, for whoever reads the ledger.")


class Current(NamedTuple):
    """What is to be answered: the repository's folder, this month's ledger in it, and the findings as they stand."""

    root: Path
    ledger: str
    findings: tuple[Finding, ...]


def current(folder: str, day_: datetime.date) -> Current:
    """The findings of the work tree as they stand on a day. Raises TreeError, ConfigError."""
    from consistency.cli.snapshot_site import site
    from consistency.engine.check import check

    place = site(folder)
    findings = check(place.top, today=day_).findings
    return Current(place.top, place.config.ledger_file(f"{day_:%Y-%m}"), findings)


@click.group(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency ledger accept A103-5e1f... --why "meant for the LAN"
  consistency ledger defer B101 --until 2026-12-31 --why "with the next release"
  consistency ledger fix 5e1f --why "row to be corrected"

FINDING is a fingerprint, its first digits, or a rule that has one finding only.
""",
)
@directory
@click.pass_context
def command(context: click.Context, directory: str) -> None:
    """Answer a finding: a row in this month's audit ledger."""
    context.obj = directory


@command.command(context_settings=HELP)
@_FINDING
@_WHY
@today
@click.pass_obj
def accept(folder: str, finding: str, why: str, today: datetime.date | None) -> None:
    """It stays as it is: the finding blocks no more."""
    _answer(folder, finding, "accepted", why, "", day(today))


@command.command(context_settings=HELP)
@_FINDING
@_WHY
@click.option("--until", metavar="DATE", type=date, required=True, help="The last day of the delay (YYYY-MM-DD).")
@today
@click.pass_obj
def defer(folder: str, finding: str, why: str, until: datetime.date, today: datetime.date | None) -> None:
    """It is wrong and may wait: the finding blocks again after DATE."""
    _answer(folder, finding, "defer", why, until.isoformat(), day(today))


@command.command(context_settings=HELP, short_help="It is wrong and is corrected now: it goes on blocking.")
@_FINDING
@_WHY
@today
@click.pass_obj
def fix(folder: str, finding: str, why: str, today: datetime.date | None) -> None:
    """It is wrong and will be corrected now: the finding goes on blocking."""
    _answer(folder, finding, "fix_now", why, "", day(today))


def _answer(folder: str, word: str, kind: str, why: str, until: str, day_: datetime.date) -> None:
    from consistency.ledger.choose import chosen
    from consistency.ledger.file import write_answer
    from consistency.report.safe import line

    now = current(folder, day_)
    finding = chosen(now.findings, word)
    write_answer(now.root, now.ledger, finding, kind, why, until, day_)
    said = f"{kind} until {until}" if until else kind
    click.echo(line(f"{now.ledger}: {finding.rule}-{finding.fingerprint} {said}: {finding.message}"))
