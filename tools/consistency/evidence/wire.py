"""A snapshot as JSON, one fact a line, and back without loss."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from consistency.evidence.record import Snapshot


class RecordError(ValueError):
    """A record that is not one of ours: one sentence that names the place."""


def encode(snapshot: Snapshot) -> str:
    """The record's JSON text: ASCII, keys sorted, one fact a line, nothing in it that Markdown or HTML would read."""
    record = plain(snapshot)
    lines = ["{"]
    for at, key in enumerate(sorted(record)):
        comma = "," if at < len(record) - 1 else ""
        value = record[key]
        if isinstance(value, list) and value:
            rows = ",\n".join(f"    {_line(item)}" for item in value)
            lines.append(f'  "{key}": [\n{rows}\n  ]{comma}')
        else:
            lines.append(f'  "{key}": {_line(value)}{comma}')
    return "\n".join([*lines, "}"])


#: In JSON these stand inside strings alone, so that an escape changes no value; bare they could act in a page.
_ACTIVE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&`\x7f"}


def _line(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True).translate(_ACTIVE)


def plain(fact: Any) -> Any:
    """Dicts and lists of a fact; members at their default are left out below the top."""
    top = isinstance(fact, Snapshot)
    kept: dict[str, Any] = {}
    for field in dataclasses.fields(fact):
        value = getattr(fact, field.name)
        if top or value != field.default:
            kept[field.name] = _plain_value(value)
    return kept


def _plain_value(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return plain(value)
    return [_plain_value(item) for item in value] if isinstance(value, tuple) else value


def mapped(snapshot: Snapshot, change: Callable[[str], str]) -> Snapshot:
    """The snapshot with every text of its facts changed; `run` and the names of facets and states stay."""
    facts = {
        field.name: _mapped(getattr(snapshot, field.name), change)
        for field in dataclasses.fields(snapshot)
        if field.name not in ("run", "coverage")
    }
    return dataclasses.replace(snapshot, **facts)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _mapped(getattr(value, field.name), change) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value


def decode(text: str) -> Snapshot:
    """The snapshot in a record's JSON text. Raises RecordError."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"the record is not JSON ({error})") from None
    snapshot = _build(Snapshot, record, "record")
    assert isinstance(snapshot, Snapshot)
    return snapshot


def _build(kind: type, value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise RecordError(f"{place} is not an object")
    hints = _hints(kind)
    unknown = sorted(set(value) - set(hints))
    if unknown:
        raise RecordError(f"{place} has a member that this version does not know: {unknown[0]!r}")
    built = {name: _value(hints[name], item, f"{place}.{name}") for name, item in value.items()}
    try:
        return kind(**built)
    except TypeError:
        needed = [f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING and f.name not in value]
        raise RecordError(f"{place} lacks {', '.join(needed)}") from None


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: Any, place: str) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise RecordError(f"{place} is not a list")
        inner = get_args(hint)[0]
        return tuple(_value(inner, item, f"{place}[{at}]") for at, item in enumerate(value))
    if get_origin(hint) in (Union, types.UnionType):
        return None if value is None else _value(get_args(hint)[0], value, place)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _build(hint, value, place)
    if type(value) is not hint:
        raise RecordError(f"{place} is not {'a number' if hint is int else 'text' if hint is str else 'true or false'}")
    return value
