"""What is wrong with a configuration, in a sentence: for the rare run that needs one, so imported late."""

from __future__ import annotations

import difflib
from typing import Any

from consistency.config.settings import ConfigError, place_of
from consistency.model.pattern import lazily
from consistency.schemas import SchemaError, schema, validate
from consistency.values.tomlplaces import line_and_column

_AT = lazily(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_KINDS = {
    "string": "text in quotes",
    "integer": "a whole number",
    "array": "a list",
    "object": "a table",
}


def broken(path: str, text: str, message: str) -> ConfigError:
    """A file that is no TOML at all."""
    if "recursion" in message:
        return ConfigError("it is nested too deeply", path)
    found = _AT.search(message)
    line, column = (int(found[1]), int(found[2])) if found and found[1] else line_and_column(text, len(text))
    said = _AT.sub("", message)
    return ConfigError(f"it is not valid TOML: {said[:1].lower()}{said[1:]}", path, line, column)


def misfit(path: str, text: str, settings: Any) -> ConfigError:
    """The first thing that does not fit the schema, with its place."""
    errors = validate("config", settings)
    if not errors:
        return ConfigError("it does not fit schema/config.schema.json", path)
    error = errors[0]
    keys, message = _said(error)
    return ConfigError(message, path, *place_of(path, text, keys))


def _said(error: SchemaError) -> tuple[tuple[str | int, ...], str]:
    """The keys of the place to show, and the sentence."""
    name = _dotted(error.keys)
    if error.kind == "additionalProperties":
        return _unknown(error)
    if error.kind == "propertyNames":
        return error.keys, f'"{error.value}" is not {_expected(error.keys)}'
    if error.kind == "required":
        missing = next(key for key in error.expected if key not in error.value)
        return error.keys, f"{name} needs {missing}"
    if error.kind in ("enum", "const"):
        guess = _guess(str(error.value), error.expected)
        return error.keys, f"{name} is {_shown(error.value)}, and must be one of {', '.join(error.expected)}{guess}"
    if error.kind == "type":
        return error.keys, f"{name} is {_shown(error.value)}, and must be {_KINDS.get(error.expected, error.expected)}"
    if error.kind in ("minimum", "maximum"):
        bound = "at least" if error.kind == "minimum" else "at most"
        return error.keys, f"{name} is {error.value}, and must be {bound} {error.expected}"
    if error.kind == "uniqueItems":
        return error.keys, f"{name} says something twice"
    return error.keys, f"{name} is {_shown(error.value)}, which is not {_expected(error.keys)}"


def _unknown(error: SchemaError) -> tuple[tuple[str | int, ...], str]:
    """A key that the schema does not know (with propertyNames, one that is no name)."""
    known = sorted(_at(error.keys).get("properties", {}))
    key = next((key for key in error.value if key not in known), "")
    where = f" in {_dotted(error.keys)}" if error.keys else ""
    guess = _guess(key, known) or f": there are {', '.join(known)}"
    return (*error.keys, key), f'there is no setting "{key}"{where}{guess}'


def _at(keys: tuple[str | int, ...]) -> dict[str, Any]:
    """The part of the schema that speaks of the value at `keys`."""
    part = schema("config")
    for key in keys:
        inside = part.get("items") if isinstance(key, int) else part.get("properties", {}).get(key)
        part = inside or part.get("additionalProperties") or {}
    return part


def _expected(keys: tuple[str | int, ...]) -> str:
    names = [key for key in keys if isinstance(key, str)]
    if names[:1] == ["evidence"]:
        return "an age such as 7d or 2w"
    if names[:1] == ["max_file_size"]:
        return 'a size such as 500_000 or "5 MB"'
    if names[:1] == ["probe_networks"]:
        return "a network such as 192.168.0.0/16"
    if names[:1] == ["severity"]:
        return "a rule's id or name, such as A101 or port-outside-range"
    return "something that can stand there (empty, over two lines, or with a character that has no place there)"


def _dotted(keys: tuple[str | int, ...]) -> str:
    text = ""
    for key in keys:
        text += f"[{key + 1}]" if isinstance(key, int) else ("." if text else "") + key
    return text or "the configuration"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f'"{text[:40]}{"..." if len(text) > 40 else ""}"' if isinstance(value, str) else text


def _guess(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, 1)
    return f'; did you mean "{close[0]}"?' if close else ""
