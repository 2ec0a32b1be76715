"""What a service calls: `Upstream: http://...`, which is no address of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values.endpoint import literals

_LABEL = lazily(
    r"(?:upstreams?|upstream url|depends on|dependenc(?:y|ies)|calls|talks to|consumes)(?: \([^)]*\))?", re.IGNORECASE
)


def calls(label: str) -> bool:
    """Whether a label says that what follows is somebody else's."""
    return _LABEL.fullmatch(label.strip()) is not None


def called(passage: Passage, text: str, start: int, context: Context, source: str) -> Iterator[Claim]:
    """Claims of attribute depends for the URLs from `start` on."""
    for literal in literals(text):
        if literal.kind == "url" and literal.start >= start and context.subject:
            yield make(
                context, passage, literal.start, literal.end, "depends", text[literal.start : literal.end],
                service=context.subject, port=literal.low, source=source, statement=f"L{passage.line}", host="",
            )  # fmt: skip
