"""At which port config has the site's WireGuard: `ListenPort`, `Endpoint`, what a firewall or a compose file lets through."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.wireguard import is_of_another, is_second, may_hold, ports

_COMMENT = ("#", "//", ";")


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """call claims, each on the host in front of the port."""
    if not may_hold(f"{sheet.file}\n{sheet.text}"):
        return
    second = is_second(sheet.file)
    for piece, start in zip(sheet.pieces, sheet.starts, strict=True):
        for one in ports(piece.text) if not piece.text.lstrip().startswith(_COMMENT) else ():
            port = piece.text[one.start : one.end]
            yield sheet.claim(
                "call", port, start + one.start, start + one.end, port=int(port), service=exact.WIREGUARD, host=one.host,
                part=exact.ELSE if second or is_of_another(piece.text) else "", source=PROJECT,
                statement=sheet.statement(start + one.start),
            )  # fmt: skip
