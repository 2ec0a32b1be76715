"""How documents are read: by what means, and who watches."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from consistency.cache.store import Store
from consistency.engine.pages import UNKEPT, Pages
from consistency.engine.stages import Stages

#: Told what is being done to the documents, to how many of them it is, and how many there are.
Progress = Callable[[str, int, int], None]


class Means(NamedTuple):
    """How documents are read, which never changes what comes out: kept readings, processes (0: as suits), who watches.

    `stages` is told how long everything takes, `pages` reads those that govern.
    """

    store: Store
    jobs: int = 0
    progress: Progress | None = None
    stages: Stages | None = None
    pages: Pages = UNKEPT

    def done(self, stage: str) -> None:
        """A stage of the run is over."""
        if self.stages:
            self.stages.done(stage)

    def at(self, doing: str, done: int, total: int) -> None:
        """So many documents of so many are done."""
        if self.progress:
            self.progress(doing, done, total)

    def say(self, words: str) -> None:
        """Something about how the run went."""
        if self.stages:
            self.stages.say(words)
