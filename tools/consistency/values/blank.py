"""Hosts that are no machine's name: what a reader has to fill in, and words that stand for whichever machine it is."""

from __future__ import annotations

from consistency.model.pattern import lazily

_TO_FILL = lazily(r"(?i)(?:.*[._-])?(?:your|my)(?:[._-].*)?|.*[_-]here|dynamic|changeme|<.*>|\{.*\}")
#: Beside those: the kind of thing, and names that are reserved for examples (RFC 2606).
_ANY = lazily(r"(?i)(?:host|server|ip|address|domain)(?:[-_]?(?:name|addr\w*|ip))?|(?:.*[._-])?example(?:[._-].*)?")


def is_to_fill(host: str) -> bool:
    """`YOUR_IP_HERE`, `my-server`, `<host>`."""
    return _TO_FILL.fullmatch(host) is not None


def is_any(host: str) -> bool:
    """The same, and `HOST`, `server-ip`, `wiki.example.com`."""
    return is_to_fill(host) or _ANY.fullmatch(host) is not None
