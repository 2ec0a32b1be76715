"""A reading as bytes and back: plain tuples through marshal behind a checksum, so that damage is never loaded."""

from __future__ import annotations

import marshal
from functools import partial
from typing import Any, NamedTuple

from consistency.model.claim import Claim, Reading, Unread
from consistency.model.digest import blake2b

_CHECK = 8  # bytes
_as_claim = partial(tuple.__new__, Claim)  # Claim._make looks at each length itself, and takes three times as long


class Kept(NamedTuple):
    """What one document gave: the claims about its own text, and its reading.

    state: read | too-large | unreadable. beside: patterns of the files that the reading also looked at.
    around: a digest of those files as they were then. faults: claims that were left out because they fit no claim.
    words: numbers of the words that its claims can be looked up by. spelled: a host's key, a spelling of it, and how
    often it stands here. named: keys of the services that its claims name. tied: pairs of words that these tie.
    fixing: it may declare ports, binds or hosts fixed.
    """

    problems: tuple[Claim, ...] = ()
    reading: Reading = Reading()
    state: str = "read"
    beside: tuple[str, ...] = ()
    around: str = ""
    faults: tuple[str, ...] = ()
    words: tuple[int, ...] = ()
    spelled: tuple[tuple[str, str, int], ...] = ()
    named: tuple[str, ...] = ()
    tied: tuple[tuple[str, str], ...] = ()
    fixing: bool = False

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, those about the text first."""
        return self.problems + self.reading.claims


def pack(key: bytes, kept: Kept) -> bytes:
    """An entry; one in a wrong place is damage, too."""
    reading = kept.reading
    plain: Any = (
        tuple(map(tuple, kept.problems)),
        tuple(map(tuple, reading.claims)),
        tuple(map(tuple, reading.unread)),
        tuple(reading[2:]),
        tuple(kept[2:]),
    )
    return sealed(key, marshal.dumps(plain))


def unpack(key: bytes, data: bytes) -> Kept | None:
    """None for bytes that are not as `pack` wrote them under this key."""
    body = unsealed(key, data)
    if body is None:
        return None
    try:
        problems, claims, unread, counts, rest = marshal.loads(body)
        if not set(map(len, claims)) <= {len(Claim._fields)}:
            return None
        reading = Reading(tuple(map(_as_claim, claims)), tuple(map(Unread._make, unread)), *counts)
        return Kept(tuple(map(Claim._make, problems)), reading, *rest)
    except (ValueError, TypeError, EOFError):
        return None


def sealed(key: bytes, body: bytes) -> bytes:
    """The body behind a checksum that covers the key."""
    return _check(key, body) + body


def unsealed(key: bytes, data: bytes) -> bytes | None:
    """The body, None where it is not as it was sealed under this key."""
    body = data[_CHECK:]
    return body if _check(key, body) == data[:_CHECK] else None


def _check(key: bytes, body: bytes) -> bytes:
    return blake2b(body, digest_size=_CHECK, key=blake2b(key).digest()).digest()
