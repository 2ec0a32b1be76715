"""`make bench`: whole-process figures as ratios to a bare import, taken in turns on this machine.

    python -m benchmarks.run [GROUP ...] [--rounds N]

Seconds differ from machine to machine; the ratios are what the figures of the guide are about.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks import example
from benchmarks.measure import Case, Figure, measure

#: A group of cases by name; each is made in a folder of its own. Its second case is what ratios refer to.
GROUPS: dict[str, Callable[[Path], list[Case]]] = {
    "example": example.cases,
}
BASE = 1
RESULTS = Path(__file__).resolve().parent / "results"


def table(figures: list[Figure]) -> str:
    """The figures as a Markdown table."""
    base = figures[BASE].wall
    lines = ["| case | ms | ratio | processor ms | MiB |", "| --- | ---: | ---: | ---: | ---: |"]
    lines += [
        f"| `{figure.name}` | {figure.wall * 1000:.0f} | {figure.wall / base:.2f} "
        f"| {figure.processor * 1000:.0f} | {figure.mebibytes:.0f} |"
        for figure in figures
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all without one")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    if unknown := set(options.groups) - set(GROUPS):
        parser.error(f"there is no group {', '.join(sorted(unknown))}: there are {', '.join(GROUPS)}")
    RESULTS.mkdir(exist_ok=True)
    for name in options.groups or GROUPS:
        with tempfile.TemporaryDirectory(prefix="consistency-bench-") as folder:
            figures = measure(GROUPS[name](Path(folder)), options.rounds)
        machine = f"Python {platform.python_version()}, {platform.machine()}"
        print(f"## {name} ({machine}, medians of {options.rounds} runs)\n\n{table(figures)}\n")
        result = {"group": name, "machine": machine, "rounds": options.rounds, "figures": [*map(asdict, figures)]}
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
