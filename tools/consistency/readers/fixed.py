"""Lists of ports that a sentence declares fixed: `New services must not bind to existing ports (4000, 8100-8103)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.cue import cue
from consistency.values.port import cell_ports, valid

_FIXED = cue(
    "do don fixe immu lock must neve not rese",
    r"\b(?:must not|do not|don't|never|not)\b[^.]{0,40}\b(?:bind|bound|reuse|use|change|assign|take)\b|\b(?:fixed|reserved|immutable|locked)\b",
)
_FIXED_LIST = lazily(
    r"\(\s*(?:ports?:?\s*)?(?P<list>[`*]*\d{2,5}[^()]*\d{2,5}[`*]*\s*)\)|\bports?:?\s+(?P<open>[`*]*\d{2,5}(?:[`*\s,–-]|and|or|\d)+)",
    re.IGNORECASE,
)


def fixed_list(passage: Passage, text: str, context: Context) -> Iterator[Claim]:
    """`New services must not bind to existing ports (4000, 8100-8103)`: a claim `fixed` for each port or range."""
    if "(" not in text and "port" not in text.lower():
        return
    if not _FIXED.said(text) or not (match := _FIXED_LIST.search(text)):
        return
    group = "list" if match["list"] else "open"
    values = [value for value in cell_ports(match[group]) if valid(value.low) and valid(value.high)]
    if len(values) < 2:
        return
    start = match.start(group)
    for value in values:
        shown_value = str(value.low) if value.low == value.high else f"{value.low}-{value.high}"
        yield make(
            context._replace(modality="stated"), passage, start + value.start, start + value.end, "fixed", shown_value, port=value.low,
            namespace="", source="fixed list", statement=f"L{passage.line}",
        )  # fmt: skip
