"""Ports of machines that a page asks for in passing, with the words around them: the line, its heading, the folder of a README."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.readers import words
from consistency.readers.config.in_passing import unlisted
from consistency.readers.context import Context, make
from consistency.readers.reached import INSIDE, made
from consistency.readers.sections import lines_of, sections
from consistency.values import exact
from consistency.values.passing import LOCAL, Ask, asks, may_ask, names_in

#: A page with more of them is a list, or full of examples.
_MANY = 12
#: Further on, a paragraph speaks of something else.
_LONGEST = 600


def of_page(context: Context, text: str, found: Sequence[Block], said: Sequence[Claim]) -> tuple[Claim, ...]:
    """asked claims with the machine as host; `part` has the words. None of ports that the reader is told to choose, or that
    the page gives to a service, as the claims `said` have it."""
    if context.role != "canon" or context.modality != "stated":
        return ()
    listed = {(claim.line, claim.port) for claim in said if claim.attribute == "port" and claim.source != PROJECT}
    told = unlisted((one for one in _told(context, found) if (one.line, one.port) not in listed), said)
    near = made(text) if told else ()
    told = tuple(claim for claim in told if claim.value not in near)
    return told if len({claim.port for claim in told}) <= _MANY else ()


def _is_asked(block: Block, ask: Ask) -> bool:
    """By a URL, or in a sentence by an address; what a fence shows may be who listens."""
    return ask.by_url or (block.kind != "fence" and ask.host != LOCAL and not ask.bare)


def _told(context: Context, found: Sequence[Block]) -> Iterator[Claim]:
    folder, _, file = context.path.rpartition("/")
    of_folder = folder.rpartition("/")[2] if file.lower().startswith("readme") else file.rpartition(".")[0]
    for above, blocks in sections(found):
        headings = [block.passage.text for block in above]
        if any(words.heading_modality(heading) != "stated" for heading in headings):
            continue
        for block in blocks:
            if block.table or not may_ask(block.passage.text):
                continue
            paragraph = mask(block.passage.text)[:_LONGEST] if block.kind != "fence" else ""
            for line in lines_of(block):
                said = line.text if block.kind == "fence" else mask(line.text)
                here = [ask for ask in asks(line.text) if _is_asked(block, ask)] if not INSIDE.search(line.text) else []
                if not here or (block.kind != "fence" and words.modality(said) != "stated"):
                    continue
                beside = names_in(said, paragraph, *headings[-1:], of_folder)
                for ask in here:
                    yield make(
                        context, line, ask.start, ask.end, "asked", str(ask.port), service=exact.ASKED, host=ask.host, port=ask.port,
                        part=f"{exact.NEAR}{beside}", source=PROJECT, statement=f"L{line.line}",
                    )  # fmt: skip
