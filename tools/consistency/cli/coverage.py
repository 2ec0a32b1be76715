"""`consistency coverage`: which statements another source guards, by family and by document, as test coverage does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

import click

from consistency.cli.errors import BLOCKS
from consistency.cli.options import HELP, directory, formats, reading
from consistency.cli.output import emit, sinks
from consistency.engine.declared import declared_statements
from consistency.engine.guarded import Statement, merged, statements
from consistency.engine.known import known, scope_of
from consistency.model.objects import claim_object
from consistency.report.safe import json_text, line
from consistency.report.words import FAMILIES, count

FORMATS = ("text", "json")


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency coverage                  by family and by document
  consistency coverage -v               and every statement that stands alone
  consistency coverage --fail-under 60  exit 1 where less than 60 % is guarded

A statement is guarded where another document, a config file, evidence or a
declared check says the same thing of the same service: then one of them
cannot change alone without being noticed. Whether they agree, `check` says.
""",
)
@click.option("--fail-under", metavar="PERCENT", type=click.FloatRange(0, 100), help="Exit 1 below this.")
@click.option("-v", "--verbose", is_flag=True, help="List every statement that stands alone.")
@reading
@formats(*FORMATS)
@directory
def command(
    directory: str, verbose: bool, fail_under: float | None, staged: bool, rev: str | None, **options: Any
) -> int:
    """Show which statements another source guards, and which stand alone."""
    found = known(directory, scope_of(staged, rev))
    every = merged(statements(found.facts), declared_statements(found))
    where = sinks(options["formats"], options["outputs"], "text", FORMATS)
    emit(where, lambda format_: json_text(as_object(every)) if format_ == "json" else text(every, verbose))
    return BLOCKS if fail_under is not None and percent(every) < fail_under else 0


def percent(statements: Sequence[Statement]) -> float:
    """How much is guarded, 0 to 100. Of nothing, nothing is: a gate that looked at nothing is never green."""
    return 100 * guarded(statements) / len(statements) if statements else 0.0


def guarded(statements: Iterable[Statement]) -> int:
    return sum(bool(each.by) for each in statements)


def text(every: Sequence[Statement], verbose: bool) -> str:
    """Two tables and a total; `verbose` adds the statements that stand alone, by document."""
    if not every:
        return "no statement was read: there is nothing to guard (`consistency claims` shows what was read)\n"
    lines = ["statements  guarded        by family"]
    lines += [_row(group, f"{key} {FAMILIES[key]}") for key, group in _grouped(every, lambda each: each.family)]
    lines += ["", "statements  guarded        by document"]
    lines += [_row(group, line(key)) for key, group in _grouped(every, lambda each: each.claim.path)]
    alone = [each for each in every if not each.by]
    if verbose and alone:
        lines += ["", "standing alone"]
        lines += [f"  {line(_place(each) + ': ' + _said(each))}" for each in alone]
    hint = f"; {count(len(alone), 'stands', 'stand')} alone" if alone else ""
    hint += " (-v lists them)" if alone and not verbose else ""
    total = f"{guarded(every):,} of {count(len(every), 'statement')} guarded ({_percent(every)}){hint}"
    return "\n".join([*lines, "", total]) + "\n"


def _grouped(every: Sequence[Statement], key: Callable[[Statement], str]) -> list[tuple[str, list[Statement]]]:
    return [(name, list(group)) for name, group in groupby(sorted(every, key=key), key=key)]


def _row(group: Sequence[Statement], name: str) -> str:
    return f"{len(group):>10,}  {guarded(group):>7,}  {_percent(group):>5}  {name}"


def _percent(group: Sequence[Statement]) -> str:
    """Rounded down, so that 100 % means every one of them."""
    return f"{int(percent(group))} %"


def _place(each: Statement) -> str:
    return f"{each.claim.path}:{each.claim.line}:{each.claim.column}"


def _said(each: Statement) -> str:
    claim = each.claim
    host = f" on {claim.host}" if claim.host and claim.service else ""
    subject = claim.service or claim.host or claim.part or claim.section
    return f"{subject}{host}: {claim.attribute} {claim.value}"


def as_object(every: Sequence[Statement]) -> dict[str, Any]:
    """Counts in all, by family and by document, and the claims that stand alone: schema/coverage.schema.json."""

    def counts(group: Sequence[Statement]) -> dict[str, Any]:
        return {"statements": len(group), "guarded": guarded(group), "percent": round(percent(group), 1)}

    return {
        "version": 1,
        **counts(every),
        "families": [{"family": key, **counts(group)} for key, group in _grouped(every, lambda each: each.family)],
        "documents": [{"path": key, **counts(group)} for key, group in _grouped(every, lambda each: each.claim.path)],
        "alone": [{"family": each.family, "claim": claim_object(each.claim)} for each in every if not each.by],
    }
