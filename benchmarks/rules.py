"""The rules over many claims and nothing else: linking names, and judging all groups at once in one process."""

from __future__ import annotations

import gc
import math
import os
import time
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import corpus
from benchmarks.table import Result

#: Documents of about 140 claims each; BENCH_RULES names others, as in "700 7100".
SIZES = tuple(int(word) for word in os.environ.get("BENCH_RULES", "710 2240 7100").split())


class Taken(NamedTuple):
    """Processor seconds over so many claims."""

    claims: int
    linking: float
    judging: float


def run(folder: Path, rounds: int) -> Result:  # noqa: ARG001
    """Processor seconds as the claims grow, once each, and the exponent from the smallest to the largest."""
    taken = [_taken(size) for size in SIZES]
    first, last = taken[0], taken[-1]
    slope = math.log(last.judging / first.judging) / math.log(last.claims / first.claims) if len(taken) > 1 else 1.0
    rows = [f"| {one.claims:,} | {one.linking:.2f} | {one.judging:.2f} | {_million(one):.2f} |" for one in taken]
    head = "| claims | linking s | rules s | s a million claims |\n| ---: | ---: | ---: | ---: |\n"
    data: list[dict[str, Any]] = [one._asdict() for one in taken]
    return Result(
        head + "\n".join(rows) + f"\n\nThe rules' time grows with the claims to the power of {slope:.2f}.", data
    )


def _million(one: Taken) -> float:
    return (one.linking + one.judging) / one.claims * 1e6


def _taken(documents: int) -> Taken:
    from consistency.config import Config
    from consistency.engine.judge import judge, link
    from consistency.engine.reading import kept_of

    config = Config()
    gc.collect()
    gc.disable()  # as in the command
    try:
        read = (kept_of(f"docs/{n:05d}-ports.md", corpus.text(n).encode(), {}, config) for n in range(documents))
        claims = [claim for kept in read for claim in kept.claims]
        start = time.process_time()
        facts = link(claims, config)
        linked = time.process_time()
        judge(facts, config)
        return Taken(len(claims), linked - start, time.process_time() - linked)
    finally:
        gc.enable()
