"""A bar on a terminal for what takes longer than a moment; on standard error, and gone when it is done."""

from __future__ import annotations

import sys
import time
from typing import Any

import click

_MOMENT = 0.5  # seconds


class Bar:
    """Call it with what is done to how many documents of how many; nothing is shown before a moment has passed."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._bar: Any = None
        self._done = 0

    def __call__(self, doing: str, done: int, total: int) -> None:
        if self._bar is None:
            if time.monotonic() - self._start < _MOMENT or done >= total:
                return
            self._bar = click.progressbar(length=total, label=f"{doing} documents", file=sys.stderr)
            self._bar.__enter__()
            self._done = 0
        self._bar.update(done - self._done)
        self._done = done
        if done >= total:
            self._bar.__exit__(None, None, None)
            sys.stderr.write("\x1b[1A\x1b[2K")
            self._bar = None
            self._start = time.monotonic()


def bar() -> Bar | None:
    """A bar where somebody can see it."""
    return Bar() if sys.stderr.isatty() else None
