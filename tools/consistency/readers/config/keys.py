"""The keys of a file of settings that say where its program listens, whoever that is: what a page lists with its defaults."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import DEPTH
from consistency.values.key import said, title

#: Files that a program brings along for what nobody sets: config/default.toml, defaults.yaml, dist/config/server.yaml. Any
#: other is an instance's.
_SHIPPED = lazily(
    r"(?:^|[/._-])defaults?(?:[._-](?:config|settings))?\.(?:toml|ya?ml)$|(?:^|/)(?:dist|packaging|debian|rpm)/(?:[\w.-]+/)*[\w-]+\.(?:toml|ya?ml)$"
)


def shipped(sheet: Sheet, roots: tuple[Node, ...]) -> Iterator[Claim]:
    """The keys of such a file; nothing of any other."""
    if _SHIPPED.search(sheet.file.lower()):
        for root in roots:
            yield from by_key(sheet._replace(role="config"), root, sheet.file.rpartition("/")[2])


def by_key(sheet: Sheet, root: Node, file: str = "") -> Iterator[Claim]:
    """What the file sets, each by its whole key, and by that in a file of such a name, if one is given."""
    for node, path in leaves(root):
        key = ".".join(path)
        names = [name for name in dict.fromkeys((title(key), title(key, file))) if name]
        for one in said(key, node.text) if names else ():
            place = (node.inner + one.start, node.inner + one.end) if node.inner >= 0 else node.own()
            for name in names:
                yield sheet.claim(one.attribute, one.value, *place, service=name, port=one.port, source=PROJECT)


def leaves(root: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Every scalar that has a text, and the keys above it."""
    waiting: list[tuple[Node, tuple[str, ...]]] = [(root, ())]
    seen: set[int] = set()
    while waiting:
        node, path = waiting.pop()
        if id(node) in seen or len(path) > DEPTH:
            continue
        seen.add(id(node))
        below = [(value, (*path, key.text)) for key, value in node.pairs] + [(item, path) for item in node.items]
        waiting += reversed(below)
        if node.kind == "scalar" and node.text and path:
            yield node, path
