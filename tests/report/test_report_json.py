"""JSON: the contract, byte for byte stable, valid for every text."""

from __future__ import annotations

import json
import pathlib
import unicodedata
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from sample_runs import GREEN, NOTHING, OPTIONS, TEXTS, WORKED, against_base, hostile

from consistency.model.run import Run
from consistency.report.json import render

SCHEMA = json.loads((pathlib.Path(__file__).parents[2] / "schema/report.schema.json").read_text(encoding="utf-8"))
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


def loaded(run: Run) -> Any:
    document = json.loads(render(run, OPTIONS))
    CHECKER.validate(document)
    return document


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_contract_comes_first_and_in_order() -> None:
    document = loaded(WORKED)
    assert list(document)[:5] == ["version", "tool", "scope", "summary", "findings"]
    assert document["tool"] == {"name": "consistency", "version": "0.1.0"}
    assert document["scope"] == {"tree": "worktree", "base": None}
    assert document["summary"] == {
        "documents": 4, "claims": 22, "unread": 1, "findings": 6, "blocking": 3,
        "severity": {"critical": 0, "high": 4, "medium": 2, "low": 0},
    }  # fmt: skip
    first = document["findings"][0]
    assert list(first)[:12] == [
        "rule", "name", "family", "severity", "subject", "attribute", "message", "claims", "fingerprint", "baseline",
        "disposition", "blocking",
    ]  # fmt: skip
    assert first["subject"] == {"service": "LiteLLM proxy", "host": "Mini", "port": 4000}
    assert first["claims"][2] == {
        "value": "127.0.0.1", "role": "evidence", "path": "docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md",
        "line": 3, "column": 4, "end_column": 13, "observed_on": "2026-02-09",
    }  # fmt: skip


def test_a_subject_holds_only_what_is_known() -> None:
    assert loaded(WORKED)["findings"][2]["subject"] == {"port": 30081}


def test_the_ledgers_word_and_its_row() -> None:
    accepted = loaded(WORKED)["findings"][3]
    assert accepted["disposition"] == "accepted"
    assert accepted["answer"]["line"] == 9
    assert accepted["answer"]["until"] is None


@pytest.mark.parametrize("run", [GREEN, NOTHING, against_base(), hostile()])
def test_every_run_is_valid(run: Run) -> None:
    loaded(run)


def test_the_same_run_gives_the_same_bytes() -> None:
    assert render(against_base(), OPTIONS) == render(against_base(), OPTIONS)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_comes_back_as_it_was_and_prints_safely(text: str) -> None:
    rendered = render(hostile(text), OPTIONS)
    assert json.loads(rendered)["findings"][0]["hint"] == text
    rendered.encode("utf-8")
    assert not {char for char in rendered if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")} - {"\n"}
