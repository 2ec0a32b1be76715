"""A dated snapshot, held against the documents of its own day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from consistency.cli.command import run

if TYPE_CHECKING:
    from tests.conftest import GitRepository

TABLE = "# Ports\n\n| service | host | port | bind |\n| --- | --- | --- | --- |\n| Gitea | nas | 3000 | {} |\n"
SNAPSHOT = "# Reality snapshot {0}\n\nHost: nas\n\n## Selected listeners on nas\n\n- `127.0.0.1:3000` (gitea)\n"


def name(day: str) -> str:
    return f"docs/snapshots/{day}-reality-snapshot-nas.md"


def said(repository: GitRepository, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert run(["check", "-C", str(repository.path), "--today", "2026-04-01", "--no-cache", *words]) in (0, 1)
    return capsys.readouterr().out


def test_each_against_its_own_day(
    git_repository: Callable[..., GitRepository], capsys: pytest.CaptureFixture[str]
) -> None:
    repository = git_repository()
    repository.commit({"docs/ports.md": TABLE.format("127.0.0.1")}, date="2026-03-01")
    repository.commit({"docs/ports.md": TABLE.format("0.0.0.0")}, date="2026-03-10")
    repository.commit({name("2026-03-05"): SNAPSHOT.format("2026-03-05")}, date="2026-03-12")
    now = said(repository, capsys)
    assert "[A103]" in now
    then = said(repository, capsys, "--as-of")
    assert "[A103]" not in then
    assert "as of 2026-03-05" in then
    repository.commit({name("2026-03-11"): SNAPSHOT.format("2026-03-11")}, date="2026-03-12")
    later = said(repository, capsys, "--as-of")
    assert later.count("[A103]") == 1
    assert "2026-03-11-reality" in later
    repository.write({name("2026-02-01"): SNAPSHOT.format("2026-02-01")})
    assert "held against nothing" in said(repository, capsys, "--as-of")


def test_without_snapshots_it_says_so(
    git_repository: Callable[..., GitRepository], capsys: pytest.CaptureFixture[str]
) -> None:
    repository = git_repository()
    repository.commit({"docs/ports.md": TABLE.format("127.0.0.1")})
    assert "no dated snapshot" in said(repository, capsys, "--as-of")
    assert run(["check", "-C", str(repository.path), "--as-of", "--since", "HEAD"]) == 2
    assert "--since" in capsys.readouterr().err
