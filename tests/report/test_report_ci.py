"""What CI reads: GitHub's workflow commands, GitLab's code quality, JUnit."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from junitparser import JUnitXml
from sample_runs import GREEN, INVENTORY, NOTHING, OPTIONS, TEXTS, WORKED, against_base, finding, hostile

from consistency.model.run import Run
from consistency.report import formats, github, gitlab, junit

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def commands(run: Run, **options: Any) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner takes them apart."""
    found = []
    for line in github.render(run, OPTIONS._replace(**options)).rstrip("\n").split("\n"):
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
        found.append((match[1], {key: unescaped(value) for key, value in pairs.items()}, unescaped(match[3])))
    return found


def test_an_annotation_stands_at_its_place_and_tells_the_other_sides() -> None:
    kind, place, message = commands(WORKED)[0]
    assert kind == "error"
    assert place == {
        "file": "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md", "line": "5", "endLine": "5", "col": "33",
        "endColumn": "40", "title": "A103 bind-mismatch (high)",
    }  # fmt: skip
    lines = message.split("\n")
    assert lines[0].startswith("LiteLLM proxy on Mini: bind 0.0.0.0 here")
    assert lines[2].endswith("reality-snapshot-mini-studio.md:3:4: observed on 2026-02-09: 127.0.0.1")
    assert lines[3].startswith("next: ")


def test_answered_findings_are_not_annotated() -> None:
    assert [kind for kind, _, _ in commands(WORKED)] == ["error", "error", "error", "warning"]


def test_an_annotation_moves_to_the_changed_line() -> None:
    changed = {INVENTORY: frozenset({4})}
    assert commands(WORKED, changed=changed)[0][1]["file"] == INVENTORY


def test_ten_of_a_kind_the_worst_first_then_those_on_changed_lines_then_a_count() -> None:
    high, inventory = WORKED.findings[0], WORKED.findings[0].claims[1]
    many = [high._replace(message=f"high {number}", claims=high.claims[:1]) for number in range(12)]
    touched = high._replace(message="touched", claims=(inventory,))
    critical = high._replace(message="critical", severity="critical", claims=high.claims[:1])
    run = WORKED._replace(findings=(*many, touched, critical))
    found = commands(run, changed={INVENTORY: frozenset({4})})
    assert [message.split("\n")[0] for kind, _, message in found if kind == "error"] == [
        "critical", "touched", *[f"high {number}" for number in range(8)],
    ]  # fmt: skip
    assert found[-1][0] == "notice"
    assert found[-1][2].startswith("4 errors more: GitHub shows ten of a kind")


def test_the_count_is_itself_among_the_ten_notices() -> None:
    low = finding("D101", "low", "port", "low", WORKED.findings[0].claims)
    assert len(commands(WORKED._replace(findings=(low,) * 30))) == 10


@settings(deadline=None)
@given(TEXTS)
def test_no_text_adds_a_command(text: str) -> None:
    found = commands(hostile(text))
    assert [kind for kind, _, _ in found] == ["error", "error"]
    assert all(set(place) == {"file", "line", "endLine", "col", "endColumn", "title"} for _, place, _ in found)


GITLAB_SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def issues(run: Run) -> list[dict[str, Any]]:
    """The issues, each held against the shape that GitLab documents for a code quality artifact."""
    listed: list[dict[str, Any]] = json.loads(gitlab.render(run, OPTIONS))
    for issue in listed:
        assert all(isinstance(issue[key], str) and issue[key] for key in ("description", "check_name", "fingerprint"))
        assert issue["severity"] in GITLAB_SEVERITIES
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1
    prints = [issue["fingerprint"] for issue in listed]
    assert len(set(prints)) == len(prints)
    return listed


def test_code_quality_issues() -> None:
    listed = issues(WORKED)
    assert [issue["severity"] for issue in listed] == ["critical", "critical", "critical", "info", "info", "major"]
    assert listed[0]["check_name"] == "A103 bind-mismatch"
    assert listed[0]["location"] == {
        "path": "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md", "lines": {"begin": 5, "end": 5},
    }  # fmt: skip
    assert issues(GREEN) == []


def test_code_quality_fingerprints_are_unique_even_of_twins() -> None:
    assert len(issues(WORKED._replace(findings=WORKED.findings * 3))) == 18


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_code_quality(text: str) -> None:
    issues(hostile(text))


def suites(run: Run) -> JUnitXml:
    return JUnitXml.fromstring(junit.render(run, OPTIONS).encode("utf-8"))


def test_junit_is_read_by_a_reader_of_junit() -> None:
    parsed = suites(WORKED)
    assert [(suite.name, suite.tests, suite.failures, suite.skipped) for suite in parsed] == [
        ("A Ports, binds and exposure", 4, 2, 2),
        ("B Auth requirements", 1, 1, 0),
        ("D Control plane and port allocation", 1, 0, 1),
        ("looked at", 1, 0, 0),
    ]
    counted = JUnitXml.fromstring(junit.render(WORKED, OPTIONS).encode("utf-8"))
    counted.update_statistics()  # type: ignore[no-untyped-call]  # junitparser leaves it untyped
    assert (parsed.tests, parsed.failures, parsed.errors) == (counted.tests, counted.failures, 0)
    case = next(iter(next(iter(parsed))))
    assert case.classname == "A103.bind-mismatch"
    assert "reality-snapshot-mini-studio.md:3:4: observed on 2026-02-09: 127.0.0.1" in case.result[0].text


def test_junit_of_a_run_that_saw_nothing_has_not_passed() -> None:
    (suite,) = suites(NOTHING)
    assert (suite.tests, suite.skipped) == (1, 1)
    (suite,) = suites(GREEN)
    assert (suite.tests, suite.skipped) == (1, 0)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_junit(text: str) -> None:
    assert suites(hostile(text)).tests == 3


@pytest.mark.parametrize("name", [name for name in formats.FORMATS if name != "html"])
def test_every_format_gives_the_same_bytes_twice_and_they_are_utf_8(name: str) -> None:
    render = formats.load(name)
    for run in (WORKED, GREEN, NOTHING, against_base(), hostile()):
        assert render(run, OPTIONS).encode("utf-8") == render(run, OPTIONS).encode("utf-8")
