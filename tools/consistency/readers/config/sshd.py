"""The port at which one logs in to a machine: sshd_config is about the one whose file it is, a script about the one it names.

Format of the first: https://man.openbsd.org/sshd_config; what is below a Match holds for some alone.
"""

from __future__ import annotations

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.inventory import login_claim
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.login import clones, logins
from consistency.values.port import valid

_PORT = lazily(r"(?m)^[ \t]*Port[ \t]+(?P<port>[1-9][0-9]{0,4})(?![\w.])")
_SIGNS = ("ssh ", "ssh://", "scp ", "sftp:")
_MATCH = lazily(r"(?m)^[ \t]*Match[ \t]")
#: `ufw limit 2200/tcp comment 'admin ssh'`, https://manpages.ubuntu.com/manpages/noble/en/man8/ufw.8.html
_RULE = lazily(
    r"(?m)^[ \t]*(?:sudo[ \t]+)?ufw[ \t]+(?:allow|limit)[ \t]+(?:in[ \t]+)?(?P<port>[1-9]\d{0,4})(?:/tcp)?[ \t]+(?:comment[ \t]+|#[ \t]*)[\"']?(?:admin |host )?(?i:ssh|sshd)[\"']?[ \t]*$"
)


def read_sshd(sheet: Sheet) -> Reading:
    """call claims of the ports; the machine is the one that the file's folder names, or the only one that others name."""
    match = _MATCH.search(sheet.text)
    found = _PORT.finditer(sheet.text, 0, match.start() if match else len(sheet.text))
    return Reading(tuple(login_claim(sheet, "", *one.span("port")) for one in found if valid(int(one["port"]))))


def _let_in(sheet: Sheet) -> list[Claim]:
    """What a firewall's rules let in, by their own words, to the machine on which they are."""
    found = _RULE.finditer(sheet.text) if "ufw" in sheet.text else ()
    return [login_claim(sheet, "", *one.span("port")) for one in found if valid(int(one["port"]))]


def logged_in(sheet: Sheet) -> list[Claim]:
    """call claims of the commands and URLs of any file that log in to a machine, or to a forge."""
    if not any(sign in sheet.text for sign in _SIGNS):
        return _let_in(sheet)
    lines = list(zip(sheet.starts, sheet.pieces, strict=True))
    found = [(start, one) for start, piece in lines for one in logins(piece.text)]
    clone = [(start, one) for start, piece in lines for one in clones(piece.text)]
    return [
        *_let_in(sheet),
        *(login_claim(sheet, one.host, start + one.start, start + one.end) for start, one in found),
        *(
            login_claim(sheet, one.host, start + one.start, start + one.end)._replace(service=exact.FORGE)
            for start, one in clone
        ),
    ]
