"""A document from standard input stands in the place of the saved one."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import GitRepository

TABLE = "# Ports\n\n| Service | Host | Port |\n| --- | --- | --- |\n| Grafana | mini | {} |\n"


def check(repository: GitRepository, text: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "consistency", "check", *words, "-f", "json"],
        cwd=repository.path, input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_unsaved_page_is_held_against_the_saved_ones(git_repository: Callable[..., GitRepository]) -> None:
    repository = git_repository()
    repository.commit({"docs/one.md": TABLE.format(3000), "docs/two.md": TABLE.format(3000)}, "agree")
    run = check(repository, TABLE.format(3001), "-", "--stdin-name", "docs/two.md")
    assert run.returncode == 1, run.stderr
    (finding,) = json.loads(run.stdout)["findings"]
    assert finding["rule"] == "A101"
    assert {(claim["path"], claim["value"]) for claim in finding["claims"]} == {
        ("docs/one.md", "3000"),
        ("docs/two.md", "3001"),
    }
    assert check(repository, TABLE.format(3000), "-", "--stdin-name", "docs/new.md").returncode == 0
    told = check(repository, TABLE.format(3001), "-", "--stdin-name", "docs/two.md", "-v", "--profile")
    assert told.stdout == run.stdout
    assert "2 documents of" in told.stderr
    assert "profile: " in told.stderr


def test_standard_input_needs_a_name(git_repository: Callable[..., GitRepository]) -> None:
    repository = git_repository()
    repository.commit({"docs/one.md": TABLE.format(3000)}, "one")
    run = check(repository, "", "-")
    assert run.returncode == 2
    assert "--stdin-name" in run.stderr
