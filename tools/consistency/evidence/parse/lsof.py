"""`lsof -F`: one field a line, or a NUL after each field (`-F0`)."""

from __future__ import annotations

import re

from consistency.evidence.parse.parsed import Parsed, rows_of, text_of
from consistency.evidence.parse.place import place, split_port
from consistency.evidence.record import Listener

_KNOWN = frozenset("pcuLftPnTRgDdisSkKGaFCN")
_ESCAPE = re.compile(r"\\(\\|x[0-9a-f]{2})")


def parse_lsof(data: bytes) -> Parsed[Listener]:
    """`lsof -nP -iTCP -sTCP:LISTEN -F pcLftPnT`, and the same for UDP. A row is a field; many owners make one socket.

    lsof does not tell v6only nor the device. What it does not list may be there all the same: its silence is no proof.
    """
    fields = (
        [field for field in text_of(data).replace("\n", "\0").split("\0") if field] if b"\0" in data else rows_of(data)
    )
    sockets: dict[Listener, set[str]] = {}
    left: list[str] = []
    process: dict[str, str] = {}
    file: dict[str, str] = {}
    named = 0

    def settle() -> None:
        nonlocal named
        if "n" not in file:
            return
        found = _listener(file)
        if found is None:
            left.append(file["n"])
        else:
            named += 1
            if found is not _OTHER:
                sockets.setdefault(found, set()).add(_unescaped(process.get("c", "")))

    for field in fields:
        letter = field[0]
        if letter not in _KNOWN:
            left.append(field)
            continue
        if letter in "pf":
            settle()
            file = {}
            process = {} if letter == "p" else process
        if letter in "pcuL":
            process[letter] = field[1:]
        else:
            file["T" + field[1:4] if letter == "T" else letter] = field[1:]
    settle()
    facts = tuple(_with_owners(one, names) for one, names in sockets.items())
    passed = len(fields) - len(left) - named
    return Parsed(facts, tuple(left), len(fields), passed, named - len(facts))


_OTHER = Listener("", "", 0, "")


def _listener(file: dict[str, str]) -> Listener | None:
    """The socket of an open file; _OTHER for one that neither listens nor is bound; None where it is not understood."""
    proto = file.get("P", "").lower()
    state = file.get("TST=", "ST=").removeprefix("ST=")
    if proto not in ("tcp", "udp") or "->" in file["n"] or (proto == "tcp" and state not in ("LISTEN", "")):
        return _OTHER
    if file["n"].endswith(":*"):
        return _OTHER
    local = split_port(file["n"])
    if local is None:
        return None
    where = place("0.0.0.0" if local[0] == "*" and file.get("t") == "IPv4" else local[0].replace("*", "::"))
    if where is None:
        return None
    raw = f"::ffff:{where.addr}" if file.get("t") == "IPv6" and where.fam == "v4" else where.raw
    return Listener(proto, where.addr, local[1], where.fam, where.zone, raw)


def _with_owners(one: Listener, names: set[str]) -> Listener:
    procs = tuple(sorted(name for name in names if name))
    return Listener(one.proto, one.addr, one.port, one.fam, one.zone, one.raw, procs=procs)


def _unescaped(name: str) -> str:
    r"""lsof writes a backslash as two, and a byte it cannot print as `\x1b`: which is kept, for it says the same."""
    return _ESCAPE.sub(lambda match: "\\" if match[1] == "\\" else match[0], name)
