"""JUnit XML: one suite a family, one case a finding."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from consistency.model.finding import Finding
from consistency.model.run import Run
from consistency.report import safe, words
from consistency.report.options import Options


def render(run: Run, options: Options) -> str:  # noqa: ARG001 - the formats share one signature
    """What blocks has failed, the rest is skipped with its reason; a run without findings is one passed case."""
    root = Element("testsuites", name="consistency")
    families = sorted({finding.family for finding in run.findings})
    for letter in families:
        found = [finding for finding in run.findings if finding.family == letter]
        suite = _suite(root, f"{letter} {words.family(letter)}", found)
        for finding in found:
            _case(suite, finding)
    suite = SubElement(root, "testsuite", name="looked at", tests="1", failures="0", errors="0")
    case = SubElement(suite, "testcase", classname="consistency", name=words.looked(run.looked))
    suite.set("skipped", "0" if run.looked.claims else "1")
    if not run.looked.claims:
        SubElement(case, "skipped", message="no statement about a running system was read")
    for key, number in (("tests", len(run.findings) + 1), ("failures", run.blocking), ("errors", 0)):
        root.set(key, str(number))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, name: str, found: list[Finding]) -> Element:
    failures = sum(finding.blocking for finding in found)
    numbers = {"tests": len(found), "failures": failures, "errors": 0, "skipped": len(found) - failures}
    return SubElement(root, "testsuite", {"name": safe.xml(name)} | {key: str(value) for key, value in numbers.items()})


def _case(suite: Element, finding: Finding) -> None:
    name = f"{finding.message} ({finding.fingerprint})"
    case = SubElement(suite, "testcase", classname=safe.line(f"{finding.rule}.{finding.name}"), name=safe.line(name))
    case.set("file", safe.xml(safe.line(finding.claims[0].path)))
    for key in ("classname", "name"):
        case.set(key, safe.xml(case.get(key, "")))
    told = [f"{words.place(claim)}: {words.side(claim)}: {claim.value}" for claim in finding.claims]
    told += [f"next: {finding.hint}"] if finding.hint else []
    if finding.blocking:
        kind = SubElement(case, "failure", type=finding.severity, message=safe.xml(safe.line(finding.message)))
        kind.text = safe.xml("\n".join(map(safe.line, told)))
    else:
        why = words.disposition(finding) or words.mark(finding) or "does not block"
        SubElement(case, "skipped", message=safe.xml(safe.line(f"{finding.severity}: {why}")))
        SubElement(case, "system-out").text = safe.xml("\n".join(map(safe.line, told)))
