"""The one door to jsonschema, and to the schema files that ship with the package."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from consistency import shipped

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_SUFFIX = ".schema.json"


class SchemaError(NamedTuple):
    """One thing that does not fit.

    `keys` leads to the value from the top (names and list positions), `kind` is the schema's keyword
    (type, enum, required, additionalProperties, propertyNames ...), `expected` that keyword's value.
    """

    keys: tuple[str | int, ...]
    message: str
    kind: str
    expected: Any
    value: Any

    @property
    def path(self) -> str:
        """The place as a JSONPath: $.claims[3].line"""
        return "$" + "".join(_step(key) for key in self.keys)


def names() -> tuple[str, ...]:
    """The schemas that exist, sorted: claim, config, model ..."""
    return tuple(sorted(file.name.removesuffix(_SUFFIX) for file in shipped.folder("schema").glob(f"*{_SUFFIX}")))


@cache
def schema(name: str) -> dict[str, Any]:
    """One schema as data. Raises OSError where it does not exist. Treat it as read-only: it is shared."""
    found: dict[str, Any] = json.loads(shipped.read("schema", name + _SUFFIX))
    return found


def validate(name: str, value: Any) -> list[SchemaError]:
    """Everything in `value` that does not fit the schema `name`, in the value's order; empty where it fits.

    `value` is what json.loads gives. Imports jsonschema: about 0.1 s, so callers let something cheap decide first.
    """
    errors = [_plain(error) for error in _validator(name).iter_errors(value)]
    return sorted(errors, key=lambda error: ([str(key).zfill(9) for key in error.keys], error.message))


@cache
def _validator(name: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    resources = [Resource.from_contents(schema(each)) for each in names()]
    registry: Registry[Any] = Registry().with_resources((str(each.id()), each) for each in resources)
    return Draft202012Validator(schema(name), registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _plain(error: ValidationError) -> SchemaError:
    """The error in an alternative that came closest, where the schema offers several."""
    while error.context:
        error = max(error.context, key=lambda inner: (len(inner.absolute_path), inner.validator != "type"))
    keys = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:  # jsonschema's path ends at the table, the key is the instance
        return SchemaError((*keys, str(error.instance)), error.message, "propertyNames", None, error.instance)
    return SchemaError(keys, error.message, str(error.validator), error.validator_value, error.instance)


def _step(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if key.isidentifier() else f"[{json.dumps(key, ensure_ascii=False)}]"
