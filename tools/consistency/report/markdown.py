"""The report for reading: by family and severity, with dates, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.finding import SEVERITIES, Finding
from consistency.model.run import Run
from consistency.report import passages, safe, words
from consistency.report.evidence import ages, told
from consistency.report.options import Options


def render(run: Run, options: Options) -> str:
    """The whole run; nothing is cut but the sides of very wide findings, which are counted."""
    open_ = [item for item in run.findings if not words.answered(item)]
    answered = [item for item in run.findings if words.answered(item)]
    parts = ["\n".join(_head(run, options))]
    if open_:
        parts.append("\n".join(passages.families(open_)) + "\n")
    parts += [_family(letter, open_, options) for letter in sorted({item.family for item in open_})]
    parts += _section("Answered in the ledger", map(passages.line, answered))
    parts += _section(f"Resolved since {safe.markdown(run.base or 'the base')}", map(passages.line, run.resolved))
    parts += _section("What changed in claims", map(passages.change, run.changes))
    seen = [f"- {safe.markdown(age.host)}: {told(age)}" for age in ages(run, options.today)]
    parts += _section("Evidence by host", seen)
    return "\n".join(parts)


def _head(run: Run, options: Options) -> list[str]:
    title = f" of {safe.markdown(options.title)}" if options.title else ""
    dated = f"{options.today} · " if options.today else ""
    against = f", held against {safe.code(run.base)}" if run.base else ""
    return [
        f"# Consistency report{title}",
        "",
        f"{dated}{safe.code(run.tree)}{against}",
        "",
        f"**{words.tally(run.findings)}; {run.blocking} {'blocks' if run.blocking == 1 else 'block'}.** "
        f"Looked at: {words.looked(run.looked)}.",
        "",
        *[f"> Note: {safe.markdown(note)}\n" for note in run.notes],
        f"Now: {words.next_step(run)}",
        "",
    ]


def _family(letter: str, findings: list[Finding], options: Options) -> str:
    lines = [f"## {safe.markdown(letter)} · {words.family(letter)}", ""]
    for severity in SEVERITIES:
        found = [item for item in findings if item.family == letter and item.severity == severity]
        if found:
            lines += [
                f"### {severity.capitalize()} ({len(found)})",
                "",
                *(passages.finding(item, options) for item in found),
            ]
    return "\n".join(lines)


def _section(title: str, items: Iterable[str]) -> list[str]:
    listed = "\n".join(items)
    return [f"## {title}\n\n{listed}\n"] if listed else []
