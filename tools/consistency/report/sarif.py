"""SARIF 2.1.0, as code scanning takes it. The words here are SARIF's: result, region, suppression."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.model.run import Run
from consistency.report import safe, words
from consistency.report.occurrence import numbered
from consistency.report.options import Options, RuleHelp

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}

#: Code scanning shows no more related locations of one result.
RELATED = 100


def render(run: Run, options: Options) -> str:
    """One log with one run."""
    return safe.json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(run, options)]}) + "\n"


def _run(run: Run, options: Options) -> dict[str, Any]:
    rules = {item.rule: RuleHelp(item.name, item.name, item.name) for item in run.findings}
    rules |= options.rules
    order = sorted(rules)
    results = [_result(item, number, order, run) for item, number in numbered(run.findings)]
    driver = {
        "name": "consistency",
        "semanticVersion": options.version,
        "rules": [_rule(rule, rules[rule]) for rule in order],
    }
    # Resolved findings are no results: code scanning knows no `absent` and would open an alert for each.
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": "consistency/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": [_notice(n) for n in run.notes]}],
        "results": results,
    }


def _rule(rule: str, known: RuleHelp) -> dict[str, Any]:
    return {
        "id": rule,
        "name": "".join(part.capitalize() for part in known.name.split("-")) or rule,
        "shortDescription": {"text": known.summary or known.name or rule},
        "fullDescription": {"text": known.summary or known.name or rule},
        "help": {"text": known.help or known.summary or rule, "markdown": known.help or known.summary or rule},
        "properties": {"tags": ["documentation", words.family(rule[:1])]},
    }


def _result(item: Finding, number: int, order: list[str], run: Run) -> dict[str, Any]:
    related = item.claims[1 : RELATED + 1]
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": order.index(item.rule),
        "kind": "fail",
        "level": LEVELS[item.severity],
        "message": {"text": _message(item, related)},
        "locations": [{"physicalLocation": _physical(item.claims[0])}],
        "relatedLocations": [_related(claim, index) for index, claim in enumerate(related, 1)],
        "partialFingerprints": {
            "consistency/v1": f"{item.fingerprint}:{number}",
            "primaryLocationLineHash": f"{item.fingerprint}:{number}",
        },
        "suppressions": _suppressions(item),
        "properties": {"severity": item.severity, "attribute": item.attribute, "blocking": item.blocking},
    }
    if run.base is not None:
        result["baselineState"] = item.baseline or "new"
    return result


def _plain(text: str) -> str:
    """Text of a message, in which brackets would be links."""
    return safe.line(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _message(item: Finding, related: tuple[Claim, ...]) -> str:
    links = ", ".join(f"[{_plain(words.place(claim))}]({index})" for index, claim in enumerate(related, 1))
    parts = [
        f"{_plain(item.message)}.",
        f"See {links}." if links else "",
        f"Next: {_plain(item.hint)}." * bool(item.hint),
    ]
    return " ".join(filter(None, parts))


def _physical(claim: Claim) -> dict[str, Any]:
    return {
        "artifactLocation": _artifact(claim.path),
        "region": {
            "startLine": max(claim.line, 1),
            "startColumn": max(claim.column, 1),
            "endColumn": max(claim.end_column, claim.column, 1),
            "snippet": {"text": claim.quote},
        },
    }


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path.encode("utf-8", "surrogatepass"), safe="/"), "uriBaseId": "%SRCROOT%"}


def _related(claim: Claim, index: int) -> dict[str, Any]:
    said = f"{words.side(claim)}: {claim.value}"
    return {"id": index, "message": {"text": _plain(said)}, "physicalLocation": _physical(claim)}


def _suppressions(item: Finding) -> list[dict[str, Any]]:
    """The ledger's answer; an empty list says that there is none."""
    answer = item.disposition
    if answer is None or not words.answered(item):
        return []
    place = {"artifactLocation": _artifact(answer.path), "region": {"startLine": max(answer.line, 1)}}
    return [{
        "kind": "external",
        "status": "accepted",
        "justification": safe.line(words.disposition(item)),
        "location": {"physicalLocation": place},
    }]  # fmt: skip


def _notice(note: str) -> dict[str, Any]:
    return {"level": "note", "message": {"text": _plain(note)}}
