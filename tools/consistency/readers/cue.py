"""Words that say how a text is meant, looked for only where one of its words begins like one of theirs.

Most texts hold none of them, and that is seen many times sooner than that none of a dozen patterns matches.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from consistency.model.pattern import lazily

#: Letters of a word that are looked at.
HEAD = 4
_WORD = lazily("[a-z]+")


class Cue(NamedTuple):
    """A pattern for text in lower case.

    heads: the first letters of all first words that it can match, HEAD of each, letters from a to z alone
    signs: what its other matches begin with, no ASCII; "" for none
    """

    pattern: re.Pattern[str]
    heads: frozenset[str]
    signs: str = ""

    def said(self, text: str) -> bool:
        """Whether the pattern is in the text, in either case."""
        words = _words(text)
        if self.heads.isdisjoint(words.heads) and (
            words.ascii or not any(sign in words.lowered for sign in self.signs)
        ):
            return False
        return self.pattern.search(words.lowered) is not None


def cue(heads: str, pattern: str, signs: str = "") -> Cue:
    return Cue(lazily(pattern), frozenset(heads.split()), signs)


class Cues:
    """Several cues, of which a text may hold one."""

    def __init__(self, *cues: Cue) -> None:
        self._heads = frozenset().union(*(cue.heads for cue in cues))
        self._signs = frozenset("".join(cue.signs for cue in cues))

    def may_be_said(self, text: str) -> bool:
        """False where none of them is said."""
        words = _words(text)
        return not self._heads.isdisjoint(words.heads) or not (words.ascii or self._signs.isdisjoint(words.lowered))


class _Words(NamedTuple):
    lowered: str
    ascii: bool
    heads: frozenset[str]


@lru_cache(maxsize=64)
def _words(text: str) -> _Words:
    lowered = text.lower()
    return _Words(lowered, lowered.isascii(), frozenset([word[:HEAD] for word in _WORD.findall(lowered)]))
