"""Tables that say through which gateway, or by which class of ingress, an app is reached: `| Paperless | internal |`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import mask, mostly_struck
from consistency.model.claim import PROJECT, Claim
from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.sections import in_force
from consistency.values import doorway, exact

_HEAD = lazily(r"(?:ingress|route)?[ -]?(?:gateway|class|ingress)(?:[ -]?(?:class|name))?|(?:parent|ingress)[ -]?ref")
_LEAST = 2


def of_page(context: Context, found: Sequence[Block]) -> Iterator[Claim]:
    """call claims: internal or external, by the name of the app."""
    if context.role == "canon" and context.modality == "stated":
        for block in in_force(found, ""):
            if block.table:
                yield from _table(block.table, context)


def _table(table: Table, context: Context) -> Iterator[Claim]:
    heads = [shown(mask(cell.text)).strip().lower() for cell in table.header]
    columns = [index for index, head in enumerate(heads) if index and _HEAD.fullmatch(head)]
    if len(columns) != 1:
        return
    at = columns[0]
    said = [(row, doorway.side(shown(mask(row[at].text)))) for row in table.rows if not mostly_struck(row[0].text)]
    if sum(bool(side) for _, side in said) < _LEAST:
        return
    for row, side in said:
        name, cell = shown(mask(row[0].text)), mask(row[at].text)
        if name and side:
            place = len(cell) - len(cell.lstrip()), len(cell.rstrip())
            yield make(
                context, row[at], *place, "call", side, service=exact.doorway(name), host="", source=PROJECT,
                statement=f"L{row[at].line}",
            )  # fmt: skip
