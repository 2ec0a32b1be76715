"""Config that is read together with the files beside it is kept for each state of those."""

from __future__ import annotations

import subprocess
from pathlib import Path

from consistency.engine import staged
from consistency.engine.check import check
from consistency.engine.prepared import Scope, prepare

GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "core.hooksPath=/dev/null")
DAY = "2026-11-01"


def test_an_edit_of_the_page_beside_a_compose_file_needs_no_judging_of_everything(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("# Plover\n\nPlover is on port 8080.\n")
    (tmp_path / "compose.yml").write_text("services:\n  plover:\n    image: acme/plover:1\n    ports: ['8080:80']\n")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one")):
        subprocess.run([*GIT, *words], cwd=tmp_path, check=True)
    check(str(tmp_path), Scope("index"), DAY)
    for port, told in ((8081, 1), (8082, 1), (8080, 0), (8083, 1)):
        page.write_text(f"# Plover\n\nPlover is on port {port}.\n")
        subprocess.run([*GIT, "add", "-A"], cwd=tmp_path, check=True)
        for _ in range(2):
            prepared = prepare(str(tmp_path), Scope("index"))
            assert staged.near_commit(prepared.tree, prepared.bases, prepared.means) is not None, port
        assert len(check(str(tmp_path), Scope("index"), DAY).findings) == told, port
