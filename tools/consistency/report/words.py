"""Sentences that several formats share."""

from __future__ import annotations

from consistency.model.claim import Claim
from consistency.model.finding import SEVERITIES, Finding
from consistency.model.run import Looked, Run

FAMILIES = {
    "A": "Ports, binds and exposure",
    "B": "Auth requirements",
    "C": "Routing, aliases and model inventory",
    "D": "Control plane and port allocation",
    "E": "Deprecated-direction guardrails",
    "F": "Control-plane defaults",
    "G": "Governance",
    "M": "The document itself",
}

ANSWERED = ("accepted", "defer")


def family(letter: str) -> str:
    return FAMILIES.get(letter, "Other")


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 table", "84 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def place(claim: Claim) -> str:
    """path:line:column, not yet made safe."""
    return f"{claim.path}:{claim.line}:{claim.column}"


def answered(finding: Finding) -> bool:
    """Whether the ledger accepts or defers it: it is counted, and no longer asks for anything."""
    return finding.disposition is not None and finding.disposition.kind in ANSWERED


def severities(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How many of each severity, worst first, zeros included."""
    tally = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        tally[finding.severity] += 1
    return tally


def tally(findings: tuple[Finding, ...]) -> str:
    """ "34 findings: 9 high, 22 medium, 3 low"."""
    parts = [f"{number} {name}" for name, number in severities(findings).items() if number]
    return count(len(findings), "finding") + (": " + ", ".join(parts) if parts else "")


def looked(seen: Looked) -> str:
    """What was looked at, as one line."""
    return ", ".join([
        count(seen.documents, "document"), count(seen.tables, "table"), f"{seen.registries:,} read as "
        + ("a registry" if seen.registries == 1 else "registries"), count(seen.rows, "row"),
        count(seen.checked, "statement") + " cross-checked", count(seen.unread, "literal") + " not read",
    ])  # fmt: skip


def side(claim: Claim) -> str:
    """Who says it, and when: "canon", "canon, assumed", "observed on 2026-02-09"."""
    if claim.role == "evidence":
        who = f"observed on {claim.observed_on}" if claim.observed_on else "observed, undated"
    else:
        who = claim.role
    return who if claim.modality == "stated" else f"{who}, {claim.modality}"


def said(claim: Claim) -> str:
    """As `side`, with the value where the quoted text alone does not show it."""
    quote = " ".join(claim.quote.split())
    shown = claim.attribute == "problem" or not claim.value or claim.value.casefold() in quote.casefold()
    return side(claim) if shown else f"{side(claim)}, read as {claim.value}"


def disposition(finding: Finding) -> str:
    """The ledger's answer in words, "" where there is none."""
    answer = finding.disposition
    if answer is None:
        return ""
    kind = {"fix_now": "to be fixed now", "defer": "deferred", "accepted": "accepted"}.get(answer.kind, answer.kind)
    until = f" until {answer.until}" if answer.until else ""
    reason = f": {answer.reason}" if answer.reason else ""
    return f"{kind}{until}{reason} ({answer.path}:{answer.line})"


def mark(finding: Finding) -> str:
    """What becomes of it, in a word or two: "blocks", "deferred until DATE", "was there before" ... or ""."""
    if finding.blocking:
        return "blocks, new" if finding.baseline == "new" else "blocks"
    if finding.disposition is not None and finding.disposition.kind == "accepted":
        return "accepted"
    if finding.disposition is not None and finding.disposition.kind == "defer":
        return f"deferred until {finding.disposition.until}" if finding.disposition.until else "deferred"
    return {"new": "new", "unchanged": "was there before"}.get(finding.baseline or "", "")


def way_out(finding: Finding) -> str:
    """How to answer a finding that is right as it is."""
    return f'consistency ledger accept {finding.fingerprint} --why "..."'


def next_step(run: Run) -> str:
    """What to do now, in one sentence."""
    if run.blocking:
        return (
            "make the sides of each blocking finding agree, or answer it in the audit ledger; "
            "`consistency explain RULE` says why a rule is there."
        )
    waiting = sum(not answered(finding) for finding in run.findings)
    if waiting:
        return f"nothing blocks; {count(waiting, 'finding')} can be put right when you next touch the place."
    if not run.looked.claims:
        return "no statement about a running system was read, so nothing is guarded: `consistency coverage` says why."
    if not run.looked.registries:
        return "no registry was read, so little is guarded: `consistency coverage` says what is."
    if run.findings:
        return "nothing: every finding is answered in the audit ledger."
    if run.older:
        return "nothing: this change adds no disagreement."
    if not run.looked.checked:
        return "no statement has a second source to be held against: `consistency coverage -v` lists what stands alone."
    return "nothing: every statement that could be checked agrees."
