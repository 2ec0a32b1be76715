"""What a group of measurements gives: a Markdown table for people, plain data for a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from benchmarks.measure import Case, Figure, measure


class Result(NamedTuple):
    """`text` is Markdown, `data` goes to JSON."""

    text: str
    data: Any


def ratios(cases: Sequence[Case], rounds: int, base: str) -> Result:
    """All cases in turns, each as a ratio to the case called `base`."""
    figures = measure(cases, rounds)
    unit = next(figure.wall for figure in figures if figure.name == base)
    rows = "\n".join(_row(figure, unit) for figure in figures)
    head = "| case | ms | ratio | processor ms | MiB |\n| --- | ---: | ---: | ---: | ---: |\n"
    return Result(f"{head}{rows}\n\nRatio 1 is `{base}`.", [asdict(figure) for figure in figures])


def _row(figure: Figure, unit: float) -> str:
    return (
        f"| `{figure.name}` | {figure.wall * 1000:.0f} | {figure.wall / unit:.2f} "
        f"| {figure.processor * 1000:.0f} | {figure.mebibytes:.0f} |"
    )
