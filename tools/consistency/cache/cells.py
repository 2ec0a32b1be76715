"""The cells of a ground: what is written in which, each with a checksum, none ever missing."""

from __future__ import annotations

import marshal
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from consistency.model.digest import blake2b

#: Cells: one each of these, then those of words, documents and spellings from these numbers on.
HEAD, DRIFT, PAGES, SETTINGS, BESIDE, SPOTS, QUIET, GROUPS, COVERED = range(9)
WORDS, DOCUMENTS, SPELLED = 1 << 20, 1 << 40, 1 << 41
#: What one cell holds, about: words, documents, hosts.
WORDS_IN_ONE, DOCUMENTS_IN_ONE, HOSTS_IN_ONE = 64, 32, 16
_CHECK = 8  # bytes


class Lost(Exception):  # noqa: N818 - says what became of it
    """The ground cannot be had: the whole repository is judged instead."""


class Document(NamedTuple):
    """A document of the ground; `around` as in its reading."""

    path: str
    blob: str
    around: str


class Told(NamedTuple):
    """What is written of one document: `words`, `spelled` and `beside` are those of its reading."""

    document: Document
    words: Sequence[int]
    spelled: Sequence[tuple[str, str, int]]
    beside: Sequence[str]


@lru_cache(maxsize=1 << 17)
def number(kind: str, word: str) -> int:
    """The number of a word of a kind, signed, 64 bits. Two words with one number only load a document too many."""
    data = f"{kind}{word}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


class Learned:
    """What is to be written of many documents; little is held of each."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.words, self.holders = array("q"), array("q")
        self.beside: list[tuple[str, str]] = []
        self.spelled: Counter[tuple[str, str]] = Counter()

    def add(self, one: Told) -> None:
        """One more document."""
        place = len(self.documents)
        self.documents.append(one.document)
        words = words_of(one)
        self.words.extend(words)
        self.holders.extend([place] * len(words))
        self.beside += [(pattern, one.document.path) for pattern in one.beside]
        for host, text, weight in one.spelled:
            self.spelled[host, text] += weight


def words_of(one: Told) -> list[int]:
    """The words that a document is found by: its own, and its path."""
    return [*one.words, number("d", one.document.path)]


def cells_of_words(learned: Learned, mask: int) -> Iterator[tuple[int, Mapping[int, tuple[int, ...]]]]:
    order = iter(sorted(range(len(learned.words)), key=lambda index: learned.words[index] & mask))
    grouped = groupby(order, key=lambda index: learned.words[index] & mask)
    done = 0
    for cell, indexes in grouped:
        yield from ((WORDS + empty, {}) for empty in range(done, cell))
        found: dict[int, list[int]] = {}
        for index in indexes:
            found.setdefault(learned.words[index], []).append(learned.holders[index])
        yield WORDS + cell, {word: tuple(holders) for word, holders in found.items()}
        done = cell + 1
    yield from ((WORDS + empty, {}) for empty in range(done, mask + 1))


def cells_of_documents(learned: Learned) -> Iterator[tuple[int, Mapping[int, tuple[str, ...]]]]:
    for cell in range(len(learned.documents) // DOCUMENTS_IN_ONE + 1):
        some = range(cell * DOCUMENTS_IN_ONE, min((cell + 1) * DOCUMENTS_IN_ONE, len(learned.documents)))
        yield DOCUMENTS + cell, {place: tuple(learned.documents[place]) for place in some}


def cells_of_hosts(learned: Learned, mask: int) -> Iterator[tuple[int, Mapping[str, Mapping[str, int]]]]:
    cells: list[dict[str, dict[str, int]]] = [{} for _ in range(mask + 1)]
    for (host, text), weight in learned.spelled.items():
        cells[number("S", host) & mask].setdefault(host, {})[text] = weight
    yield from ((SPELLED + cell, held) for cell, held in enumerate(cells))


def mask_of(cells: int) -> int:
    return (1 << cells.bit_length()) - 1


def packed(cell: int, held: Any) -> bytes:
    body = marshal.dumps(held)
    return _check(cell, body) + body


def unpacked(cell: int, kept: bytes) -> Any:
    if not isinstance(kept, bytes) or _check(cell, kept[_CHECK:]) != kept[:_CHECK]:
        raise Lost
    return marshal.loads(kept[_CHECK:])


def _check(cell: int, body: bytes) -> bytes:
    return blake2b(body, digest_size=_CHECK, key=cell.to_bytes(8, "big")).digest()
