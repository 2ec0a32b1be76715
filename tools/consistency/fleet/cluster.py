"""The same run as Dask tasks: the workers read, split and judge, and pass rows to each other.

Every intermediate result comes from a task, so a worker that dies takes nothing with it: its tasks run again elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import getitem
from typing import Any

from consistency import __version__
from consistency.fleet.error import FleetError, need
from consistency.fleet.judge import Found, judge_partition
from consistency.fleet.local import BATCH
from consistency.fleet.reading import Reading, Summary, read
from consistency.fleet.rows import Row, partitions_for, split
from consistency.fleet.source import Source
from consistency.fleet.ties import Ties, draw

#: Tasks that read, at most: each gives a task a partition.
_BATCHES = 128


def run(sources: Sequence[Source], today: str, scheduler: str, cache: bool = True) -> tuple[list[Summary], list[Found]]:
    """Every repository's summary and what was found. Raises FleetError where the scheduler or its workers cannot."""
    if not scheduler:
        raise FleetError("--engine dask needs a running scheduler: add --scheduler tcp://HOST:8786")
    distributed = need("distributed", "--engine dask")
    try:
        client = distributed.Client(scheduler, timeout="10s")
    except (OSError, ValueError, TimeoutError) as error:
        told = " ".join(str(error).split())[:120]
        raise FleetError(
            f"no Dask scheduler answers at {scheduler} ({told}): start it, or correct --scheduler"
        ) from None
    with client:
        _same_version(client)
        return _tasks(client, sources, today, cache)


def _same_version(client: Any) -> None:
    """Workers of another version would read other claims. Raises FleetError; also where a worker cannot import us."""
    try:
        versions = set(client.run(version).values())
    except ImportError:
        raise FleetError("a Dask worker has no `consistency`: install docs-consistency on every worker") from None
    if not versions:
        raise FleetError("the Dask scheduler has no workers: start some, with docs-consistency installed")
    if versions != {__version__}:
        raise FleetError(
            f"Dask workers have consistency {', '.join(sorted(versions))}, not {__version__}: install the same"
        )


def version() -> str:
    return __version__


def _tasks(client: Any, sources: Sequence[Source], today: str, cache: bool) -> tuple[list[Summary], list[Found]]:
    size = max(BATCH, -(-len(sources) // _BATCHES))
    batches = [tuple(sources[at : at + size]) for at in range(0, len(sources), size)]
    readings = client.map(read_some, batches, today=today, cache=cache, pure=False, retries=3)
    summaries = [one for some in client.gather(client.map(summarised, readings, pure=False, retries=3)) for one in some]
    ties = client.submit(drawn, draw(sorted(summaries, key=lambda one: one.number)), pure=False, retries=3)
    partitions = partitions_for(sum(one.counts.claims for one in summaries))
    splits = [client.submit(split, some, ties, partitions, pure=False, retries=3) for some in readings]
    judged = [
        client.submit(
            judge_some, [client.submit(getitem, some, number, pure=False) for some in splits], pure=False, retries=3
        )
        for number in range(partitions)
    ]
    return summaries, [one for some in client.gather(judged) for one in some]


def read_some(sources: Sequence[Source], today: str, cache: bool) -> list[Reading]:
    return [read(source, today, cache) for source in sources]


def summarised(readings: Sequence[Reading]) -> list[Summary]:
    return [reading.summary for reading in readings]


def drawn(ties: Ties) -> Ties:
    """As a task's result, not as scattered data, which would be lost with its worker."""
    return ties


def judge_some(parts: Sequence[Sequence[Row]]) -> list[Found]:
    return judge_partition(row for part in parts for row in part)
