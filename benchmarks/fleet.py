"""`consistency fleet` over synthetic repositories, as their number grows: time, memory, and the slope."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.measure import Case, once
from benchmarks.table import Result

#: How many repositories.
SIZES = (200, 800, 2000)
DOCUMENTS = 2
ROWS = 15
WORDS = "cache queue ledger router mirror index broker relay vault search mailer planner notifier tracker".split()


def page(repository: int, document: int) -> str:
    """One page: a paragraph, a port table of ROWS services on a host that three other repositories share."""
    host = f"rack{repository // 4}"
    rows = []
    for row in range(ROWS):
        number = document * ROWS + row
        port = 10000 + (repository % 4) * 200 + number
        if row == 0 and document == 0:
            port = 9999  # one port of each host is given to four repositories' services
        name = f"{WORDS[number % len(WORDS)].title()} {repository}x{number}"
        rows.append(f"| {name} | {host} | {port} | 127.0.0.1 | `/health` |")
    prose = "Ask the owner before you change anything here, and say in the change why it is needed.\n" * 6
    head = "| Service | Host | Port | Bind | Health |\n|---|---|---|---|---|\n"
    return f"# Ports, page {document}\n\n{prose}\n{head}" + "\n".join(rows) + "\n"


def compose(repository: int) -> str:
    """A compose file with a database, as everybody has one, and a service of the registry."""
    web = (
        f"  {WORDS[1]}-{repository}x1:\n    image: web\n    ports: ['127.0.0.1:{10001 + (repository % 4) * 200}:80']\n"
    )
    return f"services:\n  postgres:\n    image: postgres\n    ports: ['127.0.0.1:5432:5432']\n{web}"


def write(folder: Path, repositories: int) -> Path:
    """Clones by owner, the same bytes for the same number."""
    for repository in range(repositories):
        place = folder / f"team{repository % 20:02}" / f"repository{repository:05}"
        (place / "docs").mkdir(parents=True)
        subprocess.run(["git", "init", "-q", str(place)], check=True)
        for document in range(DOCUMENTS):
            (place / "docs" / f"ports{document}.md").write_text(page(repository, document), encoding="utf-8")
        (place / "compose.yml").write_text(compose(repository), encoding="utf-8")
    return folder


def case(name: str, folder: Path, *words: str) -> Case:
    command = (sys.executable, "-m", "consistency", "fleet", str(folder), "-f", "json", "--exit-zero", *words)
    return Case(name, command, folder)


def exponent(sizes: tuple[int, ...], walls: list[float]) -> float:
    """The least-squares slope of log time over log size: 1 is linear."""
    points = [(math.log(size), math.log(wall)) for size, wall in zip(sizes, walls, strict=True)]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope: float = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    return slope


def run(folder: Path, rounds: int, sizes: tuple[int, ...] = SIZES) -> Result:  # noqa: ARG001 - each run is long
    """Each size once and cold (`--no-cache`), by two engines; the largest also with its readings kept."""
    figures: list[dict[str, Any]] = []
    for size in sizes:
        place = write(folder / f"fleet{size}", size)
        cases = [case("local", place, "--no-cache"), case("duckdb", place, "--no-cache", "--engine", "duckdb")]
        if size == sizes[-1]:
            cases += [case("local, first with a cache", place), case("local, warm", place)]
        for one in cases:
            wall, processor, mebibytes = once(one, os.environ)
            figure = {
                "repositories": size,
                "engine": one.name,
                "wall": wall,
                "processor": processor,
                "mebibytes": mebibytes,
            }
            print(figure, file=sys.stderr, flush=True)
            figures.append(figure)
    lines = [
        "| {repositories:,} | {engine} | {wall:.1f} | {each:.0f} | {mebibytes:.0f} |".format(
            **one, each=one["processor"] / one["repositories"] * 1000
        )
        for one in figures
    ]
    head = "| repositories | engine | s | processor ms each | MiB |\n|---:|---|---:|---:|---:|\n"
    slopes = {
        f"{name}, {what}": exponent(sizes, [one[what] for one in figures if one["engine"] == name])
        for name in ("local", "duckdb")
        for what in ("processor", "mebibytes")
        if len(sizes) > 1
    }
    told = "; ".join(f"{name} {slope:.2f}" for name, slope in slopes.items())
    text = head + "\n".join(lines) + f"\n\nGrowth as a power of the number of repositories: {told}."
    return Result(text, {"figures": figures, "exponents": slopes})
