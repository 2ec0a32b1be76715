"""Whole processes, timed side by side."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Case:
    """One command to measure.

    words: the command; folder: where it runs; codes: the exit codes that are right
    before: called before each run, not timed (drop a cache, stage an edit)
    """

    name: str
    words: tuple[str, ...]
    folder: Path
    codes: frozenset[int] = frozenset({0})
    before: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Wall-clock and processor seconds of one case: medians, and the best wall-clock; MiB of its largest process.

    Processes that the command starts and waits for are counted.
    """

    name: str
    wall: float
    best: float
    processor: float
    mebibytes: float


def once(case: Case, environment: Mapping[str, str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and MiB of one run. Raises RuntimeError where the command fails."""
    if case.before:
        case.before()
    start = time.perf_counter()
    process = subprocess.Popen(
        case.words,
        cwd=case.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in case.codes:
        raise RuntimeError(f"{case.name}: exit {process.returncode}: {said.decode('utf-8', 'replace')[-400:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(cases: Sequence[Case], rounds: int) -> list[Figure]:
    """Every case `rounds` times, in turns, so that a busy moment of the machine falls on all; a first turn warms up."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    runs: list[list[tuple[float, float, float]]] = [[] for _ in cases]
    for case in cases:
        once(case, environment)
    for _ in range(rounds):
        for case, found in zip(cases, runs, strict=True):
            found.append(once(case, environment))
    return [_figure(case.name, found) for case, found in zip(cases, runs, strict=True)]


def _figure(name: str, runs: list[tuple[float, float, float]]) -> Figure:
    walls, processors, sizes = zip(*runs, strict=True)
    return Figure(name, statistics.median(walls), min(walls), statistics.median(processors), max(sizes))
