"""Where pages give a machine's address in passing: `redis01 (10.40.40.22)`, `rsync tank@10.0.0.6:/srv`.

Such a place is no list of machines; it is held against those that are, by the network of the address.
"""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.sections import in_force
from consistency.values import exact
from consistency.values.named_address import MOST, may_hold, named

_SHELL = frozenset("bash sh shell zsh console shell-session fish terminal".split())


def of_page(context: Context, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims of the addresses beside names on a page, and of those in commands: `part` has the name, or for a command
    all words of the line behind the sign for it."""
    if context.role != "canon" or context.modality != "stated":
        return ()
    told = []
    for block in in_force(found, "."):
        shell = block.kind == "fence" and block.info.strip().lower().split(" ")[0] in _SHELL
        cells = [cell for row in block.table.rows for cell in row] if block.table else block.passage.lines()
        for line in cells if block.table or may_hold(block.passage.text) else ():
            text = mask(line.text) if block.kind != "fence" else line.text
            for match, names in named(text, shell) if shell or words.modality(text) == "stated" else ():
                told.append(
                    make(
                        context, line, *match.span(), "call", match[0], service=exact.addresses(match[0]), host="",
                        part=names, namespace="", source=PROJECT, statement=f"L{line.line}",
                    )
                )  # fmt: skip
    return tuple(told) if len(told) <= MOST else ()
