"""Words that say how a text is meant, looked for only where one of its words begins like one of theirs.

Most texts hold none of them, and that is seen many times sooner than that none of a dozen patterns matches.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: Letters of a word that are looked at.
HEAD = 4
_WORD = re.compile("[a-z]+")


class Cue(NamedTuple):
    """A pattern for text in lower case.

    heads: the first letters of all first words that it can match, HEAD of each, letters from a to z alone
    signs: what its other matches begin with, no ASCII; None where there are none
    """

    pattern: re.Pattern[str]
    heads: frozenset[str]
    signs: re.Pattern[str] | None = None

    def said(self, text: str) -> bool:
        """Whether the pattern is in the text, in either case."""
        words = _words(text)
        if self.heads.isdisjoint(words.heads) and (
            words.ascii or not self.signs or not self.signs.search(words.lowered)
        ):
            return False
        return self.pattern.search(words.lowered) is not None


def cue(heads: str, pattern: str, signs: str = "") -> Cue:
    return Cue(re.compile(pattern), frozenset(heads.split()), re.compile(signs) if signs else None)


class _Words(NamedTuple):
    lowered: str
    ascii: bool
    heads: frozenset[str]


@lru_cache(maxsize=64)
def _words(text: str) -> _Words:
    lowered = text.lower()
    return _Words(lowered, lowered.isascii(), frozenset([word[:HEAD] for word in _WORD.findall(lowered)]))
