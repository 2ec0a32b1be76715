"""Where WireGuard listens: `ListenPort` of an interface's settings, as wg-quick and systemd-networkd read them.

Formats: https://man7.org/linux/man-pages/man8/wg-quick.8.html,
https://www.freedesktop.org/software/systemd/man/latest/systemd.netdev.html#%5BWireGuard%5D%20Section%20Options
One interface of a machine is its WireGuard; of several each goes by its own name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from consistency.model.claim import Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values.port import valid

_LISTEN = lazily(r"^[ \t]*ListenPort[ \t]*=[ \t]*(?P<port>\d{1,5})[ \t]*(?:#.*)?\r?$", re.MULTILINE | re.IGNORECASE)


def read_wireguard(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """The port of the first interface of the file."""
    match = _LISTEN.search(sheet.text)
    if match is None or not valid(int(match["port"])):
        return Reading()
    several = any(_LISTEN.search(text) for path, text in siblings.items() if path != sheet.file)
    service = sheet.file.rpartition("/")[2].partition(".")[0] if several else "WireGuard"
    port = int(match["port"])
    return Reading((sheet.claim("port", str(port), *match.span("port"), service=service, port=port, protocol="udp"),))
