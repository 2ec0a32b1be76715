"""JSON from a tool: one document, or one a line. What is not JSON, or not an object, is left over."""

from __future__ import annotations

import json
from typing import Any

from consistency.evidence.parse.parsed import rows_of, text_of


def objects(data: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """The objects of a JSON array, a single object, or JSON lines; and the rows that are none."""
    text = text_of(data).strip()
    if not text:
        return [], []
    whole = load(text)
    if whole is not None:
        return _split(whole if isinstance(whole, list) else [whole])
    rows = rows_of(data)
    return _split([load(row) if load(row) is not None else row for row in rows])


def load(text: str) -> Any:
    """The value, None where the text is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _split(items: list[Any]) -> tuple[list[dict[str, Any]], list[str]]:
    kept = [item for item in items if isinstance(item, dict)]
    left = [item if isinstance(item, str) else json.dumps(item) for item in items if not isinstance(item, dict)]
    return kept, left


def at(value: Any, *keys: str) -> Any:
    """A member deep inside, None where any step is missing or of another kind."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
