"""Containers that commands on a page name: `docker exec -it web sh`."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.compose_commands import commands, is_fetched
from consistency.readers.context import Context, make
from consistency.readers.sections import in_force
from consistency.values import exact
from consistency.values.docker_command import named

#: What a page runs, or shows of a compose file.
_MADE = lazily(r"(?:--name[ =]|container_name:[ \t]*)[\"']?(?P<name>[\w.-]+)|(?m:^[ \t]*(?P<key>[\w.-]+):[ \t]*$)")


def of_page(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims of all containers, each of the name that a command gives; none of those that the page itself makes."""
    if context.role != "canon" or context.modality != "stated" or is_fetched(text, found):
        return ()
    own = {match["name"] or match["key"] for match in _MADE.finditer(text)}
    return tuple(
        make(
            context, passage, one.start, one.end, "call", one.name, service=exact.COMPOSED, host="", source=PROJECT,
            namespace="container", statement=f"L{passage.span(one.start, one.start).line}",
        )
        for block in in_force(found, "")
        for passage in commands(block)
        for one in named(passage.text)
        if one.name not in own
    )  # fmt: skip
