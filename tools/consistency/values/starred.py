"""Paths by patterns with `*`, which stands for any text, folders too; any other character is itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache


def means(pattern: str, path: str) -> bool:
    """Whether the pattern means the path."""
    head, star, rest = pattern.partition("*")
    if not star:
        return pattern == path
    return path.startswith(head) and (not rest or _rest(rest).fullmatch(path, len(head)) is not None)


class Finder:
    """The paths of a tree, to be found by patterns without looking at each of them for each pattern."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._places = {path: place for place, path in enumerate(paths)}
        self._sorted = sorted(self._places)

    def meant(self, patterns: Iterable[str]) -> tuple[str, ...]:
        """The paths that one of the patterns means, each once, in the order in which they were given."""
        found = {path for pattern in patterns for path in self._by(pattern)}
        return tuple(sorted(found, key=self._places.__getitem__))

    def _by(self, pattern: str) -> Iterator[str]:
        head, star, _ = pattern.partition("*")
        if not star:
            yield from (pattern,) if pattern in self._places else ()
            return
        for place in range(bisect_left(self._sorted, head), len(self._sorted)):
            path = self._sorted[place]
            if not path.startswith(head):
                return
            if means(pattern, path):
                yield path


@lru_cache(maxsize=256)
def _rest(pattern: str) -> re.Pattern[str]:
    """What may follow the first `*`."""
    return re.compile(f".*{'.*'.join(map(re.escape, pattern.split('*')))}", re.DOTALL)
