"""A repository of your own, cold and warm, beside rumdl in the same turns: BENCH_REPOSITORY says where it lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from benchmarks.measure import Case
from benchmarks.sizes import BASE, forget, rumdl
from benchmarks.table import Result, ratios


def run(folder: Path, rounds: int) -> Result:
    """On a clone, so that nothing of it changes. Without BENCH_REPOSITORY it is this repository."""
    source = Path(os.environ.get("BENCH_REPOSITORY", Path(__file__).resolve().parent.parent))
    here = folder / "clone"
    subprocess.run(("git", "clone", "-q", "--no-hardlinks", str(source), str(here)), check=True)
    shutil.rmtree(here / ".git/consistency", ignore_errors=True)
    check = (str(Path(sys.executable).parent / "consistency"), "check")
    either = frozenset({0, 1})
    cases = [
        Case(BASE, (sys.executable, "-c", "pass"), here),
        Case("check, nothing kept", check, here, either, partial(forget, here)),
        Case("check, warm", check, here, either),
    ]
    if other := rumdl():
        words = (str(other), "check", "--silent", ".")
        cases.append(Case("rumdl check --no-cache", (*words, "--no-cache"), here, either))
        cases.append(Case("rumdl check, warm", words, here, either))
    return ratios(cases, min(rounds, 5), BASE)
