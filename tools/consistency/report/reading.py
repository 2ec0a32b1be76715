"""The run as text for reading: by family and severity, with dates; no code frames."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.finding import SEVERITIES, Finding
from consistency.model.run import Change, Run
from consistency.report import safe, words
from consistency.report.color import paint
from consistency.report.evidence import ages, told
from consistency.report.frame import cells
from consistency.report.options import Options
from consistency.report.summary import summary


def render(run: Run, options: Options) -> str:
    """Families in order, in them the worst first; then what is answered, resolved, changed, and the evidence's age."""
    title = " ".join(filter(None, ["Consistency report", f"of {options.title}" * bool(options.title), options.today]))
    against = f", held against {run.base}" if run.base else ""
    lines = [paint(safe.line(title), "bold", options.color), safe.line(f"{run.tree}{against}")]
    waiting = [item for item in run.findings if not words.answered(item)]
    for letter in sorted({item.family for item in waiting}):
        lines += _family(letter, [item for item in waiting if item.family == letter], options)
    lines += _listed("Answered in the ledger", map(_line, filter(words.answered, run.findings)), options)
    lines += _listed(f"Resolved since {run.base}", map(_line, run.resolved), options)
    lines += _listed("What changed in claims", map(_change, run.changes), options)
    seen = (f"{age.host}: {told(age)}" for age in ages(run, options.today))
    lines += _listed("Evidence by host", seen, options)
    return "\n".join([*lines, "", *summary(run, options)]) + "\n"


def _family(letter: str, findings: list[Finding], options: Options) -> list[str]:
    lines = ["", paint(f"{letter}  {words.family(letter)} ({len(findings)})", "bold", options.color)]
    for severity in SEVERITIES:
        found = [item for item in findings if item.severity == severity]
        if found:
            lines.append(f"  {paint(severity, severity, options.color)}")
        for item in found:
            lines += _finding(item, options)
    return lines


def _finding(item: Finding, options: Options) -> list[str]:
    """The message, then a line a side: what is said, by whom and when, where."""
    mark = words.mark(item)
    name = f"{item.rule} {item.name}" + f" ({mark})" * bool(mark)
    rows = [tuple(map(safe.line, (claim.value, words.side(claim), words.place(claim)))) for claim in item.claims]
    says, who = (min(max((cells(row[column]) for row in rows), default=0), 32) for column in (0, 1))
    lines = [f"    {safe.line(name)}: {safe.line(item.message)}"]
    lines += [
        f"      {value}{' ' * (says - cells(value))}  {side}{' ' * (who - cells(side))}  "
        f"{paint(where, 'place', options.color)}"
        for value, side, where in rows
    ]
    asides = [("why unsure", item.inferred), ("with it", "; ".join(item.attached)), ("next", item.hint)]
    return lines + [f"      {label}: {safe.line(text)}" for label, text in asides if text]


def _line(item: Finding) -> str:
    answer = words.disposition(item)
    return f"{item.severity} {item.rule} {item.name}: {item.message}" + f" -- {answer}" * bool(answer)


def _change(item: Change) -> str:
    before, after = (", ".join(values) or "nothing" for values in (item.before, item.after))
    who = " on ".join(filter(None, (item.service, item.host)))
    return f"{who}: {item.attribute} {before} -> {after} ({item.path}:{item.line})"


def _listed(title: str, items: Iterable[str], options: Options) -> list[str]:
    lines = [f"  {safe.line(item)}" for item in items]
    return ["", paint(safe.line(f"{title} ({len(lines)})"), "bold", options.color), *lines] if lines else []
