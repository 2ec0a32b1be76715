"""G303: a change rule names files that move together, and a change leaves one of them behind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.name import squash
from consistency.model.run import Change
from consistency.rules.rule import Rule, elsewhere

if TYPE_CHECKING:  # readers are not loaded for a list of rules
    from consistency.readers.change_rules import ChangeRule


def left_behind(
    rules: Sequence[ChangeRule],
    changes: Sequence[Change],
    facts: Sequence[Fact],
    paths: Collection[str],
    touched: Collection[str],
    findings: Sequence[Finding],
) -> list[Finding]:
    """Hints for listed files that a change leaves as they were and that do not already say the new value.

    `facts` and `paths` are those of the new state, `touched` the paths that the change adds or edits. A file that one
    of the new findings cites for the service is told there (see `with_rules`).
    """
    told = []
    for rule in rules:
        meant = [change for change in changes if _means(rule, change)]
        for service in sorted({change.service for change in meant}):
            mine = [change for change in meant if change.service == service]
            files = [
                one
                for one in rule.files
                if not _reached(one.value, touched)
                and (one.value in paths or one.value.endswith("/"))
                and not _says(one.value, mine, facts)
                and not any(_cites(finding, service, one.value) for finding in findings)
            ]
            if files:
                told.append(_hint(rule, service, mine, files))
    return told


def with_rules(
    findings: Sequence[Finding], rules: Sequence[ChangeRule], changes: Sequence[Change], touched: Collection[str]
) -> list[Finding]:
    """The findings; those of a changed service that cite a listed file left unchanged name the change rule."""
    return [_named(one, rules, changes, touched) if one.baseline == "new" else one for one in findings]


def _named(
    finding: Finding, rules: Sequence[ChangeRule], changes: Sequence[Change], touched: Collection[str]
) -> Finding:
    for rule in rules:
        if not any(_means(rule, change) and _about(finding, change.service) for change in changes):
            continue
        for file in rule.files:
            if not _reached(file.value, touched) and _cites(finding, finding.service, file.value):
                said = f"Change rule ({_place(rule)}): if {rule.what} changes, update {file.value}, too."
                return finding._replace(hint=f"{finding.hint} {said}".strip())
    return finding


def _means(rule: ChangeRule, change: Change) -> bool:
    """The rule is about what changed: statements that went away or came new alone are no change of an endpoint."""
    if change.attribute not in rule.attributes or not change.before or not change.after:
        return False
    service = squash(change.service)[0]
    return not rule.services or any(squash(name)[0] == service for name in rule.services)


def _reached(file: str, touched: Collection[str]) -> bool:
    return any(path.startswith(file) for path in touched) if file.endswith("/") else file in touched


def _says(file: str, changes: Sequence[Change], facts: Sequence[Fact]) -> bool:
    """The file already gives every changed attribute its new value."""
    said = {
        (f.claim.attribute, f.claim.value)
        for f in facts
        if f.claim.path == file and f.service_name == changes[0].service
    }
    return all(any((change.attribute, value) in said for value in change.after) for change in changes)


def _about(finding: Finding, service: str) -> bool:
    return finding.service == service


def _cites(finding: Finding, service: str, file: str) -> bool:
    return finding.service == service and any(claim.path == file for claim in finding.claims)


def _place(rule: ChangeRule) -> str:
    return f"{rule.claim.path}:{rule.claim.line}"


def _hint(rule: ChangeRule, service: str, changes: Sequence[Change], files: Sequence[Claim]) -> Finding:
    what = " and ".join(dict.fromkeys(change.attribute for change in changes))
    names = ", ".join(dict.fromkeys(file.value for file in files))
    places = dict.fromkeys((change.path, change.line, value) for change in changes for value in change.after[:1])
    sides = [Claim(changes[0].attribute, value, path, line, 1, 1, "", service=service) for path, line, value in places]
    return Finding(
        rule=CHANGE_RULE.id,
        name=CHANGE_RULE.name,
        severity=CHANGE_RULE.severity,
        attribute=changes[0].attribute,
        message=f"{service}: {what} changed; look at {names}, too (change rule: if {rule.what} changes)",
        claims=(rule.claim, *sides),
        service=service,
        key=f"{service}/{rule.what}",
        hint="Update the file in the same commit, or leave it if it says nothing about this.",
    )


CHANGE_RULE = Rule(
    "G303", "change-rule", "low", "A change rule names a file that a change leaves as it was.",
    "repository", frozenset(), elsewhere,  # `left_behind` gives the findings
)  # fmt: skip
