"""Columns of addresses that say behind each how to see that its service lives: `Address, health`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import cells
from consistency.readers.context import Context
from consistency.readers.headers import Column, folds_health

_ENDPOINTS = frozenset(("endpoint", "endpoints", "host name", "hostname", "fqdn"))
_FULL_NAME = lazily(r"[a-z0-9-]+(?:\.[a-z0-9-]+){2,6}", re.IGNORECASE)
#: The second half of such a column.
HEALTH = Column("health", part="folded")
_ADDRESS = lazily(r"https?://\S+|[\w.*-]*:\d{2,5}\b")


def columns(table: Table, index: int, c: Column) -> tuple[Column, ...]:
    """The column, and for one that folds HEALTH into it that one, too."""
    folds = c.role in ("url", "bind", "port") and folds_health(mask(table.header[index].text))
    return (c, HEALTH) if folds else (c,)


def health(cell: Passage, text: str, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    """The path that stands beside the address."""
    apart = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    yield from cells.read(cell, apart, Column("health"), context, known)


def endpoints(table: Table) -> tuple[int, ...]:
    """The columns of full names that stand beside one of their ports."""
    return tuple(i for i, cell in enumerate(table.header) if mask(cell.text).strip().lower() in _ENDPOINTS)


def endpoint(texts: Sequence[str]) -> str:
    """The one full name in such cells of a row: `orders-db.prod.acme.internal`."""
    names = [cell.strip() for cell in texts]
    return names[0] if len(names) == 1 and _FULL_NAME.fullmatch(names[0]) else ""
