"""Which findings are told when folders and files are named."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import GitRepository

TABLE = "# Ports\n\n| Service | Host | Port |\n| --- | --- | --- |\n| Grafana | mini | {} |\n"


@pytest.mark.parametrize(
    ("paths", "folder", "count"),
    [
        ([], ".", 1),
        (["."], ".", 1),
        (["./"], ".", 1),
        ([".."], "docs", 1),
        (["."], "docs", 1),
        (["docs"], ".", 1),
        (["docs/two.md", "."], ".", 1),
        (["notes"], ".", 0),
    ],
)
def test_the_top_is_all_of_the_tree(
    git_repository: Callable[..., GitRepository], paths: list[str], folder: str, count: int
) -> None:
    repository = git_repository()
    pages = {"docs/one.md": TABLE.format(3000), "docs/two.md": TABLE.format(3001), "notes/a.md": "# Notes\n"}
    repository.commit(pages, "differ")
    run = subprocess.run(
        [sys.executable, "-m", "consistency", "check", *paths, "-f", "json"],
        cwd=repository.path / folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert len(json.loads(run.stdout)["findings"]) == count, run.stderr
