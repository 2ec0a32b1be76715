"""A container that a page starts, and directly behind it another address than any that it publishes: `-p 8660:8660`, then `http://localhost:8099`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import ALONE, PUBLISHED, Claim
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.values.container_run import every_run
from consistency.values.execline import listens

#: An address of the reader's own, or of whichever machine he has done it on.
_OPENED = lazily(
    r"(?:\b(?:open|visit|go to|browse to|navigate to|available (?:at|on|under)|running (?:at|on)|access(?:ible)?(?: it)?(?: at| on| via)?|reach(?: it)?(?: at| on))\b[\s:`*_(\[<]*)"
    r"https?://(?:localhost|127\.0\.0\.1|<[A-Za-z][\w .-]{0,24}>):(?P<port>[1-9]\d{3,4})(?![\w.:-])",
    re.IGNORECASE,
)
_RUNS = ("docker run", "podman run", "nerdctl run")
#: Blocks behind the command that are still about it.
_NEAR = 3


def of_page(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """call claims, first of the address that is opened, then of the first port that is published; nothing on a page that
    has the opened one elsewhere."""
    if context.role != "canon" or context.modality != "stated" or not any(sign in text for sign in _RUNS):
        return
    for index, block in enumerate(found):
        if block.kind != "fence" or not any(sign in block.passage.text for sign in _RUNS):
            continue
        runs = list(every_run(block.passage.text))
        published = [
            (run.start, one) for run in runs for one in listens(run.argv, {}) if one.how == "publish" and one.port_at
        ]
        behind = _opened(found[index + 1 : index + 1 + _NEAR])
        if len(runs) != 1 or not published or behind is None:
            continue
        opened, place = behind
        port = opened.passage.text[slice(*place)]
        if text.count(port) > 1 or port in {str(one.port) for _, one in published}:
            continue
        start, first = published[0]
        near = (start + first.port_start, start + first.port_end)
        own = f"L{block.passage.span(*near).line}"
        yield make(
            context, opened.passage, *place, "call", port, port=int(port), source=ALONE, statement=f"L{opened.line}"
        )
        yield make(
            context, block.passage, *near, "call", str(first.port), port=first.port, source=PUBLISHED, statement=own
        )


def _opened(near: Sequence[Block]) -> tuple[Block, tuple[int, int]] | None:
    """The first address that the blocks up to the next command or heading tell to open."""
    for block in near:
        if block.kind not in ("paragraph", "item"):
            return None
        match = _OPENED.search(block.passage.text)
        if match:
            return (block, match.span("port")) if words.modality(block.passage.text) == "stated" else None
    return None
