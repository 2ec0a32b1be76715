"""Findings as HTML: each side quoted in its line."""

from __future__ import annotations

from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.model.run import Run
from consistency.report import words
from consistency.report.element import Html, element, joined
from consistency.report.frame import excerpt
from consistency.report.options import Options

#: More findings than this are shown folded, so that a long page stays a list.
UNFOLDED = 60
SIDES = 12


def findings(run: Run, options: Options) -> Html:
    """Every finding, in the run's order, worst first; answered ones folded."""
    few = len(run.findings) <= UNFOLDED
    return joined(
        _finding(item, index, run, options, few and not words.answered(item)) for index, item in enumerate(run.findings)
    )


def _finding(item: Finding, index: int, run: Run, options: Options, unfolded: bool) -> Html:
    mark = words.mark(item)
    help_ = options.rules.get(item.rule)
    head = element(
        "summary",
        element("span", item.severity, class_="severity"),
        element("span", item.message, class_="message"),
        element("span", mark, class_="mark") if mark else Html(""),
        element("span", f"{item.rule} {item.name}", class_="rule", title=help_.summary if help_ else ""),
    )
    more = len(item.claims) - SIDES
    sides = [_side(claim, run, options) for claim in item.claims[:SIDES]]
    if more > 0:
        sides.append(element("li", f"and {words.count(more, 'more place')}", class_="more"))
    text = " ".join([item.message, item.rule, item.name, *(claim.path for claim in item.claims)])
    return element(
        "details", head, element("ol", *sides, class_="sides"), _asides(item),
        class_=f"finding {item.severity}" + (" answered" if words.answered(item) else ""), id=f"f{index + 1}",
        open=unfolded, data_text=text.casefold(), data_severity=item.severity, data_family=item.family,
        data_host=item.host, data_state=state(item),
    )  # fmt: skip


def state(item: Finding) -> str:
    """What the filters go by: blocking | answered | open."""
    return "blocking" if item.blocking else "answered" if words.answered(item) else "open"


def _side(claim: Claim, run: Run, options: Options) -> Html:
    line, column, end = run.source_line(claim.path, claim.line), claim.column, claim.end_column
    if not line:
        line, column, end = claim.quote, 1, len(claim.quote) + 1
    cut = excerpt(line, column, end, 118)
    quoted = element("pre", cut.before, element("mark", cut.span), cut.after) if line else Html("")
    caption = element(
        "p",
        element("b", words.said(claim), class_="evidence" if claim.role == "evidence" else "document"),
        element("code", words.place(claim)),
        element("span", options.origin(claim.path, claim.line).lstrip(", "), class_="origin"),
    )
    return element("li", caption, quoted)


def _asides(item: Finding) -> Html:
    told = [
        ("Next", item.hint),
        ("Unsure", item.inferred),
        ("With it", "; ".join(item.attached)),
        ("Ledger", words.disposition(item)),
        ("If right", words.way_out(item) if item.blocking else ""),
        ("Fingerprint", item.fingerprint),
    ]
    rows = [
        joined([element("dt", name), element("dd", text, class_=name.lower().replace(" ", "-"))])
        for name, text in told
        if text
    ]
    return element("dl", *rows) if rows else Html("")
