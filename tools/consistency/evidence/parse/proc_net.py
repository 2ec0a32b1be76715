"""`/proc/net/{tcp,tcp6,udp,udp6}`, read where there is no ss."""

from __future__ import annotations

import ipaddress
import re

from consistency.evidence.parse.parsed import Parsed, rows_of
from consistency.evidence.parse.place import Place, place
from consistency.evidence.record import Listener

_ROW = re.compile(r"\s*\d+:\s+([0-9A-Fa-f]+):([0-9A-Fa-f]{4})\s+([0-9A-Fa-f]+):([0-9A-Fa-f]{4})\s+([0-9A-Fa-f]{2})\s.*")
_LISTEN, _UNCONNECTED = 0x0A, 0x07


def parse_proc_net(data: bytes, proto: str) -> Parsed[Listener]:
    """One of the four files; `proto` is tcp or udp. Owners are not in it, nor whether an IPv6 wildcard takes IPv4."""
    rows = rows_of(data)
    facts: list[Listener] = []
    left: list[str] = []
    passed = 0
    for row in rows:
        match = _ROW.fullmatch(row)
        where = _address(match[1]) if match else None
        if match is None or where is None:
            if row.split()[:1] == ["sl"]:
                passed += 1
            else:
                left.append(row)
        elif int(match[5], 16) == (_LISTEN if proto == "tcp" else _UNCONNECTED) and int(match[2], 16):
            facts.append(Listener(proto, where.addr, int(match[2], 16), where.fam, where.zone, where.raw))
        else:
            passed += 1
    unique = tuple(dict.fromkeys(facts))
    return Parsed(unique, tuple(left), len(rows), passed, len(facts) - len(unique))


def _address(digits: str) -> Place | None:
    """An address as the kernel prints it: 32-bit words in the byte order of the machine, taken as little-endian."""
    if len(digits) not in (8, 32):
        return None
    packed = b"".join(bytes.fromhex(digits[at : at + 8])[::-1] for at in range(0, len(digits), 8))
    return place(str(ipaddress.ip_address(packed)))
