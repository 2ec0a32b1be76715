"""How long each stage of a run took, for whoever asks."""

from __future__ import annotations

import time


class Stages:
    """Seconds by stage, in the order in which they were reached; and words about how the run went."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.seconds: dict[str, float] = {}
        self.words: list[str] = []

    def done(self, stage: str) -> None:
        """All that passed since the stage before belongs to this one."""
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now

    def say(self, words: str) -> None:
        """Something about how the run went: once is enough."""
        if words not in self.words:
            self.words.append(words)
