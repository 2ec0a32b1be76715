"""`consistency coverage` counts what another source guards, by family and by document."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consistency.cli.command import run
from consistency.schemas import validate

PORTS = """\
# Ports

| Service | Port |
|---|---|
| Grafana | 3000 |
| Redis | 6379 |
"""
COMPOSE = """\
services:
  grafana:
    image: grafana/grafana
    ports:
      - "3000:3000"
"""


@pytest.fixture
def site(git_repository: Callable[..., Any]) -> Path:
    repository = git_repository()
    repository.commit({"docs/ports.md": PORTS, "compose.yaml": COMPOSE})
    path: Path = repository.path
    return path


def said(capsys: pytest.CaptureFixture[str], site: Path, *words: str, code: int = 0) -> str:
    assert run(["coverage", "-C", str(site), *words]) == code
    return capsys.readouterr().out


def test_what_config_repeats_is_guarded_and_the_rest_is_listed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, site, "-v")
    assert "docs/ports.md:6:11: Redis: port 6379" in text
    assert "Grafana: port" not in text
    assert "         2        1   50 %  docs/ports.md\n" in text
    assert "-v lists" not in text
    assert "-v lists" in said(capsys, site)


def test_json_counts_and_holds_the_claims_that_stand_alone(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, site, "-f", "json"))
    assert found["statements"] == sum(each["statements"] for each in found["documents"])
    assert found["guarded"] == sum(each["guarded"] for each in found["families"])
    assert [each["claim"]["value"] for each in found["alone"] if each["claim"]["path"] == "docs/ports.md"] == ["6379"]
    assert [validate("claim", each["claim"]) for each in found["alone"]] == [[]] * len(found["alone"])


def test_the_floor_decides_the_exit(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    share = json.loads(said(capsys, site, "-f", "json"))["percent"]
    said(capsys, site, "--fail-under", str(share - 1))
    said(capsys, site, "--fail-under", str(share + 1), code=1)


def test_declared_checks_guard_what_they_read(worked: Any, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, worked.path, "-f", "json"))
    families = {each["family"]: each for each in found["families"]}
    assert {"A", "B", "C", "D", "E", "F"} <= set(families)
    assert families["F"]["guarded"] > 0
    assert "docs/_core/config/defaults.toml" in {each["path"] for each in found["documents"]}


def test_nothing_read_is_said_and_passes_no_floor(
    git_repository: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no statement was read" in said(capsys, git_repository().path, "--fail-under", "1", code=1)
