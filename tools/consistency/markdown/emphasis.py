"""Which runs of *, _ and ~~ act as markup: CommonMark's delimiter algorithm.

See https://spec.commonmark.org/0.31.2/#phase-2-inline-structure.
Linear in the number of runs: a search that found nothing marks how far down later ones of its kind need to look.
"""

from __future__ import annotations

import unicodedata


class Run:
    """One run of the same delimiter. `start` and `count` are what is left of it while it is used up."""

    __slots__ = ("closes", "count", "index", "length", "mark", "opens", "start")

    def __init__(self, text: str, start: int, end: int) -> None:
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        left = not after.isspace() and (not punctuation(after) or before.isspace() or punctuation(before))
        right = not before.isspace() and (not punctuation(before) or after.isspace() or punctuation(after))
        self.mark = text[start]
        self.start, self.count, self.length, self.index = start, end - start, end - start, 0
        word = self.mark == "_"
        self.opens = left and (not word or not right or punctuation(before))
        self.closes = right and (not word or not left or punctuation(after))


def punctuation(character: str) -> bool:
    return not character.isalnum() and unicodedata.category(character)[0] in "PS"


def pair(runs: list[Run]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The (start, end) of every delimiter that is markup, and of every text that is struck through."""
    marks: list[tuple[int, int]] = []
    struck: list[tuple[int, int]] = []
    open_runs: list[Run] = []
    searched: dict[tuple[str, bool, int], int] = {}
    for index, run in enumerate(runs):
        run.index = index
        kind = (run.mark, run.opens, run.length % 3)
        while run.closes and run.count:
            at = _opener(open_runs, run, searched.get(kind, -1))
            if at < 0:
                searched[kind] = open_runs[-1].index if open_runs else -1
                break
            del open_runs[at + 1 :]
            opener = open_runs[at]
            used = 2 if min(opener.count, run.count) > 1 else 1
            opener.count -= used
            inner = opener.start + opener.count
            marks += [(inner, inner + used), (run.start, run.start + used)]
            if run.mark == "~":
                struck.append((inner + used, run.start))
            run.start, run.count = run.start + used, run.count - used
            if not opener.count:
                del open_runs[at]
        if run.opens and run.count:
            open_runs.append(run)
    return marks, struck


def _opener(open_runs: list[Run], closer: Run, searched: int) -> int:
    """The nearest open run that `closer` can close, -1 when there is none above the one numbered `searched`."""
    for at in range(len(open_runs) - 1, -1, -1):
        run = open_runs[at]
        if run.index <= searched:
            return -1
        if run.mark != closer.mark:
            continue
        if run.mark == "~":
            if run.count > 1 and closer.count > 1:
                return at
        elif not (run.closes or closer.opens) or (run.length + closer.length) % 3 or not run.length % 3:
            return at
    return -1
