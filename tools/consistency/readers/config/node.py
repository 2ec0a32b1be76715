"""A tree of values that know where they stand: what YAML, JSON and TOML are read into.

Scalars are text, as written: `22:22` stays `22:22`, `0755` stays `0755`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

MERGE = "<<"


@dataclass(slots=True, eq=False)
class Node:
    """kind is scalar, sequence or mapping; `start` and `end` are offsets into the sheet's text.

    `inner` is the offset at which a scalar's text stands literally, -1 where escapes or folding changed it.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    inner: int = -1
    items: list[Node] = field(default_factory=list)
    pairs: list[tuple[Node, Node]] = field(default_factory=list)

    def entries(self) -> dict[str, tuple[Node, Node]]:
        """Key and value by the key's text, merge keys (`<<`) included; the nearest and the last one wins."""
        found: dict[str, tuple[Node, Node]] = {}
        for mapping in self._merged():
            own = {key.text: (key, value) for key, value in mapping.pairs if key.kind == "scalar" and key.text != MERGE}
            found = {**own, **found}
        return found

    def _merged(self) -> Iterator[Node]:
        seen, waiting = {id(self)}, [self]
        while waiting:
            node = waiting.pop(0)
            if node.kind == "mapping":
                yield node
            merged = [value for key, value in node.pairs if key.text == MERGE] + (
                node.items if node.kind == "sequence" else []
            )
            for other in merged:
                if id(other) not in seen:
                    seen.add(id(other))
                    waiting.append(other)

    def get(self, *keys: str) -> Node | None:
        """The value under a path of keys, None where there is none."""
        node = self
        for key in keys:
            entry = node.entries().get(key) if node.kind == "mapping" else None
            if entry is None:
                return None
            node = entry[1]
        return node

    def word(self, *keys: str) -> str:
        """The scalar text under a path of keys, "" where there is none."""
        node = self.get(*keys)
        return node.text if node is not None and node.kind == "scalar" else ""

    def list(self, *keys: str) -> list[Node]:
        """The items of a sequence under a path of keys, [] where there is none."""
        node = self.get(*keys)
        return node.items if node is not None and node.kind == "sequence" else []

    def map(self, *keys: str) -> dict[str, tuple[Node, Node]]:
        """The entries of a mapping under a path of keys, {} where there is none."""
        node = self.get(*keys)
        return node.entries() if node is not None and node.kind == "mapping" else {}

    def own(self) -> tuple[int, int]:
        """Where this scalar's text stands, with its quotes where escapes or folding changed it."""
        return (self.inner, self.inner + len(self.text)) if self.inner >= 0 else (self.start, self.end)

    def within(self, start: int, end: int, source: str) -> tuple[int, int]:
        """Where `text[start:end]` of this scalar stands in the sheet; the scalar itself where it cannot be told."""
        if self.inner >= 0:
            return self.inner + start, self.inner + end
        at = source.find(self.text[start:end], self.start, self.end) if end > start else -1
        return (at, at + end - start) if at >= 0 else (self.start, self.end)


def walk(root: Node) -> Iterator[Node]:
    """Every node below and with `root`, once each, in document order, aliases not followed twice."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        below = [*node.items, *(child for pair in node.pairs for child in pair)]
        waiting.extend(reversed(below))
