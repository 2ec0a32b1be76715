"""The port at which one logs in to a machine: sshd_config is about the one whose file it is, a script about the one it names.

Format of the first: https://man.openbsd.org/sshd_config; what is below a Match holds for some alone.
"""

from __future__ import annotations

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.inventory import login_claim
from consistency.readers.config.sheet import Sheet
from consistency.values.login import logins
from consistency.values.port import valid

_PORT = lazily(r"(?m)^[ \t]*Port[ \t]+(?P<port>[1-9][0-9]{0,4})(?![\w.])")
_MATCH = lazily(r"(?m)^[ \t]*Match[ \t]")


def read_sshd(sheet: Sheet) -> Reading:
    """call claims of the ports; the machine is the one that the file's folder names, or the only one that others name."""
    match = _MATCH.search(sheet.text)
    found = _PORT.finditer(sheet.text, 0, match.start() if match else len(sheet.text))
    return Reading(tuple(login_claim(sheet, "", *one.span("port")) for one in found if valid(int(one["port"]))))


def logged_in(sheet: Sheet) -> list[Claim]:
    """call claims of the commands of a script that log in to a machine."""
    if "ssh" not in sheet.text and "scp" not in sheet.text:
        return []
    found = [
        (start, one) for start, piece in zip(sheet.starts, sheet.pieces, strict=True) for one in logins(piece.text)
    ]
    return [login_claim(sheet, one.host, start + one.start, start + one.end) for start, one in found]
