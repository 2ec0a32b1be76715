"""Ports of WireGuard in a line of whatever text: those about the one that everybody takes, 51820.

https://www.wireguard.com/quickstart/ has no default; its examples, and nearly everybody, use this one and those beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.pattern import lazily

_PORT = lazily(r"(?:(?<![\w.-])(?P<host>[A-Za-z0-9][\w.-]*\.[\w-]+):|(?<![\w.:-]))(?P<port>51[89]\d\d)(?![\w-]|\.\d)")
#: A second tunnel, and what was or may be.
_ANOTHER = lazily(
    r"\b(?:wg[1-9]\d*|second|another|other|old|former\w*|was|were|e\.g|example|alternativ\w*|instead|range)\b",
    re.IGNORECASE,
)
_SECOND = lazily(r"(?:^|[^a-z])wg-?[1-9]\d*(?=[._-]|$)")
#: Settings of clients of providers.
_FOREIGN = lazily(r"\b(?:WIREGUARD|VPN)_ENDPOINT_PORT\b")
_SIGN = lazily(r"\b(?:wireguard|wg|wg\d+)\b", re.IGNORECASE)


class Port(NamedTuple):
    """`line[start:end]` is the port; `host` the name or the address in front of it, "" for none."""

    start: int
    end: int
    host: str


def may_hold(text: str) -> bool:
    """Whether the text is about WireGuard, and has such a number."""
    if "51" not in text or not any(sign in text.lower() for sign in ("wireguard", "wg")):
        return False
    return _SIGN.search(text) is not None and _PORT.search(text) is not None


def is_second(file: str) -> bool:
    """Whether a file is called after another interface than the first."""
    return _SECOND.search(file) is not None


def ports(line: str) -> Iterator[Port]:
    """Every one but those of a page in the browser, and of somebody else's endpoint."""
    if "51" in line and not _FOREIGN.search(line):
        for match in _PORT.finditer(line):
            if not line.endswith("://", 0, match.start()):
                yield Port(*match.span("port"), (match["host"] or "").lower())


def is_of_another(line: str) -> bool:
    """Whether a line is about a second tunnel, or what was or may be: its port is known, and not the site's."""
    return _ANOTHER.search(line) is not None
