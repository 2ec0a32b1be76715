"""A plain install into an empty environment: how long it takes, how much it weighs."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.table import Result

ROOT = Path(__file__).resolve().parent.parent


def run(folder: Path, rounds: int) -> Result:
    """Seconds (median; the first install, which may download, is not counted) and MiB on the disk."""
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "wheel"))
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "wheel").iterdir()
    environment = folder / "environment"
    seconds: list[float] = []
    weight = 0
    for _ in range(1 + min(rounds, 3)):
        subprocess.run((sys.executable, "-m", "venv", "--clear", str(environment)), check=True)
        before = _weight(environment)
        start = time.perf_counter()
        words = (environment / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel)
        subprocess.run(words, check=True, stderr=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
        weight = _weight(environment) - before
    median, size = statistics.median(seconds[1:]), weight / 2**20
    return Result(f"Plain install: {median:.1f} s, {size:.0f} MiB.", {"seconds": median, "mebibytes": size})


def _weight(folder: Path) -> int:
    """Bytes of all files."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())
