"""Units of systemd that commands on a page name: `systemctl restart web`, `journalctl -u web`."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.readers.compose_commands import commands
from consistency.readers.context import Context, make
from consistency.readers.sections import in_force
from consistency.values import exact
from consistency.values.unit_command import named

#: What a page that writes a unit itself has in it.
_WRITTEN = "[Service]"


def of_page(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims of all units, each of the name that a command gives; none of those that the page itself writes."""
    if context.role != "canon" or context.modality != "stated" or "ctl " not in text:
        return ()
    return tuple(
        make(
            context, passage, one.start, one.end, "call", one.name, service=exact.UNITS, host="", source=PROJECT,
            statement=f"L{passage.span(one.start, one.start).line}",
        )
        for block in in_force(found, "ctl ")
        for passage in commands(block)
        for one in named(passage.text)
        if not (_WRITTEN in text and f"/{one.name}.service" in text.lower())
    )  # fmt: skip
