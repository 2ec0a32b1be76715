"""`why --at`: a fact as the branch told it on a day in the past."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from consistency.cli.command import run

if TYPE_CHECKING:
    from tests.conftest import GitRepository

TABLE = "# Ports\n\n| service | host | port |\n| --- | --- | --- |\n| Gitea | nas | {} |\n"


@pytest.mark.parametrize(("day", "port"), [("2026-03-01", "3000"), ("2026-03-09", "3000"), ("2026-03-10", "3001")])
def test_a_day_in_the_past(
    day: str, port: str, git_repository: Callable[..., GitRepository], capsys: pytest.CaptureFixture[str]
) -> None:
    repository = git_repository()
    repository.commit({"docs/ports.md": TABLE.format(3000)}, date="2026-03-01")
    repository.commit({"docs/ports.md": TABLE.format(3001)}, date="2026-03-10")
    repository.write({"docs/ports.md": TABLE.format(3002)})
    assert run(["why", "gitea.port", "-C", str(repository.path), "--at", day]) == 0
    out = capsys.readouterr().out
    assert port in out
    assert not {"3000", "3001", "3002"} - {port} & set(out.replace(":", " ").split())


def test_before_the_first_commit(
    git_repository: Callable[..., GitRepository], capsys: pytest.CaptureFixture[str]
) -> None:
    repository = git_repository()
    repository.commit({"docs/ports.md": TABLE.format(3000)}, date="2026-03-01")
    assert run(["why", "gitea", "-C", str(repository.path), "--at", "2026-02-01"]) == 2
    assert "name a later day" in capsys.readouterr().err
    assert run(["why", "gitea", "-C", str(repository.path), "--at", "2026-03-01", "--staged"]) == 2
