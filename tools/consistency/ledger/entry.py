"""What a new row says about a finding: the answer that somebody gives on the command line."""

from __future__ import annotations

import datetime

from consistency.ledger.append import LedgerError, coded
from consistency.ledger.row import KINDS
from consistency.model.claim import Claim
from consistency.model.finding import Finding

_CITED = 6


def entry(finding: Finding, kind: str, why: str, until: str, today: datetime.date) -> dict[str, str]:
    """The row's cells by column name. Raises LedgerError where the answer lacks its reason or its date."""
    if kind not in KINDS:
        raise LedgerError(f"'{kind}' is none of {', '.join(KINDS)}")
    if kind != "fix_now" and not any(char.isalnum() for char in why):
        raise LedgerError(f"{kind} needs a reason: --why '...'")
    if kind == "defer":
        _date(until, today)
    own, *others = finding.claims
    return {
        "id": f"{finding.rule}-{finding.fingerprint}",
        "doc": coded(own.path),
        "section": " ".join(own.section.split()),
        "claim": _claim(finding, own),
        "evidence": ", ".join(_side(claim) for claim in others[:_CITED]),
        "severity": finding.severity,
        "disposition": f"defer until {until}" if kind == "defer" else kind,
        "resolution": why,
    }


def _date(until: str, today: datetime.date) -> None:
    try:
        day = datetime.date.fromisoformat(until)
    except ValueError:
        raise LedgerError(f"'{until}' is no date: write --until YYYY-MM-DD") from None
    if day.isoformat() != until or day < today:
        raise LedgerError(f"{until} is not a day from {today} on: a deferral ends in the future")


def _claim(finding: Finding, own: Claim) -> str:
    """Service and quote, each in code, so that the row would find its claim by hand as well."""
    service = own.service or finding.service
    return ": ".join(coded(text) for text in dict.fromkeys((service, own.quote or own.value)) if text.strip())


def _side(claim: Claim) -> str:
    observed = f", observed on {claim.observed_on}" if claim.observed_on else ""
    return f"{coded(claim.path)} says {coded(claim.quote or claim.value)}{observed}"
