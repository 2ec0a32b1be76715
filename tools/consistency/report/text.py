"""Findings for a terminal: code frames that show every side."""

from __future__ import annotations

from consistency.model.claim import Claim
from consistency.model.finding import SEVERITIES, Finding
from consistency.model.run import Run
from consistency.report import safe, words
from consistency.report.color import paint
from consistency.report.frame import frame
from consistency.report.options import Options
from consistency.report.summary import notes, summary

#: A finding shows at most so many of its sides, and says how many more there are.
FRAMES = 6


def render(run: Run, options: Options) -> str:
    """Every open finding with its frames, answered and older ones in a line, what was looked at, what to do now."""
    if options.statistics:
        return "\n".join([*_statistics(run), "", *summary(run, options)]) + "\n"
    if options.quiet:
        lines = [_heading(finding, options, placed=True) for finding in run.findings if not words.answered(finding)]
        return "".join(f"{line}\n" for line in [*lines, *notes(run)])
    parts = ["\n".join(_finding(finding, run, options)) for finding in run.findings if not _short(finding)]
    short = [_heading(finding, options, placed=True) for finding in run.findings if _short(finding)]
    if short:
        parts.append("\n".join(short))
    if run.resolved:
        parts.append("\n".join(_resolved(finding, options) for finding in run.resolved))
    parts.append("\n".join(summary(run, options)))
    return "\n\n".join(parts) + "\n"


def _short(finding: Finding) -> bool:
    """Answered findings and those that were there before take one line."""
    return not finding.blocking and (words.answered(finding) or finding.baseline == "unchanged")


def _heading(finding: Finding, options: Options, placed: bool = False) -> str:
    mark = words.mark(finding)
    rule = paint(f"{finding.severity}[{finding.rule}]", finding.severity, options.color)
    where = paint(safe.line(words.place(finding.claims[0])), "place", options.color) + ": " if placed else ""
    name = f"{safe.line(finding.name)} ({safe.line(mark)})" if mark else safe.line(finding.name)
    return f"{where}{rule} {name}: {paint(safe.line(finding.message), 'bold', options.color)}"


def _resolved(finding: Finding, options: Options) -> str:
    rule = paint(f"resolved[{finding.rule}]", "good", options.color)
    return f"{rule} {safe.line(finding.name)}: {safe.line(finding.message)}"


def _finding(finding: Finding, run: Run, options: Options) -> list[str]:
    shown = finding.claims[:FRAMES]
    gutter = max((len(str(claim.line)) for claim in shown), default=1)
    lines = [_heading(finding, options)]
    for index, claim in enumerate(shown):
        lines += _side(claim, index, gutter, run, options)
    blank = " " * gutter
    lines.extend(f"{blank} {paint('=', 'place', options.color)} {trailer}" for trailer in _trailers(finding))
    return lines


def _side(claim: Claim, index: int, gutter: int, run: Run, options: Options) -> list[str]:
    """The place, the source line and the carets of one claim."""
    blank, bar = " " * gutter, paint("|", "place", options.color)
    arrow = paint("-->" if index == 0 else ":::", "place", options.color)
    place = [f"{blank}{arrow} {safe.line(words.place(claim))}"]
    source, column, end_column = run.source_line(claim.path, claim.line), claim.column, claim.end_column
    if not source:
        source, column, end_column = claim.quote, 1, len(claim.quote) + 1
    label = safe.line(words.said(claim) + options.origin(claim.path, claim.line))
    if not source:
        return [*place, f"{blank} {bar} {label}"]
    cut = frame(source, column, end_column, max(options.width - gutter - 3, 40))
    number = paint(str(claim.line).rjust(gutter), "place", options.color)
    carets = paint(("^" if index == 0 else "-") * cut.width, "high" if index == 0 else "low", options.color)
    return [*place, f"{number} {bar} {cut.text}", f"{blank} {bar} {' ' * cut.indent}{carets} {label}"]


def _trailers(finding: Finding) -> list[str]:
    more = len(finding.claims) - FRAMES
    known = [
        ("also", f"{words.count(more, 'more place')}, all of them in --format json" if more > 0 else ""),
        ("why unsure", finding.inferred),
        ("with it", "; ".join(finding.attached)),
        ("ledger", words.disposition(finding)),
        ("next", finding.hint),
        ("if it is right", words.way_out(finding) if finding.blocking and finding.fingerprint else ""),
    ]
    return [f"{name}: {safe.line(text)}" for name, text in known if text]


def _statistics(run: Run) -> list[str]:
    """Counts a rule, worst first, then most first."""
    rules: dict[tuple[str, str], list[Finding]] = {}
    for finding in run.findings:
        rules.setdefault((finding.rule, finding.name), []).append(finding)
    order = sorted(
        rules.items(), key=lambda item: (min(SEVERITIES.index(f.severity) for f in item[1]), -len(item[1]), item[0])
    )
    width = max((len(name) for _, name in rules), default=4)
    lines = [f"{'count':>5}  {'blocks':>6}  {'worst':<8}  rule  name"]
    for (rule, name), found in order:
        worst = min((f.severity for f in found), key=SEVERITIES.index)
        blocking = sum(f.blocking for f in found)
        lines.append(f"{len(found):>5}  {blocking:>6}  {worst:<8}  {rule}  {safe.line(name):<{width}}".rstrip())
    return lines
