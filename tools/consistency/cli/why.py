"""`consistency why SERVICE[.ATTRIBUTE]`: every source of one fact, the odd one out, and who would have to move."""

from __future__ import annotations

import datetime
from typing import Any

import click

from consistency.cli.errors import Unusable
from consistency.cli.options import HELP, date, directory, formats, reading
from consistency.cli.output import emit, sinks
from consistency.cli.service import fact_of
from consistency.cli.why_show import Answer, as_json, evidenced_json, evidenced_text, text
from consistency.engine.aspects import aspects
from consistency.engine.evidenced import evidenced
from consistency.engine.guarded import FAMILY
from consistency.engine.known import Known, known, known_tree, scope_of
from consistency.engine.standing import standing
from consistency.engine.verdict import SINGLE, verdict

FORMATS = ("text", "json")


def _on(directory: str, day: datetime.date, staged: bool, rev: str | None) -> Known:
    """What was known on a day in the past, on this branch or that of a revision."""
    from consistency.engine.past import tree_at

    if staged:
        raise Unusable("--at asks about a commit of the past, --staged about the next one: choose one")
    return known_tree(tree_at(directory, day.isoformat(), rev or "HEAD"))


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency why grafana             everything that is said of it, by attribute
  consistency why grafana.port        one fact, with every source
  consistency why grafana --evidence  what the latest evidence says of each statement
  consistency why litellm.bind --rev v1.2
  consistency why grafana.port --at 2026-02-09
""",
)
@click.argument("fact", metavar="SERVICE[.ATTRIBUTE]")
@click.option("--evidence", is_flag=True, help="Say of each statement: supported, contradicted or not evidenced.")
@click.option("--at", metavar="DATE", type=date, help="As the branch stood at the end of DATE (YYYY-MM-DD).")
@reading
@formats(*FORMATS)
@directory
def command(
    fact: str,
    directory: str,
    evidence: bool,
    at: datetime.date | None,
    staged: bool,
    rev: str | None,
    **options: Any,
) -> None:
    """Show every source of one fact: intended, configured and observed, and who would have to move."""
    where = sinks(options["formats"], options["outputs"], "text", FORMATS)
    found = _on(directory, at, staged, rev) if at else known(directory, scope_of(staged, rev))
    key, attribute = fact_of(found.facts, fact)
    name = next(each.service_name for each in found.facts if each.service == key)
    if evidence:
        every = evidenced(standing(found.facts), key, attribute)
        emit(where, lambda format_: evidenced_json(found, name, every) if format_ == "json" else evidenced_text(every))
        return
    answers = answered(found, key, attribute)
    emit(where, lambda format_: as_json(found, name, answers) if format_ == "json" else text(name, answers))


def answered(found: Known, key: str, attribute: str = "") -> tuple[Answer, ...]:
    """The aspects of a service, each with the verdict by the site's order for the attribute's family."""
    facts = [fact for fact in standing(found.facts) if fact.service == key]
    every = []
    for aspect in aspects(facts, attribute):
        order = found.config.order(FAMILY.get(aspect.attribute, ""))
        single = aspect.attribute in SINGLE
        every.append(Answer(aspect, verdict((fact.claim for fact in aspect.facts), order) if single else None))
    return tuple(every)
