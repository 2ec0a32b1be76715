"""What is kept of a repository by one state of the rules is not used by another one of the same version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import consistency

ROWS = "# Ports\n\n| Service | Host | Port |\n|---|---|---|\n| Grafana | mini | {} |\n"


def check(tools: Path, where: Path) -> str:
    env = {**os.environ, "PYTHONPATH": str(tools), "PYTHONDONTWRITEBYTECODE": "1"}
    words = (sys.executable, "-m", "consistency", "check")
    return subprocess.run(words, cwd=where, env=env, capture_output=True, text=True, check=False).stdout


def test_a_change_of_a_rule_alone_is_seen(tmp_path: Path) -> None:
    tools, where = tmp_path / "tools", tmp_path / "site"
    shutil.copytree(
        Path(consistency.__file__).parent, tools / "consistency", ignore=shutil.ignore_patterns("__pycache__")
    )
    where.mkdir()
    (where / "a.md").write_text(ROWS.format(3000), encoding="utf-8")
    (where / "b.md").write_text(ROWS.format(3001), encoding="utf-8")
    author = ("-c", "user.name=t", "-c", "user.email=t@example.invalid")
    for words in (("init", "-q"), ("add", "-A"), (*author, "commit", "-q", "-m", "pages")):
        subprocess.run(("git", *words), cwd=where, check=True)
    rule = tools / "consistency/rules/ports.py"
    text = rule.read_text(encoding="utf-8")
    silent = text.replace(
        "def _on_host(group: Group) -> Iterable[Finding]:\n",
        "def _on_host(group: Group) -> Iterable[Finding]:\n    return\n",
        1,
    )
    assert silent != text
    rule.write_text(silent, encoding="utf-8")
    assert check(tools, where).startswith("0 findings")
    rule.write_text(text, encoding="utf-8")
    assert "A101" in check(tools, where)
