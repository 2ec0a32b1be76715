"""Documents read in several processes: the same readings in the same order, sooner."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from consistency.cache.packed import Kept, pack, unpack
from consistency.config import Config
from consistency.engine.reading import kept_of
from consistency.model.pattern import compiled_anew, learn
from consistency.tree.source import Entry

Result = TypeVar("Result")
#: Fewer documents are read sooner than processes are started.
ENOUGH = 200
#: Documents, and bytes of theirs, given to a process at a time.
_HANDFUL = 25
_HEAVY = 100_000

Work = tuple[str, bytes, dict[str, str]]


class Task(NamedTuple):
    """A document to be read; `texts` are those of the files beside it."""

    entry: Entry
    data: bytes
    texts: dict[str, str]
    beside: tuple[str, ...]
    around: str


def worth(documents: int, jobs: int) -> int:
    """How many processes: as asked, else one a processor; one where there is little to do."""
    if documents <= ENOUGH or jobs == 1:
        return 1
    return min(jobs or _processors(), documents // _HANDFUL)


def many(tasks: Sequence[Task], config: Config, jobs: int) -> Iterator[Kept]:
    """The readings in the tasks' order. Where a process dies, this one reads the rest."""
    work = [(task.entry.path, task.data, task.texts) for task in tasks]
    done = 0
    try:
        for packed in spread(_each, list(_handfuls(work)), jobs, _start, (config,)):
            for one in packed:
                kept = unpack(b"", one)
                assert kept is not None
                done += 1
                yield kept
    except Died:
        for path, data, texts in work[done:]:
            yield kept_of(path, data, texts, config)


class Died(Exception):  # noqa: N818 - says what became of it
    """A process of a pool is gone, and what it was doing with it."""


def spread(
    work: Callable[[Any], Result], given: Sequence[Any], jobs: int, start: Callable[..., None], common: tuple[Any, ...]
) -> Iterator[Result]:  # fmt: skip
    """What `work` makes of each, in order; each process begins with `start(*common)`. Raises Died."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    context = get_context("fork" if sys.platform == "linux" else None)
    try:
        with ProcessPoolExecutor(jobs, context, start, common) as pool:
            yield from pool.map(work, given)
            learn(pool.submit(compiled_anew).result())  # what one of them had to compile, the next run has
    except BrokenProcessPool:
        raise Died from None


_config = Config()


def _start(config: Config) -> None:
    global _config  # a process of a pool has nowhere else to keep what all its tasks need
    _config = config


def _handfuls(work: Sequence[Work]) -> Iterator[list[Work]]:
    some: list[Work] = []
    for one in work:
        some.append(one)
        if len(some) == _HANDFUL or sum(len(data) for _, data, _ in some) > _HEAVY:
            yield some
            some = []
    if some:
        yield some


def _each(work: list[Work]) -> list[bytes]:
    return [pack(b"", kept_of(path, data, texts, _config)) for path, data, texts in work]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
