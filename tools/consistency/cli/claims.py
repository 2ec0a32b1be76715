"""`consistency claims`: what was read, from where, how it was linked; and what was not read, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import click

from consistency.cli.errors import Unusable
from consistency.cli.options import HELP, directory, formats, reading
from consistency.cli.output import emit, sinks
from consistency.cli.service import service_of
from consistency.engine.known import Known, known, scope_of
from consistency.model.claim import Unread
from consistency.model.fact import Fact
from consistency.model.objects import fact_object, unread_object
from consistency.report.safe import json_text, line
from consistency.report.words import count

FORMATS = ("text", "json", "jsonl", "parquet")


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency claims                        everything that was read, document by document
  consistency claims --service grafana      every claim about one service, and how its names were tied
  consistency claims --unread               what looks like a port or a URL and is in no claim, and why
  consistency claims -f jsonl | jq .claim   one claim a line
  consistency claims -o claims.parquet      for `consistency fleet`, and for any engine
""",
)
@click.option("--service", metavar="NAME", help="Only what was linked to this service, under any of its names.")
@click.option("--unread", is_flag=True, help="List the literals that were not read, each with the reason.")
@reading
@formats(*FORMATS)
@directory
def command(directory: str, service: str | None, unread: bool, staged: bool, rev: str | None, **options: Any) -> None:
    """Show what was read and from where; --unread shows what was not."""
    where = sinks(options["formats"], options["outputs"], "text", FORMATS)
    tables = [sink for sink in where if sink.format == "parquet"]
    if any(sink.file is None for sink in tables):
        raise Unusable("Parquet is no text: say where it goes, --output claims.parquet")
    found = known(directory, scope_of(staged, rev))
    facts = () if unread else found.facts
    if service:
        key = service_of(found.facts, service)
        facts = tuple(fact for fact in facts if fact.service == key)
    left = found.gathered.unread if unread or not service else ()
    render = {"text": lambda: text(found, facts, left, unread), "json": lambda: model(found, facts, left)}
    for sink in tables:
        _parquet(facts, sink.file or "")
    where = tuple(sink for sink in where if sink.format != "parquet")
    emit(where, lambda format_: render.get(format_, lambda: lines(facts, left if unread else ()))())


def _parquet(facts: Sequence[Fact], file: str) -> None:
    """The linked claims as a table. Raises Unusable without the extra, and for a file that cannot be written."""
    from consistency.fleet.error import FleetError
    from consistency.fleet.export import write_parquet

    try:
        write_parquet(facts, file)
    except FleetError as error:
        raise Unusable(str(error)) from None
    except OSError as error:
        raise Unusable(f"{file} cannot be written: {error.strerror or error}") from None


def text(found: Known, facts: Sequence[Fact], left: Sequence[Unread], unread: bool) -> str:
    """Claims, or unread literals, for people, document by document, and how many there are."""
    shown = list(_unread(left) if unread else _claims(facts))
    looked = found.gathered.looked
    holding = len({fact.claim.path for fact in facts})
    end = f"{count(len(facts), 'claim')} in {holding:,} of {count(looked.documents, 'document')}"
    missing = f"{count(len(left), 'literal')} not read"
    if unread:
        return "\n".join([*shown, missing]) + "\n"
    hint = f", {missing} (`consistency claims --unread` lists them)" if left else ""
    return "\n".join([*shown, end + hint]) + "\n"


def _claims(facts: Sequence[Fact]) -> Iterator[str]:
    placed = sorted(facts, key=lambda fact: (fact.claim.path, fact.claim.line, fact.claim.column))
    for path, group in groupby(placed, key=lambda fact: fact.claim.path):
        members = list(group)
        yield f"{line(path)} ({members[0].claim.role})"
        wide = max(len(_place(fact)) for fact in members)
        yield from (f"  {_place(fact):<{wide}}  {line(_said(fact))}" for fact in members)
        yield ""


def _place(fact: Fact) -> str:
    return f"{fact.claim.line}:{fact.claim.column}"


def _said(fact: Fact) -> str:
    """`LiteLLM proxy on Mini: port 4000 (web; planned; litellm-orch is LiteLLM proxy)`."""
    claim = fact.claim
    subject = claim.service or claim.section or claim.path
    host = claim.host or fact.host_name
    where = f"{subject} on {host}" if subject and host else subject or host
    more = [
        f"part {fact.part}" if fact.part else "",
        claim.namespace if claim.namespace not in ("", "host") else "",
        claim.scope,
        claim.modality if claim.modality != "stated" else "",
        f"observed on {claim.observed_on}" if claim.observed_on else "",
        _linked(fact),
    ]
    notes = "; ".join(each for each in more if each)
    return f"{where}: {claim.attribute} {claim.value}" + (f" ({notes})" if notes else "")


def _linked(fact: Fact) -> str:
    """How the names were tied, where the name itself is not the link."""
    ties = [("a guess: " if fact.inferred else "linked: ") + fact.tie] if fact.tie else []
    written, known_as = fact.claim.host, fact.host_name
    if written and known_as and written.casefold() != known_as.casefold():
        ties.append(f"linked: {written} is {known_as}")
    elif known_as and not written:
        ties.append(f"on {known_as} by its heading")
    return "; ".join(ties)


def _unread(left: Sequence[Unread]) -> Iterator[str]:
    for path, group in groupby(left, key=lambda each: each.path):
        yield line(path)
        yield from (f"  {each.line}:{each.column}  {line(each.text)}  {line(each.reason)}" for each in group)
        yield ""


def model(found: Known, facts: Sequence[Fact], left: Sequence[Unread]) -> str:
    """The model as schema/model.schema.json has it."""
    documents = [
        {"path": document.path, "role": document.role, "claims": document.claims} for document in found.documents()
    ]
    facts_ = [fact_object(fact) for fact in facts]
    unread = [unread_object(each) for each in left]
    return json_text({"version": 1, "documents": documents, "facts": facts_, "unread": unread})


def lines(facts: Sequence[Fact], left: Sequence[Unread]) -> str:
    """One object a line: the linked claims, and where they were asked for, the literals not read."""
    objects = [*(fact_object(fact) for fact in facts), *(unread_object(each) for each in left)]
    return "".join(json_text(each, indent=None) + "\n" for each in objects)
