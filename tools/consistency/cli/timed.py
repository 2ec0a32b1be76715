"""-v and --profile: what was read, from where, and where the time went; on standard error, beside the output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

from consistency.engine.stages import Stages

Result = TypeVar("Result")
#: Functions that --profile shows.
_SHOWN = 25


def timed(stages: Stages | None, profile: bool, work: Callable[[], Result]) -> Result:
    """What `work` gives; told how it went where somebody asked."""
    result = _profiled(work) if profile else work()
    if stages:
        sys.stderr.write("".join(f"{line}\n" for line in lines(stages)))
    return result


def _profiled(work: Callable[[], Result]) -> Result:
    import cProfile
    import pstats

    profile = cProfile.Profile()
    if hasattr(os, "register_at_fork"):  # a worker that inherits the profiler takes twice its time, and tells nobody
        os.register_at_fork(after_in_child=profile.disable)
    before = _others()
    result = profile.runcall(work)
    stats = pstats.Stats(profile, stream=sys.stderr).strip_dirs().sort_stats("cumulative")
    stats.print_stats(_SHOWN)
    sys.stderr.write(f"{covered(_others() - before)}\n")
    return result


def covered(others: float) -> str:
    """What the table is of; `others` is the processor time of git and of worker processes, in seconds."""
    if others < 0.05:
        return "profile: this process did all of the work"
    return (
        f"profile: this process alone; git and worker processes took another {others:.2f} s of processor time, which "
        "the table shows as waiting: --jobs 1 reads and judges in this process"
    )


def _others() -> float:
    """Seconds of processor time of the processes that this one started and that have ended."""
    used = os.times()
    return used.children_user + used.children_system


def lines(stages: Stages) -> Iterator[str]:
    """A line for each thing said, then the stages, the longest first, and the memory that it took."""
    yield from (f"read: {words}" for words in stages.words)
    total = sum(stages.seconds.values())
    longest = sorted(stages.seconds.items(), key=lambda item: -item[1])
    shown = ", ".join(f"{name} {seconds:.3f}" for name, seconds in longest if seconds >= 0.0005)
    yield f"time: {total:.3f} s: {shown}"
    if peak := _peak():
        yield f"memory: {peak:,} MiB at most"


def _peak() -> int:
    """MiB of this process at its largest, 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS, else KiB (getrusage(2))
    return size >> 20 if sys.platform == "darwin" else size >> 10
