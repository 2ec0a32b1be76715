"""`consistency claims` shows what was read, from where and how it was linked, and what was not read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consistency.cli.command import run
from consistency.schemas import validate

PORTS = """\
# Ports

| Service | Host | Port | Bind |
|---|---|---|---|
| Grafana (grafana-oss) | mini | 3001 | 127.0.0.1 |
| Redis | mini | 6379 | 0.0.0.0 |
"""
NOTES = """\
# Notes

- **grafana-oss**: http://mini:3001

```sh
open http://mini:9999/metrics
```
"""


@pytest.fixture
def site(git_repository: Callable[..., Any]) -> Path:
    repository = git_repository()
    repository.commit({"docs/ports.md": PORTS, "docs/notes.md": NOTES})
    path: Path = repository.path
    return path


def said(capsys: pytest.CaptureFixture[str], site: Path, *words: str) -> str:
    assert run(["claims", "-C", str(site), *words]) == 0
    return capsys.readouterr().out


def test_the_claims_of_a_service_with_place_and_link(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, site, "--service", "grafana")
    assert "docs/ports.md (canon)\n" in text
    assert "  5:34  Grafana (grafana-oss) on mini: port 3001" in text
    assert "bind 127.0.0.1" in text
    assert "docs/notes.md (canon)\n" in text
    assert "linked: grafana-oss is Grafana" in text
    assert "Redis" not in text


@pytest.mark.parametrize("word", ["Grafana", "GRAFANA", "grafana-oss", "Grafana (grafana-oss)", "grafana.service"])
def test_a_service_is_found_under_any_of_its_names(site: Path, capsys: pytest.CaptureFixture[str], word: str) -> None:
    assert "3001" in said(capsys, site, "--service", word)


def test_a_name_that_nothing_has_gets_the_nearest(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "-C", str(site), "--service", "grafanna"]) == 2
    assert 'did you mean "Grafana"?' in capsys.readouterr().err


def test_what_was_not_read_has_place_and_reason(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, site, "--unread")
    assert "docs/notes.md\n  6:6  http://mini:9999/metrics  " in text
    assert text.endswith("1 literal not read\n")
    assert "1 literal not read (`consistency claims --unread` lists them)" in said(capsys, site)


def test_json_is_the_model_of_the_schema(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, site, "-f", "json"))
    assert validate("model", found) == []
    assert [document["path"] for document in found["documents"]] == ["docs/notes.md", "docs/ports.md"]
    assert {document["claims"] for document in found["documents"]} != {0}
    assert [(each["text"], each["line"]) for each in found["unread"]] == [("http://mini:9999/metrics", 6)]


def test_jsonl_is_one_claim_a_line(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    objects = [json.loads(text) for text in said(capsys, site, "-f", "jsonl", "--service", "redis").splitlines()]
    assert {each["service_name"] for each in objects} == {"Redis"}
    assert validate("model", {"version": 1, "documents": [], "facts": objects}) == []


def test_another_tree_is_read(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/ports.md").write_text(PORTS.replace("3001", "3111"))
    assert "port 3111" in said(capsys, site)
    assert "port 3111" not in said(capsys, site, "--staged")
    assert "port 3001" in said(capsys, site, "--rev", "HEAD")
    assert run(["claims", "-C", str(site), "--staged", "--rev", "HEAD"]) == 2


def test_a_repository_without_statements(
    git_repository: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    site = git_repository().path
    assert said(capsys, site) == "0 claims in 0 of 0 documents\n"
    assert run(["claims", "-C", str(site), "--service", "x"]) == 2


def test_a_document_cannot_steer_the_terminal(
    git_repository: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    repository = git_repository()
    repository.write({"docs/ports.md": PORTS.replace("Redis", "Re\x1b[2J\u202edis")})
    text = said(capsys, repository.path)
    assert "\x1b" not in text
    assert "\u202e" not in text
