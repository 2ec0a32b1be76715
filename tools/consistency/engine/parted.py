"""One piece of work done in several processes at once, each with its part of what all of them have in memory."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


def parted(work: Callable[[int], T], parts: int) -> list[T]:
    """`[work(0), work(1), ...]`, so many parts, of which copies of this process do all but the last.

    What a copy does not bring back (pickled), as when it is killed, is done here; so is all where a process cannot be
    copied safely.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return [work(part) for part in range(parts)]
    with contextlib.ExitStack() as copies:
        results = [copies.enter_context(_copy(work, part)) for part in range(parts - 1)]
        last = work(parts - 1)
        return [*(result() for result in results), last]


@contextlib.contextmanager
def _copy(work: Callable[[int], T], part: int) -> Iterator[Callable[[], T]]:
    """A copy of this process at work on a part; its result is waited for. In the end the copy is gone."""
    reading, writing = os.pipe()
    try:
        copy = os.fork()
    except OSError:  # no more processes
        os.close(reading)
        os.close(writing)
        yield lambda: work(part)
        return
    if not copy:
        _bring(work, part, writing)
    os.close(writing)
    with open(reading, "rb") as brought:

        def result() -> T:
            try:
                found: T = pickle.loads(brought.read())
            except Exception:  # cut off, whatever that looks like
                return work(part)
            return found

        try:
            yield result
        finally:
            os.kill(copy, signal.SIGKILL)
            os.waitpid(copy, 0)


def _bring(work: Callable[[int], T], part: int, writing: int) -> None:
    """What the copy does: it never returns."""
    try:
        with open(writing, "wb") as target:
            target.write(pickle.dumps(work(part), pickle.HIGHEST_PROTOCOL))
    finally:
        os._exit(0)
