"""Ranges of addresses that are handed out: `10.8.20.100 – 10.8.20.199`, `.100–.199`, `10.8.20.100-199`."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from consistency.model.pattern import lazily
from consistency.values.subnet import Place

_FULL = r"\d{1,3}(?:\.\d{1,3}){3}"
_RANGE = lazily(
    rf"(?<![\w.])(?:(?P<first>{_FULL})|\.(?P<low>\d{{1,3}}))[`*\s]*(?:-|–|—|\bto\b|\bbis\b|\.\.+|,)[`*\s]*(?:(?P<last>{_FULL})|\.?(?P<high>\d{{1,3}}))(?![\w/]|\.\d)"
)


def pools(text: str, network: str = "") -> Iterator[Place]:
    """The place and the value, `10.8.20.100-10.8.20.199`, of every range within one network of 256 addresses; of short ones (`.100–.199`) those of `network`, `10.8.20.0/24`."""
    for match in _RANGE.finditer(text):
        begun = (match["first"] or network).rpartition(".")[0]
        first = match["first"] or f"{begun}.{match['low']}"
        last = match["last"] or f"{begun}.{match['high']}"
        if begun and _is_range(first, last):
            yield Place(*match.span(), f"{first}-{last}")


def _is_range(first: str, last: str) -> bool:
    try:
        one, other = ipaddress.IPv4Address(first), ipaddress.IPv4Address(last)
    except ValueError:
        return False
    return one < other and one.is_private and first.rpartition(".")[0] == last.rpartition(".")[0]
