"""`consistency selftest`: prove on the site's own documents that each rule goes red."""

from __future__ import annotations

import datetime
from typing import Any

import click

from consistency.cli.options import HELP, day, directory, formats, today
from consistency.cli.output import emit, sinks
from consistency.engine.prepared import Scope, prepare
from consistency.engine.selftest import Proof, SelfTest, selftest
from consistency.report.safe import json_text
from consistency.report.safe import line as safe

FORMATS = ("text", "json")
_SHOWN = 40


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency selftest            each rule, the mutation that made it speak, and what nothing guards
  consistency selftest -f json
""",
)
@today
@formats(*FORMATS)
@directory
def command(today: datetime.date | None, directory: str, **options: Any) -> int:
    """Mutate the documents in memory, one mistake after another, and show which rule sees it.

    Exit 1 where an enabled rule stays silent, whatever is done to the documents.
    """
    where = sinks(options["formats"], options["outputs"], "text", FORMATS)
    result = selftest(prepare(directory or ".", Scope(), cache=False).tree, day(today))
    emit(where, lambda name: json_text(_object(result)) if name == "json" else "\n".join([*_text(result), ""]))
    return 1 if any(proof.state == "unproven" for proof in result.proofs) else 0


def _text(result: SelfTest) -> list[str]:
    lines = [_line(proof) for proof in result.proofs]
    if result.unguarded:
        lines += ["", "No rule guards these statements: each was changed, and nothing spoke."]
        for fact in result.unguarded[:_SHOWN]:
            claim = fact.claim
            lines.append(
                "  "
                + safe(f"{claim.path}:{claim.line}:{claim.column}: {fact.service_name} {claim.attribute} {claim.value}")
            )
        if len(result.unguarded) > _SHOWN:
            lines.append(f"  ... and {len(result.unguarded) - _SHOWN} more (--format json names all)")
    return [*lines, "", _summary(result)]


def _line(proof: Proof) -> str:
    if proof.state != "red":
        why = "off by the configuration" if proof.state == "off" else "STAYED SILENT: no mutation made it speak"
        return f"{proof.rule}  {proof.name}: {why}"
    said = safe(f"{proof.path}:{proof.line}: {proof.message}")
    return safe(f"{proof.rule} {proof.name}: red, {proof.by}") + f"\n      {said}"


def _summary(result: SelfTest) -> str:
    states = [proof.state for proof in result.proofs]
    planted = sum(proof.planted for proof in result.proofs)
    guarded = result.moved - len(result.unguarded)
    return (
        f"{states.count('red')} rules went red ({planted} on a planted example), {states.count('unproven')} silent, "
        f"{states.count('off')} off; {guarded} of {result.moved} ports guarded; {result.tried} mutations"
    )


def _object(result: SelfTest) -> dict[str, Any]:
    """As schema/selftest.schema.json has it."""
    return {
        "version": 1,
        "rules": [proof._asdict() for proof in result.proofs],
        "unguarded": [
            {
                "service": fact.service_name,
                "host": fact.host_name,
                "attribute": fact.claim.attribute,
                "value": fact.claim.value,
                "path": fact.claim.path,
                "line": fact.claim.line,
                "column": fact.claim.column,
            }
            for fact in result.unguarded
        ],
        "summary": {"moved": result.moved, "tried": result.tried},
    }
