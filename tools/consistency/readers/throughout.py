"""What is read of a page as a whole, beside the walk over its blocks: addresses, gates and answers of whoever it is."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import Claim
from consistency.readers import compose_commands, local_probes, repositories, unit_commands
from consistency.readers.answering import answering
from consistency.readers.context import Context
from consistency.readers.gated import gated
from consistency.readers.sites import sites
from consistency.readers.stray import strays


def throughout(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """The claims of all that reads the blocks `found` of the document `text` for itself."""
    return (
        *strays(context, text, found),
        *sites(context, text, found),
        *local_probes.of_page(context, text, found),
        *compose_commands.of_page(context, text, found),
        *unit_commands.of_page(context, text, found),
        *repositories.of_page(context, text, found),
        *gated(context, text, found),
        *answering(context, text, found),
    )
