"""The past, told: held against the script that made it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from consistency.cli.command import run

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]
HEAD = "| service | host | port | bind |\n| --- | --- | --- | --- |\n"


def registry(**ports: int) -> str:
    return "# Ports\n\n" + HEAD + "".join(f"| {name} | nas | {port} | 0.0.0.0 |\n" for name, port in ports.items())


def inventory(**ports: int) -> str:
    return "# Services\n\n" + "".join(f"## {name}\n\n- Host: nas\n- Port: {port}\n\n" for name, port in ports.items())


#: day, what is written, how the message goes
SCRIPT: list[tuple[str, dict[str, str], str]] = [
    ("01", {"docs/ports.md": registry(Gitea=3000, Jellyfin=8096)}, "the registry"),
    ("02", {"docs/services.md": inventory(Gitea=3000, Jellyfin=8096)}, "the inventory agrees"),
    ("03", {"docs/ports.md": registry(Gitea=3001, Jellyfin=8096)}, "Gitea drifts"),
    ("05", {"docs/readme.md": "Only words.\n"}, "prose"),
    ("08", {"docs/services.md": inventory(Gitea=3002, Jellyfin=8096)}, "Gitea's drift moves"),
    ("10", {"docs/services.md": inventory(Gitea=3002, Jellyfin=8097)}, "Jellyfin drifts"),
    ("11", {}, "the inventory is renamed"),
    ("15", {"docs/inventory.md": inventory(Gitea=3001, Jellyfin=8097)}, "Gitea repaired"),
    ("16", {"docs/ports.md": registry(Gitea=3001, Jellyfin=8096, Navidrome=3001)}, "Navidrome on a taken port"),
    ("20", {"docs/ports.md": registry(Gitea=3001, Jellyfin=8096, Navidrome=4533)}, "Navidrome repaired"),
]
#: rule, brought in, moved, resolved, days (of what stands: until 2026-03-30)
DRIFT = [
    ("A101", "Gitea drifts", ["Gitea's drift moves"], "Gitea repaired", 12),
    ("A101", "Jellyfin drifts", [], None, 20),
    ("A102", "Navidrome on a taken port", [], "Navidrome repaired", 4),
]


@pytest.fixture
def scratch(git_repository: Make) -> GitRepository:
    repository = git_repository()
    for day, files, message in SCRIPT:
        if "renamed" in message:
            repository.git("mv", "docs/services.md", "docs/inventory.md")
        repository.commit(files, message, f"2026-03-{day}")
    return repository


def told(repository: GitRepository, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert run(["history", "-C", str(repository.path), "--today", "2026-03-30", "-f", "json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def subject(commit: dict[str, str] | None) -> str | None:
    return commit["subject"] if commit else None


def test_drift_names_exactly_the_commits_that_did_it(
    scratch: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(scratch, capsys, "--drift")
    assert found["commits"] == len(SCRIPT)
    assert [
        (one["rule"], subject(one["from"]), [subject(step) for step in one["moved"]], subject(one["to"]), one["days"])
        for one in found["contradictions"]
    ] == DRIFT
    assert {claim["path"] for claim in found["contradictions"][1]["claims"]} == {"docs/inventory.md", "docs/ports.md"}


def test_the_life_of_a_service(scratch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(scratch, capsys, "gitea")
    ports = [
        (one["path"], one["value"], one["from"]["date"][8:10], one["to"] and one["to"]["date"][8:10], one["days"])
        for one in found["statements"]
        if one["attribute"] == "port"
    ]
    assert ports == [
        ("docs/inventory.md", "3000", "02", "08", 6),
        ("docs/inventory.md", "3002", "08", "15", 7),
        ("docs/inventory.md", "3001", "15", None, 15),
        ("docs/ports.md", "3000", "01", "03", 2),
        ("docs/ports.md", "3001", "03", None, 27),
    ]
    assert {(one["rule"], subject(one["from"])) for one in found["contradictions"]} == {
        ("A101", "Gitea drifts"),
        ("A102", "Navidrome on a taken port"),
    }


def test_the_life_of_a_socket(scratch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(scratch, capsys, "NAS:3001")
    said = {(one["service"], one["path"], subject(one["from"]), subject(one["to"])) for one in found["statements"]}
    assert ("Navidrome", "docs/ports.md", "Navidrome on a taken port", "Navidrome repaired") in said
    assert ("Gitea", "docs/ports.md", "Gitea drifts", None) in said
    assert {one["value"] for one in found["statements"] if one["attribute"] == "port"} == {"3001"}


def test_the_text_names_commits_days_and_places(scratch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["history", "-C", str(scratch.path), "--drift", "--today", "2026-03-30"]) == 0
    out = capsys.readouterr().out
    for _, brought, moved, resolved, days in DRIFT:
        for message in (brought, *moved, *([resolved] if resolved else [])):
            assert f"Ada Example: {message}\n" in out
        assert f" {days} days: docs/" in out
    assert "3 contradictions arose, 2 resolved, 1 standing" in out
    assert run(["history", "-C", str(scratch.path), "Gitea", "--today", "2026-03-30"]) == 0
    out = capsys.readouterr().out
    assert "from 2026-03-03" in out
    assert "and still, 27 days" in out


@pytest.mark.parametrize(("words", "said"), [(["Gitae"], 'did you mean "Gitea"'), ([], "--drift")])
def test_what_nobody_knows(
    words: list[str], said: str, scratch: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["history", "-C", str(scratch.path), *words]) == 2
    assert said in capsys.readouterr().err


def test_no_commits_and_no_repository(git_repository: Make, capsys: pytest.CaptureFixture[str]) -> None:
    empty = git_repository("empty")
    assert told(empty, capsys, "--drift")["contradictions"] == []
    folder = empty.path.parent / "plain"
    folder.mkdir()
    assert run(["history", "-C", str(folder), "--drift"]) == 2
    assert "git init" in capsys.readouterr().err


def test_a_bar_on_a_terminal_only(scratch: GitRepository) -> None:
    words = [sys.executable, "-m", "consistency", "history", "-C", str(scratch.path), "--drift"]
    quiet = subprocess.run(words, capture_output=True, check=True)
    assert quiet.stderr == b""
    ours, theirs = pty.openpty()
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)
    assert b"reading commits" in shown
    assert b"100%" in shown
    assert done.stdout == quiet.stdout
