"""Zone files of DNS, and lists of hosts: which addresses belong to which name.

Format: https://www.rfc-editor.org/rfc/rfc1035#section-5
"""

from __future__ import annotations

from collections import Counter

from consistency.model.claim import Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, is_ours

_RECORD = lazily(
    r"(?P<name>[A-Za-z0-9][\w.-]*)[ \t]+(?:\d+[smhdwSMHDW]?[ \t]+)?(?:IN[ \t]+)?(?:\d+[smhdwSMHDW]?[ \t]+)?(?:A|AAAA)[ \t]+(?P<address>[0-9A-Fa-f.:]+)[ \t]*(?:;.*)?\r?"
)
#: A line of a list of hosts, https://man7.org/linux/man-pages/man5/hosts.5.html: names in full stand for themselves.
_LINE = lazily(r"[ \t]*(?P<address>\d{1,3}(?:\.\d{1,3}){3})[ \t]+(?P<names>[A-Za-z][^#\n]*?)[ \t]*(?:#.*)?\r?")


def read_hosts(sheet: Sheet) -> Reading:
    """An address claim for each name in full that a list of hosts gives an address which another one has as well.

    A machine that has its own is one of those in passing.
    """
    found = []
    for row, piece in enumerate(sheet.pieces):
        match = _LINE.fullmatch(piece.text)
        if match and is_address(match["address"]) and is_ours(match["address"]):
            start, end = (sheet.starts[row] + offset for offset in match.span("address"))
            names = [name.rstrip(".") for name in match["names"].split() if "." in name]
            found += [sheet.claim("address", match["address"], start, end, host=name) for name in names]
    shared = Counter(claim.value for claim in found)
    return Reading(tuple(claim for claim in found if shared[claim.value] > 1))


def read_zone(sheet: Sheet) -> Reading:
    """An address claim for each record that gives a name one of the site's addresses."""
    claims = []
    for row, piece in enumerate(sheet.pieces):
        match = _RECORD.fullmatch(piece.text)
        if match and is_address(match["address"]) and is_ours(match["address"]):
            start, end = (sheet.starts[row] + offset for offset in match.span("address"))
            claims.append(sheet.claim("address", match["address"], start, end, host=match["name"].rstrip(".")))
    return Reading(tuple(claims))
