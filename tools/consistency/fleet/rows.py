"""Facts by the keys under which rules see them, in partitions."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from consistency.fleet.reading import Reading, service_of
from consistency.fleet.ties import Ties
from consistency.model.claim import Claim
from consistency.model.fact import Fact


class Row(NamedTuple):
    """One fact in one group. `place` is service | port | host, `key` the group, `name` what a rule sees as its key.

    `repository` and `number` give the order: the source's index, and the fact's place among its facts.
    """

    place: str
    key: str
    name: str
    repository: int
    number: int
    fact: Fact


def rows(index: int, number: int, fact: Fact, ties: Ties) -> Iterator[Row]:
    """A fact of repository `index` in each group in which it may meet another repository's.

    A service is its name where a repository bears it, else its name on a known host; a port is a port of a known host.
    """
    host = ties.hosts.get((index, fact.host), "") if fact.host else ""
    service = service_of(fact)
    own = host or (f"{index}:{fact.host}" if fact.host else "")
    tied = fact._replace(service=service, host=own)
    if service and ties.shared(service, index, fact.claim.role):
        yield Row("service", service, service, index, number, tied)
    elif service and host:
        yield Row("service", f"{service}@{host}", service, index, number, tied)
    if host:
        yield Row("host", host, host, index, number, tied)
        if port := fact.claim.port:
            yield Row("port", f"{port}@{host}", str(port), index, number, tied)


def partition(row: Row, partitions: int) -> int:
    """The partition of a row's group, the same on every machine."""
    return zlib.crc32(f"{row.place} {row.key}".encode("utf-8", "surrogatepass")) % partitions


def partitions_for(claims: int) -> int:
    """How many partitions: one fits in memory with ease, and all of them can be open files of one process."""
    return min(max(16, claims // 10_000), 200)


def split(readings: Iterable[Reading], ties: Ties, partitions: int) -> list[list[Row]]:
    """The rows of some repositories, by partition."""
    found: list[list[Row]] = [[] for _ in range(partitions)]
    for reading in readings:
        for number, fact in enumerate(reading.facts):
            for row in rows(reading.summary.number, number, fact, ties):
                found[partition(row, partitions)].append(row)
    return found


def fact_text(index: int, number: int, fact: Fact) -> str:
    """A repository's fact as one line of JSON; ASCII, so that any text survives any file."""
    return json.dumps([index, number, _values(fact)], separators=(",", ":"))


def fact_of(text: str | bytes) -> tuple[int, int, Fact]:
    index, number, values = json.loads(text)
    return index, number, _fact(values)


def _values(fact: Fact) -> list[Any]:
    return [[*fact.claim], *fact[1:]]


def row_text(row: Row) -> str:
    return json.dumps([*row[:5], _values(row.fact)], separators=(",", ":"))


def row_of(text: str | bytes) -> Row:
    place, key, name, repository, number, values = json.loads(text)
    return Row(place, key, name, repository, number, _fact(values))


def _fact(values: Sequence[Any]) -> Fact:
    return Fact(Claim(*values[0]), *values[1:])
