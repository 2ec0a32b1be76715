"""Claims as flat rows: Parquet for engines, and the plain objects of `claims --format jsonl`, written and read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from consistency.fleet.error import FleetError, need
from consistency.model.claim import Claim
from consistency.model.objects import well_formed

_SUBJECT = ("service", "host", "port", "protocol", "namespace")
_NUMBERS = ("line", "column", "end_column", "port")
_BATCH = 10_000


def write_parquet(claims: Iterable[Claim], file: str) -> None:
    """Claims as a Parquet file with one column a field. Raises FleetError where pyarrow is missing, OSError."""
    arrow, parquet = need("pyarrow", "Parquet"), need("pyarrow.parquet", "Parquet")
    kinds = {name: arrow.int32() if name in _NUMBERS else arrow.string() for name in Claim._fields}
    kinds["acknowledged"] = arrow.bool_()
    shape = arrow.schema(list(kinds.items()))
    with parquet.ParquetWriter(file, shape) as writer:
        for rows in _batches(claims):
            columns = [[_storable(row[index]) for row in rows] for index in range(len(Claim._fields))]
            writer.write_table(arrow.table(columns, schema=shape))


def _batches(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    batch: list[Claim] = []
    for claim in claims:
        batch.append(claim)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _storable(value: Any) -> Any:
    """A lone surrogate is no UTF-8; it becomes its replacement."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def read_exported(file: str) -> Iterator[Claim]:
    """The claims of an exported file. Raises FleetError with the place where a row is none."""
    rows = _parquet_rows(file) if file.lower().endswith(".parquet") else _json_rows(file)
    for number, row in rows:
        claim = _claim(row)
        if claim is None or not well_formed(claim):
            raise FleetError(f"{file}:{number}: this is no claim: write the file with `consistency claims`")
        yield claim


def _json_rows(file: str) -> Iterator[tuple[int, Any]]:
    try:
        with open(file, "rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, json.loads(line)
    except OSError as error:
        raise FleetError(f"{file} cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise FleetError(f"{file}:{number}: this line is no JSON: write the file with `consistency claims`") from None


def _parquet_rows(file: str) -> Iterator[tuple[int, Any]]:
    parquet, arrow = need("pyarrow.parquet", "Parquet"), need("pyarrow", "Parquet")
    try:
        number = 0
        with parquet.ParquetFile(file) as opened:
            for batch in opened.iter_batches(_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (OSError, arrow.ArrowException) as error:
        raise FleetError(f"{file} cannot be read as Parquet: {str(error).partition('.')[0]}") from None


def _claim(row: Any) -> Claim | None:
    """A claim from a flat row, from a claim's object (schema/claim.schema.json) or from a linked one."""
    if not isinstance(row, Mapping):
        return None
    inner = row.get("claim")
    if isinstance(inner, Mapping):
        row = inner
    subject = row.get("subject")
    flat = {**row, **{key: subject[key] for key in _SUBJECT if key in subject}} if isinstance(subject, Mapping) else row
    default = Claim._field_defaults
    values: dict[str, Any] = {}
    for name in Claim._fields:
        value = flat.get(name)
        value = default.get(name, "") if value is None else value
        wanted = int if name in _NUMBERS else bool if name == "acknowledged" else str
        if type(value) is not wanted:
            return None
        values[name] = value
    return Claim(**values)
