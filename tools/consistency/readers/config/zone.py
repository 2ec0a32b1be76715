"""Zone files of DNS: which addresses belong to which name.

Format: https://www.rfc-editor.org/rfc/rfc1035#section-5
"""

from __future__ import annotations

from consistency.model.claim import Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, is_ours

_RECORD = lazily(
    r"(?P<name>[A-Za-z0-9][\w.-]*)[ \t]+(?:\d+[smhdwSMHDW]?[ \t]+)?(?:IN[ \t]+)?(?:\d+[smhdwSMHDW]?[ \t]+)?(?:A|AAAA)[ \t]+(?P<address>[0-9A-Fa-f.:]+)[ \t]*(?:;.*)?\r?"
)


def read_zone(sheet: Sheet) -> Reading:
    """An address claim for each record that gives a name one of the site's addresses."""
    claims = []
    for row, piece in enumerate(sheet.pieces):
        match = _RECORD.fullmatch(piece.text)
        if match and is_address(match["address"]) and is_ours(match["address"]):
            start, end = (sheet.starts[row] + offset for offset in match.span("address"))
            claims.append(sheet.claim("address", match["address"], start, end, host=match["name"].rstrip(".")))
    return Reading(tuple(claims))
