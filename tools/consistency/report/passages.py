"""Pieces of Markdown that the report and the pull request comment share; every text in them is made safe."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.claim import Claim
from consistency.model.finding import SEVERITIES, Finding
from consistency.model.run import Change
from consistency.report import safe, words
from consistency.report.options import Options

#: Sides shown of one finding; the rest is counted.
SIDES = 12


def finding(item: Finding, options: Options) -> str:
    """A finding as one list item: the message, a table of its sides, what to do."""
    mark = words.mark(item)
    head = f"- **{item.severity}** {safe.code(f'{item.rule} {item.name}')} {safe.markdown(item.message)}"
    lines = [head + (f" *({safe.markdown(mark)})*" if mark else ""), "", *sides(item.claims, options), ""]
    asides = [
        ("", f"… and {words.count(len(item.claims) - SIDES, 'more place')}" if len(item.claims) > SIDES else ""),
        ("Unsure: ", item.inferred),
        ("With it: ", "; ".join(item.attached)),
        ("Ledger: ", words.disposition(item)),
        ("Next: ", item.hint),
        ("Fingerprint: ", item.fingerprint),
    ]
    lines += [f"{name}{safe.markdown(text)}  " for name, text in asides if text]
    return "\n".join(f"  {line}" if line and index else line for index, line in enumerate(lines)) + "\n"


def sides(claims: tuple[Claim, ...], options: Options) -> list[str]:
    """The sides as a table: what is said, who says it and when, where."""
    rows = ["| says | who, when | where |", "| --- | --- | --- |"]
    for claim in claims[:SIDES]:
        says = safe.code(claim.value) or "—"
        who = words.side(claim) + options.origin(claim.path, claim.line)
        rows.append(f"| {says} | {safe.markdown(who)} | {safe.code(words.place(claim))} |")
    return rows


def line(item: Finding) -> str:
    """A finding as one list item in one line."""
    mark = words.disposition(item) or ("" if item.baseline == "unchanged" else words.mark(item))
    told = f" — {safe.markdown(mark)}" if mark else ""
    where = safe.code(words.place(item.claims[0]))
    return f"- {safe.code(f'{item.rule} {item.name}')} {safe.markdown(item.message)} ({where}){told}"


def change(item: Change) -> str:
    """What changed in claims: before and after."""
    before = ", ".join(filter(None, map(safe.code, item.before))) or "nothing"
    after = ", ".join(filter(None, map(safe.code, item.after))) or "nothing"
    who = " on ".join(safe.markdown(name) for name in (item.service, item.host) if name)
    where = safe.code(f"{item.path}:{item.line}")
    return f"- {who}: {safe.markdown(item.attribute)} {before} → {after} ({where})"


def families(findings: Iterable[Finding]) -> list[str]:
    """How many by family and severity, as a table; no row for a family without any."""
    counts: dict[str, dict[str, int]] = {}
    for item in findings:
        counts.setdefault(item.family, dict.fromkeys(SEVERITIES, 0))[item.severity] += 1
    rows = ["| family | critical | high | medium | low |", "| --- | ---: | ---: | ---: | ---: |"]
    for letter in sorted(counts):
        numbers = " | ".join(str(number or "·") for number in counts[letter].values())
        rows.append(f"| {safe.markdown(letter)} {words.family(letter)} | {numbers} |")
    return rows
