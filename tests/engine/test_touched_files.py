"""Files whose times changed and whose bytes did not are what they were: the second `check` stays a short one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from consistency.engine import lying
from consistency.engine.check import check
from consistency.engine.prepared import Scope, prepare
from consistency.tree.worktree import Worktree

GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "core.hooksPath=/dev/null")
MOST = 3


@pytest.mark.parametrize(("differ", "short"), [(0, True), (MOST, True), (MOST + 1, False)])
def test_as_many_files_as_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, differ: int, short: bool) -> None:
    monkeypatch.setattr(lying, "MOST", MOST)
    pages = [tmp_path / f"{at:02}.md" for at in range(MOST * 4)]
    for at, page in enumerate(pages):
        page.write_text(f"# Services\n\n| Service | Port |\n| --- | --- |\n| web-{at} | {8000 + at} |\n")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "all")):
        subprocess.run((*GIT, *words), cwd=tmp_path, check=True)
    check(tmp_path, Scope("worktree"), "2026-11-01")
    for page in pages[:differ]:
        page.write_text(page.read_text().replace("80", "81"))
    for page in pages:
        os.utime(page, (1_000_000_000, 1_000_000_000))

    prepared = prepare(str(tmp_path), Scope("worktree"))
    assert isinstance(prepared.tree, Worktree)
    assert prepared.means
    near = lying.lying(prepared.tree, prepared.means)
    assert (near is not None) is short
