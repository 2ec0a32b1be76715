"""Repositories of growing size: the hook, a full check warm and cold, and rumdl beside them in the same turns."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.corpus import stage, write
from benchmarks.growth import plot
from benchmarks.measure import Case
from benchmarks.table import Result, ratios

#: Documents; BENCH_DOCUMENTS names others, as in "100 1000 10000".
SIZES = tuple(int(word) for word in os.environ.get("BENCH_DOCUMENTS", "100 1000").split())
BASE = "python -c pass"
RESULTS = Path(__file__).resolve().parent / "results"


def rumdl() -> Path | None:
    """rumdl in an environment of its own, which is no part of ours; None where it cannot be had."""
    home = RESULTS / "rumdl"
    program = home / "bin/rumdl"
    if not program.exists():
        try:
            subprocess.run((sys.executable, "-m", "venv", str(home)), check=True, capture_output=True)
            words = (home / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "rumdl")
            subprocess.run(words, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
    return program


def cases(folder: Path, sizes: Sequence[int] = SIZES) -> list[Case]:
    """Each size: staged and full with what is kept, full without. Exit 1 is an answer."""
    found = [Case(BASE, (sys.executable, "-c", "pass"), folder)]
    other = rumdl()
    either = frozenset({0, 1})
    for size in sizes:
        here = folder / str(size)
        here.mkdir()
        edits = count()
        edit = partial(_edit, write(here, size), edits)
        edit()
        check = (str(Path(sys.executable).parent / "consistency"), "check")
        found += [
            Case(f"check --staged, a new edit, {size:,}", (*check, "--staged"), here, either, edit),
            Case(f"check --staged, the same again, {size:,}", (*check, "--staged"), here, either),
            Case(f"check, {size:,}, warm", check, here, either),
            Case(f"check, {size:,}, nothing kept", check, here, either, partial(forget, here)),
        ]
        if other:
            words = (str(other), "check", "--silent", ".")
            found.append(Case(f"rumdl check, {size:,}, warm", words, here, either))
            found.append(Case(f"rumdl check --no-cache, {size:,}", (*words, "--no-cache"), here, either))
    return found


def _edit(folder: Path, edits: Iterator[int]) -> None:
    stage(folder, f"Ask before you take a port, {next(edits)} times.")


def forget(folder: Path) -> None:
    """Nothing is kept of a repository."""
    shutil.rmtree(folder / ".git/consistency", ignore_errors=True)


def run(folder: Path, rounds: int) -> Result:
    """As ratios to a bare Python; the growth is drawn into results/growth.svg."""
    result = ratios(cases(folder), min(rounds, 3), BASE)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "growth.svg").write_text(plot(result.data), encoding="utf-8")
    return result
