"""`consistency explain [RULE]`: all rules, or one rule's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from consistency import shipped
from consistency.cli.errors import Unusable, guess
from consistency.cli.options import HELP, formats
from consistency.cli.output import emit, sinks
from consistency.report.safe import json_text
from consistency.report.words import FAMILIES
from consistency.rules import RULES
from consistency.rules.rule import Rule

FORMATS = ("text", "json")


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency explain                all rules, one a line
  consistency explain A              the rules of family A
  consistency explain A103           what it means, examples, how to answer it
  consistency explain bind-mismatch  the same by name
""",
)
@click.argument("rule", required=False)
@formats(*FORMATS)
def command(rule: str | None, **options: Any) -> None:
    """Say what a rule is about and how to answer it; without RULE, list all."""
    chosen = RULES if rule is None else matching(rule, RULES)
    one = chosen[0] if rule is not None and rule.upper() not in FAMILIES else None
    rules = [rule_object(each) | ({"page": page(each)} if one else {}) for each in chosen]
    found = {"version": 1, "rules": rules}  # schema/explain.schema.json
    where = sinks(options["formats"], options["outputs"], "text", FORMATS)
    emit(where, lambda name: json_text(found) if name == "json" else f"{page(one) if one else listing(chosen)}\n")


def matching(word: str, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rule of that id or name, or the rules of that family, whatever the case. Raises Unusable for neither."""
    folded = word.casefold()
    found = tuple(rule for rule in rules if folded in (rule.id.casefold(), rule.name, rule.family.casefold()))
    if found:
        return found
    named = [rule.name for rule in rules if folded in rule.name.split("-")]
    near = f"; did you mean {', '.join(named)}?" if named else guess(word, [n for r in rules for n in (r.id, r.name)])
    raise Unusable(f'there is no rule "{word}"{near} (`consistency explain` lists all)')


def listing(rules: Sequence[Rule]) -> str:
    """A rule a line: id, name, family, severity, what it is about."""
    wide = max((len(rule.name) for rule in rules), default=0)
    return "\n".join(
        f"{rule.id}  {rule.name:{wide}}  {rule.family}  {rule.severity:8}  {rule.summary}"
        for rule in sorted(rules, key=lambda rule: rule.id)
    )


def page(rule: Rule) -> str:
    """The rule's page as Markdown; its line of the list where the installation has no page of it."""
    try:
        folder = shipped.folder("docs/rules")
        files = [file for file in sorted(folder.glob("*.md")) if file.stem.split("-")[0] in (rule.id, rule.id.lower())]
        return files[0].read_text(encoding="utf-8").rstrip("\n")
    except (OSError, IndexError):
        return listing((rule,))


def rule_object(rule: Rule) -> dict[str, str]:
    """A rule for JSON, without its page."""
    return {"id": rule.id, "name": rule.name, "family": rule.family, "severity": rule.severity, "summary": rule.summary}
