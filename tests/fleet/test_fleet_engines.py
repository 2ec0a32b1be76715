"""Local processes, DuckDB and Dask: the same bytes, whoever dies."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from consistency.fleet import columns, local
from consistency.fleet.error import FleetError
from consistency.fleet.judge import finish_all, judge_partition
from consistency.fleet.reading import read
from consistency.fleet.rows import split
from consistency.fleet.run import run
from consistency.fleet.source import Source, sources
from consistency.fleet.ties import draw
from consistency.fleet.told import as_json

TODAY = "2026-02-09"
Exported = Callable[[int], Path]


def told(found: tuple[Source, ...], **options: Any) -> str:
    return as_json(run(found, TODAY, **options), "1")


def test_processes_and_duckdb_give_the_same_bytes(exported: Exported) -> None:
    found = sources(str(exported(30)))
    alone = told(found, jobs=1)
    assert '"rule": "A101"' in alone
    assert told(found, jobs=2) == alone
    assert told(found, jobs=1, engine="duckdb") == alone


def test_what_is_large_goes_to_duckdb(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    found = sources(str(exported(10)))
    small = told(found, jobs=1)
    asked: list[str] = []
    original = columns.repartition

    def repartition(folder: str) -> None:
        asked.append(folder)
        original(folder)

    monkeypatch.setattr(local, "LARGE", 0)
    monkeypatch.setattr(columns, "repartition", repartition)
    assert told(found, jobs=1) == small
    assert len(asked) == 1


@pytest.mark.parametrize("partitions", [1, 2, 7])
def test_partitions_and_order_change_nothing(partitions: int, exported: Exported) -> None:
    found = sources(str(exported(20)))
    whole = run(found, TODAY, jobs=1).findings
    readings = [read(source, TODAY) for source in found]
    ties = draw(reading.summary for reading in readings)
    random.Random(partitions).shuffle(readings)
    parts = split(readings, ties, partitions)
    for part in parts:
        random.Random(partitions).shuffle(part)
    assert finish_all(one for part in reversed(parts) for one in judge_partition(part)) == whole


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Three worker processes on loopback; one that dies is started again, as on a real cluster."""
    distributed = pytest.importorskip("distributed", reason="the fleet extra is not installed")
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as started:
        yield started


def test_dask_gives_the_same_bytes(cluster: Any, exported: Exported) -> None:
    found = sources(str(exported(30)))
    assert told(found, engine="dask", scheduler=cluster.scheduler_address) == told(found, jobs=1)


def test_workers_killed_in_the_middle_lose_nothing(cluster: Any, exported: Exported) -> None:
    """A named pipe holds one reading up; meanwhile die the worker that waits for it and one that has read already."""
    folder = exported(40)
    found = sources(str(folder))
    expected = told(found, jobs=1)
    held = next(source.path for source in found if source.name == "repository17")
    content = Path(held).read_bytes()
    os.remove(held)
    os.mkfifo(held)
    results: list[str] = []
    thread = threading.Thread(
        target=lambda: results.append(told(found, engine="dask", scheduler=cluster.scheduler_address)), daemon=True
    )
    from distributed import Client

    with Client(cluster.scheduler_address) as client:  # type: ignore[no-untyped-call]  # distributed ships no types
        thread.start()
        waiting, holding = _waiting_and_holding(client)
        pids = client.run(os.getpid)
        for worker in (waiting, holding):
            os.kill(pids[worker], signal.SIGKILL)
        _until(lambda: not {waiting, holding} & set(client.scheduler_info()["workers"]))
        with open(held, "wb") as pipe:  # opens when the reading was begun again elsewhere
            pipe.write(content)
        thread.join(120)
    assert results == [expected]


def _waiting_and_holding(client: Any) -> tuple[str, str]:
    """A worker that is stuck in its reading, and another one that holds results."""
    found: list[tuple[str, str]] = []

    def seen() -> bool:
        busy = [worker for worker, keys in client.processing().items() if any("read_some" in str(key) for key in keys)]
        done = {
            worker: keys for worker, keys in client.has_what().items() if any("read_some" in str(key) for key in keys)
        }
        read = {str(key) for keys in done.values() for key in keys if "read_some" in str(key)}
        if len(busy) == 1 and len(read) == 4:
            found.append((busy[0], next(worker for worker in sorted(done) if worker != busy[0])))
        return bool(found)

    _until(seen)
    return found[0]


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "the cluster did not come to the point"
        time.sleep(0.05)


def test_no_scheduler_is_said(exported: Exported) -> None:
    found = sources(str(exported(1)))
    with pytest.raises(FleetError, match="add --scheduler"):
        run(found, TODAY, engine="dask")
    with pytest.raises(FleetError, match="correct --scheduler"):
        run(found, TODAY, engine="dask", scheduler="nonsense://x")
