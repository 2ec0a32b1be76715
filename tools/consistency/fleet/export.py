"""Exported claims: Parquet, written and read, and the lines of `claims --format jsonl`, read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from consistency.fleet.error import FleetError, need
from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.objects import well_formed

_SUBJECT = ("service", "host", "port", "protocol", "namespace")
_NUMBERS = ("line", "column", "end_column", "port")
#: The columns of a fact's links, in the order of its fields behind the claim.
_LINKS = ("service_key", "service_name", "host_key", "host_name", "endpoint", "tie", "inferred")
_FLAGS = ("acknowledged", "inferred")
_BATCH = 10_000


def write_parquet(facts: Iterable[Fact], file: str) -> None:
    """Facts as a Parquet file, one column a field of the claim and of its links.

    Raises FleetError where pyarrow is missing, OSError.
    """
    arrow, parquet = need("pyarrow", "Parquet"), need("pyarrow.parquet", "Parquet")
    kinds = {name: arrow.int32() if name in _NUMBERS else arrow.string() for name in (*Claim._fields, *_LINKS)}
    shape = arrow.schema(list((kinds | dict.fromkeys(_FLAGS, arrow.bool_())).items()))
    rows = ([_storable(value) for value in (*fact.claim, *fact[1:])] for fact in facts)
    with parquet.ParquetWriter(file, shape) as writer:
        while batch := list(islice(rows, _BATCH)):
            writer.write_table(arrow.table([list(column) for column in zip(*batch, strict=True)], schema=shape))


def _storable(value: Any) -> Any:
    """A lone surrogate is no UTF-8; it becomes its replacement."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


class Exported(NamedTuple):
    """What a file holds: facts, whether each came with its links (else only `claim` counts), and literals unread."""

    facts: tuple[Fact, ...]
    linked: bool
    unread: int


def read_exported(file: str) -> Exported:
    """The content of an exported file. Raises FleetError with the place where a row is no claim."""
    facts, linked, unread = [], True, 0
    for number, row in _parquet_rows(file) if file.lower().endswith(".parquet") else _json_rows(file):
        if isinstance(row, Mapping) and "reason" in row and "text" in row:
            unread += 1
            continue
        claim, links = _claim(row)
        if claim is None or not well_formed(claim):
            raise FleetError(f"{file}:{number}: this is no claim: write the file with `consistency claims`")
        linked = linked and links is not None
        facts.append(Fact(claim, *(links or ())))
    return Exported(tuple(facts), linked, unread)


def _json_rows(file: str) -> Iterator[tuple[int, Any]]:
    number = 0
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


def _claim(row: Any) -> tuple[Claim | None, tuple[Any, ...] | None]:
    """A claim and its links from a flat row, a claim's object (schema/claim.schema.json) or a linked claim's object."""
    if not isinstance(row, Mapping):
        return None, None
    inner = row.get("claim")
    linked = isinstance(inner, Mapping)
    links = _links(row, Fact._fields[1:] if linked else _LINKS)
    said = inner if isinstance(inner, Mapping) else row
    subject = said.get("subject")
    flat = (
        {**said, **{key: subject[key] for key in _SUBJECT if key in subject}} if isinstance(subject, Mapping) else said
    )
    values: dict[str, Any] = {}
    for name in Claim._fields:
        value = flat.get(name)
        value = Claim._field_defaults.get(name, "") if value is None else value
        if type(value) is not (int if name in _NUMBERS else bool if name in _FLAGS else str):
            return None, None
        values[name] = value
    return Claim(**values), links


def _links(row: Mapping[str, Any], names: Sequence[str]) -> tuple[Any, ...] | None:
    values = tuple(row.get(name) for name in names)
    sound = [type(value) is (bool if name in _FLAGS else str) for name, value in zip(names, values, strict=True)]
    return values if all(sound) else None
