"""At which port of the reader's own machine a page finds Kafka: `kcat -b localhost:9094`, `KAFKA_BROKERS=localhost:9092`, a row of a table.

Of several listeners a broker advertises each under its own port: a client that asks at another one connects to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.reached import INSIDE
from consistency.readers.sections import in_force, lines_of
from consistency.values import exact
from consistency.values.port import valid

_STORE = "kafka"
_NAMED = lazily(
    r"\b(?:kafka|kcat|kafkacat|redpanda|rpk|bootstrap[ ._-]?servers?|brokers?)(?![a-z])|KAFKA_|BOOTSTRAP", re.IGNORECASE
)
_LOCAL = lazily(r"(?<![\w/:.-])(?:localhost|127\.0\.0\.1):(?P<port>[1-9]\d{3,4})(?![\w/:]|\.\d)")
#: What stands beside it, at ports of its own.
_BESIDE = lazily(
    r"\b(?:schema|registry|connect|ui|console|rest|proxy|zookeeper|jmx|exporter|rabbit\w*|mqtt|mosquitto|celery|redis|nats|activemq)\b",
    re.IGNORECASE,
)
_PAST = lazily(r"\b(?:was|were|until|formerly|used to|old|no longer)\b", re.IGNORECASE)
_LONGEST = 400


def of_page(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """port claims of the broker on this machine; none of a line with two ports, or of what stands beside it."""
    if context.role != "canon" or context.modality != "stated" or not _NAMED.search(text):
        return
    for block in in_force(found, "localhost:"):
        if block.table:
            head = " ".join(cell.text for cell in block.table.header)
            for row in block.table.rows:
                yield from _in(context, row, f"{head} {' '.join(cell.text for cell in row)}")
        else:
            for line in lines_of(block):
                yield from _in(context, (line,), line.text)


def _in(context: Context, places: Sequence[Passage], text: str) -> Iterator[Claim]:
    if (
        "localhost:" not in text
        or len(text) > _LONGEST
        or not _NAMED.search(text)
        or _BESIDE.search(text)
        or INSIDE.search(text)
    ):
        return
    asked = [(place, match) for place in places for match in _LOCAL.finditer(place.text)]
    if len(asked) != 1 or words.modality(mask(text)) != "stated" or _PAST.search(text):
        return
    place, match = asked[0]
    if valid(port := int(match["port"])):
        yield make(
            context, place, *match.span("port"), "port", match["port"], service=exact.store(_STORE), host="", port=port, source=PROJECT,
            statement=f"L{place.line}",
        )  # fmt: skip
