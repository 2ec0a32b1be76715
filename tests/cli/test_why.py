"""`consistency why` shows every source of a fact with its place, agreeing ones included, and the verdict."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from worked import INVENTORY, REGISTRY, SNAPSHOT

from consistency.cli.command import run


@pytest.fixture
def site(worked: Any) -> Path:
    path: Path = worked.path
    return path


def said(capsys: pytest.CaptureFixture[str], site: Path, *words: str, code: int = 0) -> str:
    assert run(["why", "-C", str(site), *words]) == code
    told = capsys.readouterr()
    return told.err if code else told.out


def test_every_source_of_one_fact(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, site, "litellm.bind")
    assert text.startswith("LiteLLM proxy (litellm-orch) on Mini: bind")
    assert f"  intended    0.0.0.0    {REGISTRY}:7:48\n" in text
    assert f"              0.0.0.0    {INVENTORY}:" in text
    assert f"  observed    127.0.0.1  {SNAPSHOT}:36:4  2026-02-09\n" in text
    assert "  = canon agrees in 2 places; the snapshot of 2026-02-09 is the odd one out\n" in text
    assert "what runs would have to move" in text
    assert ": port" not in text


def test_agreeing_sources_are_shown_as_well(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, site, "LiteLLM proxy (litellm-orch)")
    assert "3 sources agree" in text
    assert f"{SNAPSHOT}:15:30  2026-02-09" in text


def test_the_site_says_whose_word_wins(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "consistency.toml").write_text('[precedence]\nA = ["evidence", "config", "canon"]\n')
    text = said(capsys, site, "litellm.bind")
    assert f"by precedence (evidence, config, canon), {REGISTRY} and {INVENTORY} would have to move" in text


def test_json_has_sides_and_verdict(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, site, "litellm.bind", "-f", "json"))
    (fact,) = found["facts"]
    assert {side: {claim["value"] for claim in claims} for side, claims in fact["sides"].items()} == {
        "intended": {"0.0.0.0"},
        "observed": {"127.0.0.1"},
    }
    assert (fact["agree"], fact["odd"], fact["moving"]) == (False, [SNAPSHOT], [SNAPSHOT])


def test_a_plan_is_shown_and_counts_for_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "docs/roadmap.md").write_text("# Roadmap\n\n| Service | Port |\n|---|---|\n| LiteLLM | 4400 |\n")
    text = said(capsys, site, "litellm.port")
    assert "  plan        4400  docs/roadmap.md:5:13\n" in text
    assert "3 sources agree" in text


def test_two_hosts_are_two_facts(git_repository: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    repository = git_repository()
    rows = "| Service | Host | Port |\n|---|---|---|\n| Agent | mini | 9100 |\n| Agent | studio | 9200 |\n"
    repository.write({"docs/ports.md": f"# Ports\n\n{rows}"})
    text = said(capsys, repository.path, "agent.port")
    assert "Agent on mini: port\n  intended    9100" in text
    assert "Agent on studio: port\n  intended    9200" in text
    assert "disagree" not in text


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("litelm", 'did you mean "litellm"?'),
        ("litellm.bnd", 'did you mean "bind"?'),
        ("litellm.domain", "nothing states the domain of litellm"),
    ],
)
def test_a_wrong_word_gets_the_nearest(site: Path, capsys: pytest.CaptureFixture[str], word: str, told: str) -> None:
    assert told in said(capsys, site, word, code=2)


def test_a_unit_is_a_name_with_a_dot(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, site, "litellm-orch.service") == said(capsys, site, "litellm")


def test_what_evidence_says_of_each_statement(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, site, "litellm", "--evidence")
    assert f"contradicted   bind 0.0.0.0 ({REGISTRY}:7:48): port 4000 was seen on 127.0.0.1" in text
    assert f"supported      port 4000 ({REGISTRY}:7:41): port 4000 was seen" in text
    assert f"not evidenced  health /health ({REGISTRY}:7:85): answered 401 /health, which says nothing" in text
    assert f"    bind 127.0.0.1 {SNAPSHOT}:36:4 2026-02-09\n" in text
    found = json.loads(said(capsys, site, "litellm.bind", "--evidence", "-f", "json"))
    assert {each["verdict"] for each in found["statements"]} == {"contradicted"}
    assert {each["cited"][0]["path"] for each in found["statements"]} == {SNAPSHOT}


def test_what_nobody_looked_at_is_not_evidenced(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, site, "Home Assistant (DietPi)", "--evidence")
    assert "not evidenced  port 8123" in text
    assert "no snapshot of HP DietPi is there" in text
    assert "contradicted" not in text
