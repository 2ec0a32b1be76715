"""`netstat` of net-tools and busybox (Linux), and of macOS up to 15 and from 26 on."""

from __future__ import annotations

import re
from collections.abc import Callable

from consistency.evidence.parse.parsed import Parsed, rows_of
from consistency.evidence.parse.place import Place, place, port_of, split_port
from consistency.evidence.record import Listener

_LINUX = re.compile(
    r"(?P<proto>tcp6?|udp6?|udplite6?|raw6?|sctp6?)\s+\d+\s+\d+\s+(?P<local>\S+)\s+(?P<peer>\S+)"
    r"(?:\s+(?P<state>[A-Z][A-Z_0-9]+))?(?:\s+(?P<owner>-|\d+/.*?))?\s*"
)
_MAC = re.compile(
    r"(?P<proto>tcp46|tcp[46]|udp46|udp[46]|icmp?\w*)\s+\d+\s+\d+\s+(?P<local>\S+)\s+(?P<peer>\S+)"
    r"(?:\s+(?P<state>[A-Z][A-Z_0-9]+))?(?P<rest>\s.*|)"
)
#: Up to macOS 15 `pid epid` follow four counters, from 26 on `process:pid`; then a state in five hex digits.
_MAC_PROCESS = re.compile(r"\s+(?:\d+\s+){4}(?P<name>\S.*?):\d+\s+[0-9a-f]{5}\s.*")
_CHATTER = ("Active ", "Proto ")

#: The width to which macOS cuts an address without `-l` or `-W`.
_MAC_CUT = 22


def parse_netstat(data: bytes) -> Parsed[Listener]:
    """`netstat -tulnp`, and busybox's. The family of an IPv6 wildcard is unknown, a process name may be cut."""
    rows = rows_of(data)
    return _parse(rows, _LINUX, _linux)


def parse_netstat_macos(data: bytes) -> Parsed[Listener]:
    """`netstat -anvl -p tcp` (or udp). An address that fills a column of 22 may have been cut: it is given as "?"."""
    return _parse(rows_of(data), _MAC, _mac)


def _parse(
    rows: list[str], pattern: re.Pattern[str], read: Callable[[re.Match[str]], Listener | bool]
) -> Parsed[Listener]:
    facts: list[Listener] = []
    left: list[str] = []
    passed = 0
    for row in rows:
        match = pattern.fullmatch(row)
        found = read(match) if match else row.startswith(_CHATTER)
        if isinstance(found, Listener):
            facts.append(found)
        elif found:
            passed += 1
        else:
            left.append(row)
    unique = tuple(dict.fromkeys(facts))
    return Parsed(unique, tuple(left), len(rows), passed, len(facts) - len(unique))


def _linux(row: re.Match[str]) -> Listener | bool:
    """The row's listener; True for what is none; False where it is not understood."""
    proto = row["proto"].rstrip("6")
    if not _is_bound(proto, row["state"], row["peer"].endswith(":*")):
        return proto in ("raw", "sctp", "udplite") or row["state"] is not None or proto == "udp"
    local = split_port(row["local"])
    where = place(local[0]) if local else None
    if local is None or where is None:
        return False
    name = (row["owner"] or "").partition("/")[2].strip()
    return Listener(proto, where.addr, local[1], where.fam, where.zone, where.raw, procs=(name,) if name else ())


def _is_bound(proto: str, state: str | None, no_peer: bool) -> bool:
    return state == "LISTEN" if proto == "tcp" else proto == "udp" and no_peer


def _mac(row: re.Match[str]) -> Listener | bool:
    kind = re.match(r"tcp|udp", row["proto"])
    if kind is None:
        return True
    if not _is_bound(kind[0], row["state"], row["peer"] == "*.*"):
        return row["state"] is not None or kind[0] == "udp"
    host, _, number = row["local"].rpartition(".")
    port = port_of(number)
    if number == "*":
        return True
    where = _mac_place(row["proto"][3:], host, row["local"])
    if port is None or where is None:
        return False
    process = _MAC_PROCESS.fullmatch(row["rest"])
    names = (process["name"].strip(),) if process else ()
    return Listener(kind[0], where.addr, port, where.fam, where.zone, where.raw, procs=names)


def _mac_place(families: str, host: str, local: str) -> Place | None:
    if host == "*":
        return Place("0.0.0.0", "v4") if families == "4" else place("::", families == "6")
    if ":" in host and len(local) == _MAC_CUT:
        return Place("?", "v6", "", host)
    return place(host)
