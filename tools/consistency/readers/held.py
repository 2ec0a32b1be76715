"""Whose a port of a cell is by the word before it: `API 8080`, `internal: 80`, `grafana 3000, loki 3100`, `4222 (monitoring 8222)`."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.name import PARTS
from consistency.model.pattern import lazily
from consistency.values.port import PortValue, side_of

_IDENTIFIER = lazily(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
_WORD = lazily(r"[\w-]{3,}")
#: In a parenthesis behind the service's own port, what else it offers.
_ENDPOINT = lazily(r"[a-z]{4,12}")
#: Words before a number that name nobody.
_NO_OWNERS = frozenset(
    "and or then else to from on at also plus either both is are was tcp udp port ports uses using tries probes checks default defaults fallback otherwise".split()
)


class Held(NamedTuple):
    """What is known of a port without the word before it."""

    side: str
    part: str
    service: str


def by_label(text: str, value: PortValue, known: Held, count: int) -> Held:
    """The same with the word; `text` is the cell, `count` how many ports it gives."""
    label = value.label.split("(")[-1].strip()
    lowered = label.lower().removesuffix("port").strip(" :")
    if lowered in PARTS:
        return known._replace(part=PARTS[lowered])
    if side_of(label):
        return known._replace(side=value.side or side_of(label))
    if count > 1 and _ENDPOINT.fullmatch(label) and lowered not in _NO_OWNERS and _is_aside(text, value.start):
        return known._replace(part=lowered)
    if label and _is_owner(label, lowered, count):
        return known._replace(service=label)
    return known


def _is_aside(text: str, at: int) -> bool:
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


def _is_owner(label: str, lowered: str, count: int) -> bool:
    """The word before a port names whose it is: an identifier, or any word where several ports share a cell."""
    if count > 1 and _WORD.fullmatch(label) and lowered not in _NO_OWNERS:
        return True
    return _IDENTIFIER.fullmatch(label) is not None
