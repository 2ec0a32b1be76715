"""Reading documents to claims and nothing else, beside a bare parse of the same text in the same turns."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import corpus
from benchmarks.table import Result

#: Synthetic documents a turn: other ones each, so that nothing is known from the turn before.
DOCUMENTS = 200
ROOT = Path(__file__).resolve().parent.parent


def run(folder: Path, rounds: int) -> Result:  # noqa: ARG001
    """Processor milliseconds a document, and the ratio to markdown-it-py alone (its commonmark preset with tables)."""
    from markdown_it import MarkdownIt

    from consistency.config import Config
    from consistency.engine.reading import kept_of
    from consistency.markdown.parse import blocks

    config, stock = Config(), MarkdownIt("commonmark").enable("table")
    works: dict[str, Callable[[str, str], object]] = {
        "markdown-it-py alone": lambda _, text: stock.parse(text),
        "blocks with places": lambda _, text: blocks(text),
        "claims": lambda path, text: kept_of(path, text.encode(), {}, config),
    }
    figures = []
    for name, sets in (("synthetic", _synthetic(rounds)), ("this repository's docs", _own(rounds))):
        figures += _measure(name, works, sets)
    rows = [f"| {row['documents']} | {row['work']} | {row['ms']:.2f} | {row['ratio']:.2f} |" for row in figures]
    head = "| documents | work | ms a document | ratio |\n| --- | --- | ---: | ---: |\n"
    return Result(head + "\n".join(rows) + "\n\nRatio 1 is markdown-it-py alone.", figures)


def _measure(
    name: str, works: dict[str, Callable[[str, str], object]], sets: Sequence[Sequence[tuple[str, str]]]
) -> list[dict[str, object]]:
    """Every work over every set, in turns; medians. The collector is off, as in the command."""
    seconds: dict[str, list[float]] = {work: [] for work in works}
    gc.collect()
    gc.disable()
    try:
        for number, documents in enumerate(sets):
            for work, do in works.items():
                start = time.process_time()
                for path, text in documents:
                    do(path, text)
                if number:  # the first turn loads and warms up
                    seconds[work].append((time.process_time() - start) / len(documents))
    finally:
        gc.enable()
    base = next(iter(seconds.values()))
    ratios = {
        work: statistics.median(a / b for a, b in zip(taken, base, strict=True)) for work, taken in seconds.items()
    }
    return [
        {"documents": name, "work": work, "ms": statistics.median(taken) * 1000, "ratio": ratios[work]}
        for work, taken in seconds.items()
    ]


def _synthetic(rounds: int) -> list[list[tuple[str, str]]]:
    numbers = [range(turn * DOCUMENTS, (turn + 1) * DOCUMENTS) for turn in range(rounds + 1)]
    return [[(f"docs/{number:05d}-ports.md", corpus.text(number)) for number in turn] for turn in numbers]


def _own(rounds: int) -> list[list[tuple[str, str]]]:
    pages = sorted((ROOT / "docs").rglob("*.md"))
    return [[(str(page.relative_to(ROOT)), page.read_text(encoding="utf-8")) for page in pages]] * (rounds + 1)
