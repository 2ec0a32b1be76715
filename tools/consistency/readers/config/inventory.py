"""Ansible's inventories as INI: which addresses belong to which name.

Format: https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html
"""

from __future__ import annotations

from consistency.model.claim import Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, is_ours

_HOST = lazily(
    r"[ \t]*(?P<name>[A-Za-z][\w.-]*)[ \t](?:[^#\r\n]*[ \t])?ansible_(?:ssh_)?host=[\"']?(?P<address>[\w.:-]+)"
)


def read_inventory(sheet: Sheet) -> Reading:
    """An address claim for each line that gives a host one of the site's addresses."""
    claims = []
    for row, piece in enumerate(sheet.pieces):
        match = _HOST.match(piece.text) if "host=" in piece.text else None
        if match and is_address(match["address"]) and is_ours(match["address"]):
            start, end = (sheet.starts[row] + offset for offset in match.span("address"))
            claims.append(sheet.claim("address", match["address"], start, end, host=match["name"]))
    return Reading(tuple(claims))
