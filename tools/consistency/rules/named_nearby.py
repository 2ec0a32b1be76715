"""Whether the words around a place name a service."""

from __future__ import annotations

from collections.abc import Set

from consistency.model.identity import GENERIC
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.values.exact import NEAR

#: Shorter words begin too many names.
_BEGINS = 4
#: Words of a name that others call it without.
_KINDS = GENERIC | {"mcp"}
_WORD = lazily(r"[^\W\d_]+")


def words_of(part: str) -> frozenset[str]:
    """The words that a claim's part has, see exact.NEAR."""
    return frozenset(part.removeprefix(NEAR).split(" "))


def names(words: Set[str], service: str) -> bool:
    """The words have all words of the service's name that are not everybody's, or one that begins it."""
    own = {word.lower() for word in _WORD.findall(service)} - _KINDS
    if own and own <= words and max(map(len, own)) >= _BEGINS:
        return True
    key = squash(service)[0]
    return any(len(word) >= _BEGINS and key.startswith(word) and word not in GENERIC for word in words)
