"""A history as text and as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from consistency import __version__
from consistency.engine.history import Drift, Statement, days
from consistency.model.finding import SEVERITIES
from consistency.report import safe, words
from consistency.report.color import paint
from consistency.tree.history import Commit


class Told(NamedTuple):
    """What a history has to tell."""

    about: str
    commits: Sequence[Commit]
    statements: Sequence[Statement]
    drifts: Sequence[Drift]
    today: datetime.date


def text(told: Told, color: bool) -> str:
    """Statements by attribute and document, then the contradictions with their commits."""
    lines = [paint(safe.line(_title(told)), "bold", color)]
    for attribute, of_attribute in groupby(told.statements, key=lambda one: one.attribute):
        lines += ["", paint(safe.line(attribute), "bold", color)]
        for path, of_path in groupby(of_attribute, key=lambda one: one.path):
            lines.append(f"  {paint(safe.line(path), 'place', color)}")
            lines += [f"    {safe.line(line)}" for line in _statements(list(of_path), told.today)]
    if told.statements and told.drifts:
        lines += ["", paint("where they disagreed", "bold", color)]
    for drift in told.drifts:
        lines += ["", *_drift(drift, told.today, color)]
    return "\n".join([*lines, "", safe.line(_summary(told))]) + "\n"


def _title(told: Told) -> str:
    span = f", {told.commits[0].date[:10]} to {told.commits[-1].date[:10]}" if told.commits else ""
    what = f"History of {told.about}" if told.about else "Drift"
    return f"{what} ({words.count(len(told.commits), 'commit')}{span})"


def _statements(found: list[Statement], today: datetime.date) -> Iterator[str]:
    width = min(max(len(_value(one)) for one in found), 40)
    for one in found:
        yield f"{_value(one):<{width}}  {_span(one, today)}"


def _value(one: Statement) -> str:
    asides = [one.host, one.modality if one.modality != "stated" else "", one.role if one.role != "canon" else ""]
    told = ", ".join(filter(None, asides))
    return f"{one.value} ({told})" if told else one.value


def _span(one: Statement | Drift, today: datetime.date) -> str:
    end = f"to {_named(one.until)}" if one.until else "and still"
    return f"from {_named(one.since)} {end}, {words.count(days(one.since, one.until, today), 'day')}"


def _named(commit: Commit) -> str:
    return f"{commit.date[:10]} {commit.id[:10]}"


def _drift(drift: Drift, today: datetime.date, color: bool) -> list[str]:
    finding = drift.finding
    rule = paint(f"{finding.severity}[{finding.rule}]", finding.severity, color)
    lines = [f"{rule} {safe.line(finding.name)}: {paint(safe.line(finding.message), 'bold', color)}"]
    steps = [("brought in", drift.since), *(("moved", commit) for commit in drift.moved)]
    if drift.until:
        steps.append(("resolved", drift.until))
    lines += [f"  {label:<10}  {safe.line(_full(commit))}" for label, commit in steps]
    stood = words.count(days(drift.since, drift.until, today), "day")
    return [*lines, f"  {'stood' if drift.until else 'stands'} {stood}: " + ", ".join(_places(drift))]


def _places(drift: Drift) -> list[str]:
    return list(dict.fromkeys(safe.line(words.place(claim)) for claim in drift.finding.claims))[:6]


def _full(commit: Commit) -> str:
    return f"{_named(commit)}  {commit.author}: {commit.subject}"


def _summary(told: Told) -> str:
    standing = sum(drift.until is None for drift in told.drifts)
    arose = words.count(len(told.drifts), "contradiction")
    if not told.drifts:
        return "no contradiction arose"
    return f"{arose} arose, {len(told.drifts) - standing} resolved, {standing} standing" + (
        "" if not standing else "; now: `consistency check` shows both sides of what stands"
    )


def json(told: Told) -> str:
    """As schema/history.schema.json has it.

    `commits` counts them; spans name the commits at their ends, `to` null for what stands.
    """
    worst = {severity: sum(one.finding.severity == severity for one in told.drifts) for severity in SEVERITIES}
    return safe.json_text(
        {
            "version": 1,
            "tool": {"name": "consistency", "version": __version__},
            "subject": told.about or None,
            "commits": len(told.commits),
            "statements": [_statement_object(one, told.today) for one in told.statements],
            "contradictions": [_drift_object(one, told.today) for one in told.drifts],
            "severity": worst,
        }
    )


def _statement_object(one: Statement, today: datetime.date) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("path", "service", "host", "attribute", "value", "role", "modality")}
    return said | {"from": _commit(one.since), "to": _commit(one.until), "days": days(one.since, one.until, today)}


def _drift_object(one: Drift, today: datetime.date) -> dict[str, Any]:
    finding = one.finding
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity,
        "service": finding.service,
        "attribute": finding.attribute,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "claims": [{"path": claim.path, "line": claim.line, "value": claim.value} for claim in finding.claims],
        "from": _commit(one.since),
        "moved": [_commit(commit) for commit in one.moved],
        "to": _commit(one.until),
        "days": days(one.since, one.until, today),
    }


def _commit(commit: Commit | None) -> dict[str, str] | None:
    if commit is None:
        return None
    return {"commit": commit.id, "date": commit.date, "author": commit.author, "subject": commit.subject}
