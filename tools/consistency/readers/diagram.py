"""Nodes of a Mermaid diagram: `SF["Storefront :3000"]` gives the storefront a port, inside or outside of a container.

Syntax: https://mermaid.js.org/syntax/flowchart.html, https://mermaid.js.org/syntax/sequenceDiagram.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make
from consistency.values.port import has_digit, valid

#: A node's text in its brackets, and a participant's name.
_NODE = lazily(
    r"(?<=[\w@])(?:\[[(\[/]?|\(\(?\[?|\{\{?|>)\s*(?P<quote>\"?)(?P<node>[^\"\[\]{}|]{2,80}?)(?P=quote)\s*[)\]}/]+|"
    r"^\s*(?:participant|actor)\s+(?:\S+\s+as\s+)?(?P<who>\S.{0,80})$"
)
_BREAK = lazily(r"<br\s*/?>|\\n|</?[bi]>", re.IGNORECASE)
#: A name, and behind it one port: `Cart API :8082`, `Grafana (3000)`, `Loki port 3100`.
_PORT = lazily(
    r"(?P<name>[^\W\d_][\w .&+/-]{0,40}?(?:\s\([^()\d]{2,24}\))?)\s*(?:[-–—,]\s*)?(?:\(\s*)?(?::|\bports?\s*:?\s*|(?<=\()\s*)(?P<port>\d{2,5})(?:/(?:tcp|udp))?\s*\)?\s*$",
    re.IGNORECASE,
)


def read(lines: Iterable[Passage], context: Context) -> Iterator[Claim]:
    """A port for each node that is a name and a port; nothing for edges and other words."""
    for line in lines:
        if not has_digit(line.text):
            continue
        for match in _NODE.finditer(line.text):
            group = "node" if match["node"] else "who"
            label = _BREAK.sub(lambda mark: " " * len(mark[0]), match[group])
            found = _PORT.match(label.rstrip(" )"))
            if found and valid(int(found["port"])) and phrases.is_name(found["name"].strip()):
                start = match.start(group)
                place = (start + found.start("port"), start + found.end("port"))
                yield make(
                    context, line, *place, "port", found["port"], service=" ".join(found["name"].split()),
                    port=int(found["port"]), namespace="", source="prose", statement=f"L{line.line}:{start}",
                )  # fmt: skip
