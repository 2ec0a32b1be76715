"""Cells of sockets that begin with the machine: `gpu-a, 0.0.0.0:8000, key required`, `on edge-1, http://127.0.0.1:3300`."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.name import PARTS
from consistency.model.pattern import lazily
from consistency.readers.headers import Column
from consistency.readers.hostlike import machine_of

_LED = lazily(
    r"\s*(?P<on>(?:on|auf|at)\s+)?(?P<machine>[A-Za-z][\w-]{0,40}(?:\.[\w-]{1,40}){0,4})\s*(?:[,:·–—]|->|→)\s*"
    r"(?=(?:https?://)?(?:\*|localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):\d|:\d{2,5}\b|(?<=,\s)[1-9]\d{1,4}(?![\w.:-]))"
)
#: How, or from where, a socket is spoken to.
_SAYS_HOW = frozenset(
    "tcp udp http https ws wss tls ssl unix host container docker compose internal external public private default dev prod staging test loopback".split()
)
_SOCKETS = ("bind", "port", "url")


def leading_machine(text: str) -> tuple[str, int]:
    """The machine with which a cell, its markup masked, begins before a socket that names none, and its end; else "", 0."""
    match = _LED.match(text)
    return (match["machine"], match.end()) if match and _is_machine(match["machine"]) else ("", 0)


def _is_machine(name: str) -> bool:
    return name.lower() not in _SAYS_HOW and name.lower() not in PARTS and machine_of(name, "") != ""


def led_by_machines(table: Table, columns: Sequence[Column]) -> int:
    """The column of sockets of which two cells at least, and half of all, begin so, or one says `on`; -1 for none."""
    return next((index for index, c in enumerate(columns) if c.role in _SOCKETS and holds_machines(table, index)), -1)


def holds_machines(table: Table, index: int) -> bool:
    """Whether the column's cells begin so."""
    texts = [mask(row[index].text) for row in table.rows if index < len(row)]
    led = [match for text in texts if (match := _LED.match(text)) and _is_machine(match["machine"])]
    return index > 0 and (any(match["on"] for match in led) or (len(led) > 1 and len(led) * 2 >= len(texts)))
