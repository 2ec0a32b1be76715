"""The worked example: `check` on it, and the hook with one of its documents staged."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Case
from benchmarks.table import Result, ratios

ROOT = Path(__file__).resolve().parent.parent
REGISTRY = "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md"
BASE = "python -c 'import click, markdown_it'"
#: The hook as it would be with Python's collector of garbage left on.
_COLLECTED = (
    "import gc, sys; gc.disable = lambda: None; sys.argv = ['consistency', 'check', '--staged']; "
    "from consistency.__main__ import main; main()"
)
GIT = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.invalid", "-c", "core.hooksPath=/dev/null")


def repository(folder: Path) -> Path:
    """The example's documents in a git repository of their own, with one prose edit staged."""
    for name in ("docs/_core", "docs/snapshots"):
        shutil.copytree(ROOT / name, folder / name)
    if (ROOT / "consistency.toml").exists():
        shutil.copy(ROOT / "consistency.toml", folder)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "documents")):
        subprocess.run([*GIT, *words], cwd=folder, check=True)
    with (folder / REGISTRY).open("a", encoding="utf-8") as registry:
        registry.write("\nAsk before you take a port.\n")
    subprocess.run([*GIT, "add", "-A"], cwd=folder, check=True)
    return folder


def cases(folder: Path) -> list[Case]:
    """`check` judges everything and finds the example's drift (exit 1); the staged edit is harmless (exit 0)."""
    here = repository(folder / "example")
    python = sys.executable
    words = (python, "-m", "consistency", "check")
    return [
        Case("python -c pass", (python, "-c", "pass"), here),
        Case(BASE, (python, "-c", "import click, markdown_it"), here),
        Case("consistency --version", (python, "-m", "consistency", "--version"), here),
        Case("consistency check, worked example", words, here, frozenset({0, 1})),
        Case("consistency check --no-cache, worked example", (*words, "--no-cache"), here, frozenset({0, 1})),
        Case("consistency check --staged, one document", (*words, "--staged"), here),
        Case("the same with the collector on", (python, "-c", _COLLECTED), here),
        Case("consistency check --staged --no-cache", (*words, "--staged", "--no-cache"), here),
    ]


def run(folder: Path, rounds: int) -> Result:
    """As ratios to what any Python tool with these two libraries pays at least."""
    return ratios(cases(folder), rounds, BASE)
