"""`ss -H -ltnupe`, and what other versions and options of it print."""

from __future__ import annotations

import re

from consistency.evidence.parse.parsed import Parsed, rows_of
from consistency.evidence.parse.place import Place, place, split_port
from consistency.evidence.record import Listener

_ROW = re.compile(
    r"(?:(?P<proto>tcp|udp|udplite|raw|dccp|sctp|mptcp|u_\w+|nl|p_\w+|icmp6?|vsock|xdp|tipc)\s+)?"
    r"(?P<state>LISTEN|UNCONN|ESTAB|[A-Z][A-Z0-9-]{3,})\s+\d+\s+\d+\s+(?P<local>\S+:\S+)\s+(?P<peer>\S+:\S+)(?P<rest>\s.*|)",
    re.DOTALL,
)
_HEADER = re.compile(r"(?:Netid\s+)?State\s+Recv-Q\s+Send-Q\s")
_USERS_END = re.compile(r",fd=\d+\)\)")
_USER = re.compile(r'\("(.*?)",pid=\d+,fd=\d+\)', re.DOTALL)
_PID = re.compile(r",pid=(\d+),fd=\d+\)")
_CGROUP = re.compile(r"(?:^|\s)cgroup:(\S+)")
_V6ONLY = re.compile(r"(?:^|\s)v6only:([01])(?=\s|$)")
_LOGIN = re.compile(r"session-[\w-]+\.scope")


def parse_ss(data: bytes, proto: str = "") -> Parsed[Listener]:
    """Listening TCP sockets and bound UDP sockets. `proto` is given where the command left out the Netid column.

    A process name is raw and may hold a line end: rows are told by how they begin. An IPv6 wildcard whose v6only was
    not printed (no `-e`, an old kernel) has the family "unknown".
    """
    records, stray = _records(rows_of(data))
    old = any(_is_old(row) for row in records)
    facts: list[Listener] = []
    left, passed = list(stray), 0
    for record in records:
        if _HEADER.match(record):
            passed += 1
            continue
        found = _listener(record, proto, old)
        if isinstance(found, Listener):
            facts.append(found)
        elif found:
            passed += 1
        else:
            left.append(record)
    unique = tuple(dict.fromkeys(facts))
    return Parsed(unique, tuple(left), len(records) + len(stray), passed, len(facts) - len(unique))


def socket_pids(data: bytes) -> dict[tuple[str, str, int], str]:
    """Protocol, address and port of sockets that one process alone holds, and its process id."""
    found: dict[tuple[str, str, int], set[str]] = {}
    for record in _records(rows_of(data))[0]:
        one = _listener(record, "", False)
        if isinstance(one, Listener):
            pids = _PID.findall(record)
            found.setdefault((one.proto, one.addr, one.port), set()).update(pids)
    return {place: pids.pop() for place, pids in found.items() if len(pids) == 1}


def _records(lines: list[str]) -> tuple[list[str], list[str]]:
    """Rows, each with the lines that its process names broke off; and lines that belong to no row."""
    records: list[str] = []
    stray: list[str] = []
    for line in lines:
        if _ROW.match(line) or _HEADER.match(line):
            records.append(line)
        elif records and _is_open(records[-1]):
            records[-1] += "\n" + line
        else:
            stray.append(line)
    return records, stray


def _is_open(record: str) -> bool:
    return "users:((" in record and not _USERS_END.search(record)


def _is_old(record: str) -> bool:
    """Whether the row is of an iproute2 before 2018, where `*` is the wildcard of IPv4 and IPv6 has no brackets."""
    row = _ROW.fullmatch(record)
    return row is not None and (row["local"].startswith("::") or row["peer"] == ":::*")


def _listener(record: str, proto: str, old: bool) -> Listener | bool:
    """The row's listener; True for a row of another state or protocol; False for one that is not understood."""
    row = _ROW.fullmatch(record)
    if row is None:
        return False
    kind = row["proto"] or proto
    if kind not in ("tcp", "udp") or row["state"] not in ("LISTEN", "UNCONN"):
        return bool(kind)
    end = _USERS_END.search(row["rest"])
    extra = row["rest"][end.end() :] if end else row["rest"]
    local, where = split_port(row["local"]), None
    if local is not None:
        where = _where(local[0], extra, old)
    if local is None or where is None:
        return False
    cgroup = _CGROUP.search(extra)
    path = cgroup[1] if cgroup else ""
    names = _USER.findall(row["rest"][: end.end()]) if end else []
    return Listener(
        kind, where.addr, local[1], where.fam, where.zone, where.raw, unit_of(path), container_of(path),
        tuple(sorted(set(names))), "", path == "/init.scope",
    )  # fmt: skip


def _where(host: str, extra: str, old: bool) -> Place | None:
    if old and host == "*":
        return Place("0.0.0.0", "v4")
    told = _V6ONLY.search(extra)
    v6only = told[1] == "1" if told else None
    if v6only is None and host == "[::]":
        v6only = True  # without -e, too, a new ss prints the dual wildcard as `*`
    return place(host, v6only)


def unit_of(cgroup: str) -> str:
    """The systemd unit that a control group belongs to, "" for none; login sessions are numbered anew and are none."""
    for part in reversed(cgroup.split("/")):
        if part.endswith((".service", ".socket", ".scope", ".mount")) and not _LOGIN.fullmatch(part):
            return "" if part == "init.scope" or _CONTAINER.search(part) or part.startswith("user@") else part
    return ""


_CONTAINER = re.compile(
    r"(?:docker|libpod|crio|cri-containerd|nerdctl|containerd)[-:]([0-9a-f]{12,64})|^([0-9a-f]{64})$"
)


def container_of(cgroup: str) -> str:
    """The id of the container that a control group belongs to, its first 12 digits; "" for none."""
    for part in reversed(cgroup.split("/")):
        found = _CONTAINER.search(part)
        if found:
            return (found[1] or found[2])[:12]
    return ""
