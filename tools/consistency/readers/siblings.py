"""What stands beside a pair in a nested list: between `policy: local` and `fault_tolerant: true` a number is a setting."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from consistency.model.passage import Passage
from consistency.model.pattern import lazily

_KEY = lazily(r"(?P<depth>\s*)(?P<item>-\s+)?[\"']?[\w.-]+[\"']?\s*:(?:\s+(?P<value>[^\s#].*)|\s*(?:#.*)?$)")
#: A group of fewer pairs does not tell what it is.
_FEWEST = 3


def settings(lines: Sequence[Passage], is_endpoint: Callable[[str], object]) -> frozenset[int]:
    """The lines of nested pairs among which most have a word as their value."""
    groups: list[tuple[int, list[tuple[int, bool]]]] = []
    found = set[int]()
    for line in lines:
        key = _KEY.match(line.text)
        if not key:
            continue
        depth = len(key["depth"]) + len(key["item"] or "")
        while groups and (groups[-1][0] > depth or (key["item"] and groups[-1][0] == depth)):
            found.update(_settings(groups.pop()))
        if not groups or groups[-1][0] < depth:
            groups.append((depth, []))
        if key["value"]:
            groups[-1][1].append((line.line, bool(is_endpoint(key["value"].strip("\"' ")))))
    for group in groups:
        found.update(_settings(group))
    return frozenset(found)


def _settings(group: tuple[int, list[tuple[int, bool]]]) -> list[int]:
    depth, pairs = group
    most = len(pairs) >= _FEWEST and sum(endpoint for _, endpoint in pairs) * 2 < len(pairs)
    return [line for line, _ in pairs] if depth and most else []
