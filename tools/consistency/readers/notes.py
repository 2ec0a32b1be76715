"""Notes beside a row's port: to what it is bound, and which other port the service has for a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import PARTS
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values import address
from consistency.values.port import cell_ports, valid

#: What a note says of its row's bind.
_BOUND = lazily(
    r"(?<!not )(?<!never )(?<!previously )(?<!formerly )(?<!was )(?<!longer )\b(?:bound|binds|listens|listening) (?:only )?(?:to|on)[ `*]+(?P<address>(?:\d{1,3}\.){3}\d{1,3})(?![\d/])(?::(?P<port>\d{1,5}))?",
    re.IGNORECASE,
)
#: `loopback only: 127.0.0.1`, and nothing else before the next comma.
_ONLY = lazily(
    r"[\s`*(]*(?:(?:loopback|localhost|local|only|nur|just|bound to|binds to|bindet(?: nur)?(?: an| auf)?|listens on|lauscht(?: nur)?(?: auf| an)?)\b[\s`*:,]*){0,3}"
    r"(?P<address>127\.0\.0\.1|0\.0\.0\.0|::1)(?::(?P<port>\d{1,5}))?[\s`*]*(?:only|nur)?[\s`*]*(?:[,;.)]|$)",
    re.IGNORECASE,
)
#: `SSH on 2222`, of a service that has a port of its own.
_OF_PART = lazily(
    r"(?<![\w-])(?P<part>SSH|gRPC|UI|[Cc]onsole|[Mm]etrics|[Aa]dmin)(?: is)? (?:on|at) (?:port )?`?(?P<port>[1-9][0-9]{3,4})\b(?![.:-]\d)"
)

#: `next free`, in the place of a name.
_FREE = lazily(r"\W*(?:next |nächster )?(?:free|available|unused|unassigned|frei\w*|libre)(?: port)?\W*", re.IGNORECASE)


def is_free(name: str) -> bool:
    """Whether what stands where a row's service would says that its port is nobody's."""
    return _FREE.fullmatch(name) is not None


def offered(cell: Passage, context: Context, statement: str) -> Iterator[Claim]:
    """The ports of such a row, as ports to be had."""
    for one in cell_ports(mask(cell.text)):
        if valid(one.low) and one.low <= one.high and valid(one.high):
            value = str(one.low) if one.low == one.high else f"{one.low}-{one.high}"
            yield make(
                context, cell, one.start, one.end, "available", value, port=one.low, namespace="", source="table",
                statement=statement,
            )  # fmt: skip


def read(cell: Passage, text: str, claims: Sequence[Claim], context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    """What the note says beside the `claims` of its row."""
    if beside := _OF_PART.search(text):
        own = {**known, "port": int(beside["port"]), "part": PARTS[beside["part"].lower()]}
        yield make(context, cell, *beside.span("port"), "port", beside["port"], **own)
    if bound := _bound_to(text, claims):
        own = {**known, "port": int(bound["port"] or 0)}
        yield make(context, cell, *bound.span("address"), "bind", address.canonical(bound["address"]), **own)


def _bound_to(note: str, claims: Sequence[Claim]) -> re.Match[str] | None:
    """`Bound to 127.0.0.1:5432 only`, of a port that the row gives."""
    ports = {str(claim.port) for claim in claims if claim.attribute == "port"}
    match = _ONLY.match(note) if ports else None
    if match is None and ("ound " in note or "inds " in note or "isten" in note):
        match = _BOUND.search(note)
    return match if match and (not match["port"] or match["port"] in ports) else None
