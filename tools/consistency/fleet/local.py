"""The run in processes of this machine. What is read lies in a folder of its own, one partition is judged at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

from consistency.fleet import columns
from consistency.fleet.judge import Found, judge_partition
from consistency.fleet.reading import Summary, read
from consistency.fleet.rows import Row, fact_of, fact_text, partition, partitions_for, row_of, row_text, rows
from consistency.fleet.source import Source
from consistency.fleet.ties import Ties, draw

#: Repositories that one task reads.
BATCH = 8
#: Bytes of facts from which on DuckDB sorts out what no other repository can meet, where it is installed.
LARGE = 1 << 30


def run(
    sources: Sequence[Source], today: str, folder: str, jobs: int, engine: str = "local", cache: bool = True
) -> tuple[list[Summary], list[Found]]:
    """Every repository's summary and what was found, in any order. `folder` is empty and may be large."""
    batches = [sources[at : at + BATCH] for at in range(0, len(sources), BATCH)]
    with _mapping(min(jobs, len(batches))) as mapped:
        summaries = [one for some in mapped(partial(read_into, folder, today, cache), batches) for one in some]
        files = sorted(os.path.join(folder, name) for name in os.listdir(folder))
        large = sum(map(os.path.getsize, files)) > LARGE and columns.installed()
        ties = draw(sorted(summaries, key=lambda one: one.number))
        partitions = partitions_for(sum(one.counts.claims for one in summaries))
        if engine == "duckdb" or large:
            deque(mapped(partial(columns.split_into, folder, ties, partitions), files), 0)
            columns.repartition(folder)
            judge = partial(columns.judge_from, folder)
        else:
            deque(mapped(partial(split_into, folder, ties, partitions), files), 0)
            judge = partial(judge_from, folder)
        return summaries, [one for some in mapped(judge, range(partitions)) for one in some]


@contextmanager
def _mapping(jobs: int) -> Iterator[Any]:
    """A `map` over processes, or over none where one does."""
    if jobs < 2:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield pool.map


def read_into(folder: str, today: str, cache: bool, sources: Sequence[Source]) -> list[Summary]:
    """Read some repositories: their facts into one file, their summaries back."""
    summaries = []
    with open(os.path.join(folder, f"facts-{sources[0].number:08d}.jsonl"), "w", encoding="ascii") as file:
        for source in sources:
            reading = read(source, today, cache)
            summaries.append(reading.summary)
            file.writelines(fact_text(source.number, place, fact) + "\n" for place, fact in enumerate(reading.facts))
    return summaries


def rows_in(file: str, ties: Ties) -> Iterator[Row]:
    """The rows of one file of facts."""
    with open(file, "rb") as lines:
        for line in lines:
            yield from rows(*fact_of(line), ties)


def split_into(folder: str, ties: Ties, partitions: int, file: str) -> None:
    """One file of facts into a file of rows for each partition."""
    name = os.path.basename(file).removeprefix("facts-")
    with ExitStack() as opened:
        files = [
            opened.enter_context(open(os.path.join(folder, f"rows-{number}-{name}"), "w", encoding="ascii"))
            for number in range(partitions)
        ]
        for row in rows_in(file, ties):
            files[partition(row, partitions)].write(row_text(row) + "\n")
    os.remove(file)


def judge_from(folder: str, number: int) -> list[Found]:
    """One partition, judged."""
    return judge_partition(_rows(folder, f"rows-{number}-"))


def _rows(folder: str, start: str) -> Iterator[Row]:
    for name in sorted(os.listdir(folder)):
        if name.startswith(start):
            with open(os.path.join(folder, name), "rb") as lines:
                yield from map(row_of, lines)
