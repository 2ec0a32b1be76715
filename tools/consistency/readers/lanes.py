"""The block of ports that a row of services belongs to: `4110-4119`, or the name of one, `core`, from a range table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from consistency.model.claim import OWN_RANGE, Claim
from consistency.model.name import owner_key, shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values.port import cell_ports, has_digit, is_placeholder, valid

#: The part of one that still has to be looked up by its owner.
NAMED = "lane"
_OR = lazily(r"\s*(?:[/&,]|\band\b)\s*")
#: `customer-facing tier`.
_BLOCK = lazily(r"\s+(?:tier|block|lane|band|zone|class|group)$", re.IGNORECASE)
#: Fewer letters begin many words.
_SHORT = 2
#: What is said of a row whose port is from no block.
_OWN = frozenset("default defaults upstream standard fixed native legacy exempt exception vorgabe".split())


def of_row(cell: Passage, text: str, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    """What a cell below `Lane`, `Tier`, `Block` says of the ports of its row."""
    if is_placeholder(text):
        return
    known = {**known, "namespace": "", "part": OWN_RANGE}
    found = [value for value in cell_ports(text) if value.high > value.low and valid(value.high)]
    for value in found:
        yield make(context, cell, value.start, value.end, "range", f"{value.low}-{value.high}", port=value.low, **known)
    if not found and shown(text) and not has_digit(text):
        yield _named(cell, text, context, {**known, "part": NAMED})


def _named(cell: Passage, text: str, context: Context, known: dict[str, Any]) -> Claim:
    return make(context, cell, len(text) - len(text.lstrip()), len(text.rstrip()), "range", shown(text), **known)


def of_kind(cell: Passage, text: str, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    """What a cell below `Kind`, `Type` says of them: the name of a block, where the page has one for that."""
    if shown(text).lower() in _OWN:
        yield _named(cell, text, context, {**known, "namespace": "", "part": NAMED})
    elif text.strip() and not has_digit(text):
        yield from of_row(cell, text, context, known)


def resolved(claims: list[Claim]) -> list[Claim]:
    """The claims with each name of a block replaced by the ranges that the document gives to it; by none, left out.

    `default` is no block: the row's own port is all that it may have.
    """
    if not any(claim.part == NAMED and claim.attribute == "range" for claim in claims):
        return claims
    ports: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.attribute == "port" and claim.namespace != "container":
            ports[claim.statement].append(claim)
    owners: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.attribute == "range" and claim.part in ("", "section") and owner_key(claim.service):
            owners[owner_key(claim.service)].append(claim)
    return [
        known
        for claim in claims
        for known in (
            [
                claim._replace(value=owner.value, port=owner.port, part=OWN_RANGE)
                for owner in _meant(claim.value, owners) or _own(claim, ports)
            ]
            if claim.part == NAMED and claim.attribute == "range"
            else [claim]
        )
    ]


def _meant(kind: str, owners: Mapping[str, list[Claim]]) -> Sequence[Claim]:
    """The ranges of a kind: of the owner called so, else of the one that is called so among others, or whose first word it
    is short for.

    `System` is `System/Infrastructure`, `Dev` is `Development servers`.
    """
    if exact := owners.get(owner_key(kind)):
        return exact
    also = [
        found
        for found in owners.values()
        if owner_key(kind) in map(owner_key, (*_OR.split(found[0].service), _BLOCK.sub("", found[0].service)))
    ]
    begun = [found for found in owners.values() if len(kind) > _SHORT and _first(found).startswith(kind.lower())]
    if not also and any(_first(found) == kind.lower() for found in begun):
        return ()  # `HTTP` is no `HTTP back end`
    one = also or begun
    return one[0] if len(one) == 1 else ()


def _first(owner: Sequence[Claim]) -> str:
    return next(iter(owner[0].service.lower().split()), "")


def _own(claim: Claim, ports: Mapping[str, Sequence[Claim]]) -> Sequence[Claim]:
    """The ports of a row that has them by itself, whatever the blocks are."""
    return ports.get(claim.statement, ()) if claim.value.lower() in _OWN else ()
