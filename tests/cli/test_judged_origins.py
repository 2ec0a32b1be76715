"""Who brought a side in, and which lines a change touched: told where somebody reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from consistency.cli.command import run

if TYPE_CHECKING:
    from tests.conftest import GitRepository

HEAD = "# Ports\n\n| service | host | port |\n| --- | --- | --- |\n"
FIRST = HEAD + "| Gitea | nas | 3000 |\n"


@pytest.fixture
def repository(git_repository: Callable[..., GitRepository]) -> GitRepository:
    """Ada wrote Gitea's row, Bob brought Grafana onto its port; a third row is staged."""
    made = git_repository()
    made.commit({"docs/ports.md": FIRST}, date="2026-03-01")
    made.git("config", "user.name", "Bob Builder")
    made.commit({"docs/ports.md": FIRST + "| Grafana | nas | 3000 |\n"}, date="2026-03-05")
    made.stage({"docs/ports.md": FIRST + "| Grafana | nas | 3000 |\n| Kavita | nas | 3000 |\n"})
    return made


def said(repository: GitRepository, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    run([*words, "-C", str(repository.path), "--today", "2026-04-01", "--no-cache"])
    return capsys.readouterr().out


@pytest.mark.parametrize("words", [("check", "--since", "HEAD~1"), ("check", "--staged")])
def test_both_sides_name_who_and_when(
    words: tuple[str, ...], repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(repository, capsys, *words)
    assert "by Ada Example on 2026-03-01" in out
    assert "by Bob Builder on 2026-03-05" in out
    assert "not committed yet" in out


def test_a_revision_and_a_page(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(repository, capsys, "report", "--rev", "HEAD", "--base", "HEAD~1", "-f", "markdown")
    assert "by Bob Builder on 2026-03-05" in out
    assert "not committed yet" not in out


def test_a_plain_check_asks_nobody(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Ada" not in said(repository, capsys, "check")


def test_where_git_cannot_say_the_report_does_without(
    repository: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository.path / "docs/new.md").write_text(HEAD + "| Loki | nas | 3000 |\n")
    out = said(repository, capsys, "report", "-f", "markdown")
    assert "Loki" in out
    assert "by Ada Example" in out


def test_annotations_stand_on_changed_lines(repository: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.git("commit", "-q", "-m", "three")
    moved = HEAD + "\n".join(["| Gitea | nas | 3000 |", "| Grafana | nas | 3001 |", "| Kavita | nas | 3000 |", ""])
    repository.commit({"docs/ports.md": moved})
    out = said(repository, capsys, "check", "--since", "HEAD~2", "-f", "github")
    assert "file=docs/ports.md,line=7" in out  # Kavita's row is the change's, Gitea's was there
