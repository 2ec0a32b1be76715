"""Rows as Parquet, sorted out by DuckDB on the disk: only groups in which two repositories meet come into memory."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from typing import Any

from consistency.fleet.error import need
from consistency.fleet.judge import Found, judge_partition
from consistency.fleet.rows import Row, fact_of, fact_text, partition, rows
from consistency.fleet.ties import Ties

_BATCH = 20_000
#: What DuckDB may hold before it goes to the disk.
_MEMORY = "1GB"
_WHAT = "--engine duckdb"
_COLUMNS = "partition", "place", "key", "name", "repository", "number", "fact"

_MEETING = """
COPY (
  SELECT rows.* FROM read_parquet(?) AS rows SEMI JOIN (
    SELECT place, key FROM read_parquet(?) GROUP BY place, key HAVING min(repository) < max(repository)
  ) AS meeting ON rows.place = meeting.place AND rows.key = meeting.key
) TO '{}' (FORMAT parquet, PARTITION_BY (partition))
"""


def installed() -> bool:
    return bool(find_spec("duckdb") and find_spec("pyarrow"))


def split_into(folder: str, ties: Ties, partitions: int, file: str) -> None:
    """One file of facts into a Parquet file of rows. Raises FleetError where the extra is missing."""
    arrow, parquet = need("pyarrow", _WHAT), need("pyarrow.parquet", _WHAT)
    text, number = arrow.string(), arrow.int32()
    kinds = [number, text, text, text, number, number, text]
    shape = arrow.schema(list(zip(_COLUMNS, kinds, strict=True)))
    target = os.path.join(folder, os.path.basename(file).replace("facts-", "rows-").replace(".jsonl", ".parquet"))
    with parquet.ParquetWriter(target, shape) as writer, open(file, "rb") as lines:
        found = (row for line in lines for row in rows(*fact_of(line), ties))
        while batch := list(islice(_flat(found, partitions), _BATCH)):
            writer.write_table(arrow.table([list(column) for column in zip(*batch, strict=True)], schema=shape))
    os.remove(file)


def _flat(found: Iterable[Row], partitions: int) -> Iterator[tuple[object, ...]]:
    """Keys as JSON in ASCII: Parquet holds no lone surrogates, and documents do."""
    for row in found:
        key, name = json.dumps(row.key), json.dumps(row.name)
        text = fact_text(row.repository, row.number, row.fact)
        yield partition(row, partitions), row.place, key, name, row.repository, row.number, text


def repartition(folder: str) -> None:
    """Every row of a group in which two repositories meet, into the folder of its partition."""
    files = os.path.join(folder, "rows-*.parquet")
    with need("duckdb", _WHAT).connect(config={"memory_limit": _MEMORY, "temp_directory": folder}) as database:
        database.execute(_MEETING.format(os.path.join(folder, "parts").replace("'", "''")), [files, files])


def judge_from(folder: str, number: int) -> list[Found]:
    """One partition, judged."""
    part = os.path.join(folder, "parts", f"partition={number}")
    if not os.path.isdir(part):
        return []
    duckdb = need("duckdb", _WHAT)
    with duckdb.connect(config={"memory_limit": _MEMORY, "threads": 1}) as database:
        query = "SELECT place, key, name, fact FROM read_parquet(?, hive_partitioning = false)"
        return judge_partition(_rows(database.execute(query, [os.path.join(part, "*.parquet")])))


def _rows(cursor: Any) -> Iterator[Row]:
    """What a cursor of the database gives, which is an extra and so has no type here."""
    while batch := cursor.fetchmany(_BATCH):
        for place, key, name, text in batch:
            index, number, fact = fact_of(text)
            yield Row(place, json.loads(key), json.loads(name), index, number, fact)
