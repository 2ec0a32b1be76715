"""The run as one JSON object: the contract, version 1 (schema/report.schema.json)."""

from __future__ import annotations

from typing import Any

from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.model.run import Change, Run
from consistency.report import safe, words
from consistency.report.options import Options


def render(run: Run, options: Options) -> str:
    """The object with a final newline; the same run gives the same bytes."""
    return safe.json_text(document(run, options.version)) + "\n"


def document(run: Run, version: str) -> dict[str, Any]:
    """The contract's keys first, in its order; what follows them is extra."""
    seen = run.looked
    return {
        "version": 1,
        "tool": {"name": "consistency", "version": version},
        "scope": {"tree": run.tree, "base": run.base},
        "summary": {
            "documents": seen.documents,
            "claims": seen.claims,
            "unread": seen.unread,
            "findings": len(run.findings),
            "blocking": run.blocking,
            "severity": words.severities(run.findings),
        },
        "findings": [finding(item) for item in run.findings],
        "resolved": [finding(item) for item in run.resolved],
        "changes": [_change(change) for change in run.changes],
        "looked": {
            "tables": seen.tables,
            "registries": seen.registries,
            "rows": seen.rows,
            "checked": seen.checked,
        },
        "notes": list(run.notes),
    }


def finding(item: Finding) -> dict[str, Any]:
    """One finding; `disposition` is the ledger's word, `answer` the row that says it."""
    subject = {"service": item.service, "host": item.host, "port": item.port}
    return {
        "rule": item.rule,
        "name": item.name,
        "family": item.family,
        "severity": item.severity,
        "subject": {key: value for key, value in subject.items() if value},
        "attribute": item.attribute,
        "message": item.message,
        "claims": [_claim(claim) for claim in item.claims],
        "fingerprint": item.fingerprint,
        "baseline": item.baseline,
        "disposition": item.disposition.kind if item.disposition else None,
        "blocking": item.blocking,
        "hint": item.hint,
        "inferred": item.inferred,
        "attached": list(item.attached),
        "answer": _answer(item),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "value": claim.value,
        "role": claim.role,
        "path": claim.path,
        "line": claim.line,
        "column": claim.column,
        "end_column": claim.end_column,
        "observed_on": claim.observed_on or None,
    }


def _answer(item: Finding) -> dict[str, Any] | None:
    answer = item.disposition
    if answer is None:
        return None
    return {
        "id": answer.id,
        "reason": answer.reason,
        "until": answer.until or None,
        "path": answer.path,
        "line": answer.line,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "service": change.service,
        "host": change.host,
        "attribute": change.attribute,
        "before": list(change.before),
        "after": list(change.after),
        "path": change.path,
        "line": change.line,
    }
