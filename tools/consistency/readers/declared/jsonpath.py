"""A subset of JSONPath: names, indexes and wildcards; no filter, no descent, nothing that computes.

Format: RFC 9535 (https://www.rfc-editor.org/rfc/rfc9535), of which `$`, `.name`, `['name']`, `[0]`, `[-1]`, `.*` and
`[*]` are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.readers.config.node import Node

_PART = lazily(
    r"\.(?P<dot>[A-Za-z_\x80-\U0010ffff][\w\x80-\U0010ffff]*)|(?P<any>\.\*|\[\s*\*\s*\])|\[\s*(?P<index>-?\d{1,9})\s*\]"
    r"|\[\s*'(?P<single>(?:[^'\\]|\\['\\])*)'\s*\]|\[\s*\"(?P<double>(?:[^\"\\]|\\[\"\\])*)\"\s*\]"
)
_LIMIT = 100_000


class PathError(ValueError):
    """A path outside the subset, or one that matches too much."""


class Part(NamedTuple):
    """One step: a member's name, an index, or (with neither) every child."""

    name: str | None = None
    item: int | None = None


class Hit(NamedTuple):
    """A node that a path leads to; `name` is the nearest wildcard's member name, `element` what that wildcard chose."""

    node: Node
    name: Node | None
    element: Node


@lru_cache(maxsize=256)
def compile_path(text: str) -> tuple[Part, ...]:
    """The steps behind `$`. Raises PathError with the offset."""
    if not text.startswith("$"):
        raise PathError("does not begin with $")
    return tuple(_parts(text, 1))


@lru_cache(maxsize=256)
def compile_relative(text: str) -> tuple[Part, ...]:
    """The steps of `alias` or `meta.alias`, from a wildcard's element. Raises PathError."""
    return tuple(_parts(text if text.startswith("[") else f".{text}", 0))


def _parts(text: str, at: int) -> Iterator[Part]:
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            raise PathError(f"'{text[at : at + 20]}' at offset {at} is not supported")
        quoted = match["single"] if match["single"] is not None else match["double"]
        if match["index"] is not None:
            yield Part(item=int(match["index"]))
        elif match["any"]:
            yield Part()
        else:
            yield Part(name=match["dot"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted))
        at = match.end()


def hits(root: Node, path: tuple[Part, ...]) -> list[Hit]:
    """Every node that the path leads to, in document order. Raises PathError beyond a limit of nodes."""
    found = [Hit(root, None, root)]
    members: dict[int, dict[str, tuple[Node, Node]]] = {}
    for part in path:
        found = list(islice((hit for parent in found for hit in _step(parent, part, members)), _LIMIT + 1))
        if len(found) > _LIMIT:
            raise PathError(f"leads to more than {_LIMIT} nodes")
    return found


def _step(hit: Hit, part: Part, members: dict[int, dict[str, tuple[Node, Node]]]) -> Iterator[Hit]:
    """One step from one node; `members` remembers what mappings hold, as aliases bring the same one many times."""
    node = hit.node
    if node.kind == "mapping" and id(node) not in members:
        members[id(node)] = node.entries()
    if part.name is not None:
        if part.name in members.get(id(node), {}):
            yield hit._replace(node=members[id(node)][part.name][1])
    elif part.item is not None:
        if node.kind == "sequence" and -len(node.items) <= part.item < len(node.items):
            yield hit._replace(node=node.items[part.item])
    elif node.kind == "mapping":
        yield from (Hit(value, key, value) for key, value in members[id(node)].values())
    else:
        yield from (Hit(item, hit.name, item) for item in node.items)
