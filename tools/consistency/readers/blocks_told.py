"""Sentences that give a block of ports to what is called so: `MCP servers live in 8410-8419`."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases, words
from consistency.readers.context import Context, make
from consistency.values.port import valid

_TOLD = lazily(
    r"(?:^|(?<=[.;!*]\s)|(?<=\*\*))[\s>*•-]{0,4}(?:All\s|The\s)?(?P<name>[A-Za-z][\w+-]{1,20}(?:\s[a-z][\w-]{2,20}){0,2})\s"
    r"(?:live|belong|go|stay|are|listen)\s(?:in|into|on|within)\s(?:the\s)?(?:ports?\s|block\s|range\s){0,2}[`*]{0,3}"
    r"(?P<low>[1-9]\d{3,4})\s?(?:-|–|to)\s?(?P<high>[1-9]\d{3,4})(?![\w:/])"
)


def told(passage: Passage, context: Context) -> Iterator[Claim]:
    """range claims, one for each such sentence."""
    text = passage.text
    if not (" in" in text or " on " in text) or context.role != "canon" or context.modality != "stated":
        return
    for match in _TOLD.finditer(text):
        low, high = int(match["low"]), int(match["high"])
        if low < high and valid(high) and phrases.is_name(match["name"]) and words.modality(match[0]) == "stated":
            yield make(
                context, passage, match.start("low"), match.end("high"), "range", f"{low}-{high}", service=match["name"], host="",
                port=low, namespace="", source="prose", statement=f"L{passage.span(*match.span('low')).line}",
            )  # fmt: skip
