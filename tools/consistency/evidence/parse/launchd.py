"""launchd of macOS: the plists on disk, and what is loaded."""

from __future__ import annotations

import plistlib
import re
from typing import Any, NamedTuple

from consistency.evidence.parse.jsonrows import mapping, sequence
from consistency.evidence.parse.parsed import Parsed, rows_of, text_of
from consistency.evidence.parse.place import port_of


class Job(NamedTuple):
    """A launchd job. `sockets` are host:port places that launchd itself holds; state "" where it is not known."""

    label: str
    argv: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    sockets: tuple[str, ...] = ()
    path: str = ""
    state: str = ""


def parse_plist(data: bytes) -> Job | None:
    """The job that a plist describes, XML or binary; None where it describes none."""
    try:
        value: Any = plistlib.loads(data)
    except Exception:  # plistlib raises whatever a broken file makes it run into
        return None
    plist = mapping(value)
    label = plist.get("Label")
    if not isinstance(label, str) or not label:
        return None
    program = plist.get("Program")
    argv = tuple(map(str, sequence(plist.get("ProgramArguments")))) or ((program,) if isinstance(program, str) else ())
    env = tuple(sorted((str(name), str(text)) for name, text in mapping(plist.get("EnvironmentVariables")).items()))
    return Job(label, argv, env, _sockets(mapping(plist.get("Sockets"))))


def _sockets(sockets: dict[str, Any]) -> tuple[str, ...]:
    """Places whose port is a number; a service name is looked up nowhere and stands as it is."""
    found = []
    for entry in sockets.values():
        for one in entry if isinstance(entry, list) else [entry]:
            name = mapping(one).get("SockServiceName")
            if name is not None:
                found.append(f"{mapping(one).get('SockNodeName') or '*'}:{name}")
    return tuple(sorted(found))


_FIELD = re.compile(r"\t(state|path|program) = (.*)")
_BLOCK = re.compile(r"\t(arguments|environment) = \{")
_HEAD = re.compile(r"(?:gui|user|system|pid|login)(?:/\d+)?/(\S.*?) = \{")
_VARIABLE = re.compile(r"\t\t(\S+) => (.*)")


def parse_print(data: bytes) -> Job | None:
    """`launchctl print DOMAIN/LABEL`: what is loaded, which may differ from the file. No promise of Apple's.

    None where the head is not found.
    """
    rows = rows_of(data)
    head = _HEAD.fullmatch(rows[0]) if rows else None
    if head is None:
        return None
    fields: dict[str, str] = {}
    blocks: dict[str, list[str]] = {"arguments": [], "environment": []}
    block = ""
    for row in rows[1:]:
        opened, field = _BLOCK.fullmatch(row), _FIELD.fullmatch(row)
        if opened:
            block = opened[1]
        elif row == "\t}":
            block = ""
        elif block:
            blocks[block].append(row)
        elif field:
            fields.setdefault(field[1], field[2])
    argv = tuple(row[2:] for row in blocks["arguments"])
    pairs = (_VARIABLE.fullmatch(row) for row in blocks["environment"])
    env = tuple(sorted((match[1], match[2]) for match in pairs if match))
    return Job(head[1], argv, env, (), fields.get("path", ""), fields.get("state", ""))


def parse_list(data: bytes) -> Parsed[Job]:
    """`launchctl list`: labels, running where a process id stands, else failed or waiting by the last exit status."""
    rows = rows_of(data)
    facts = []
    left = []
    for row in rows:
        columns = row.split("\t")
        if len(columns) != 3 or not re.fullmatch(r"-|\d+", columns[0]) or not re.fullmatch(r"-?\d+", columns[1]):
            left.append(row)
            continue
        state = "running" if columns[0] != "-" else "not running" if columns[1] == "0" else f"exited {columns[1]}"
        facts.append(Job(columns[2], state=state))
    header = [row for row in left if row.startswith("PID\t")]
    return Parsed(tuple(facts), tuple(row for row in left if row not in header), len(rows), len(header))


def ports_of(sockets: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Host and port of a job's own sockets, as far as the port is a number."""
    places = ((host, port_of(number)) for host, _, number in (one.rpartition(":") for one in sockets))
    return tuple((host, port) for host, port in places if port)


def plists(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """The files of a section that holds several: each after a line `f PATH`, in XML."""
    parts = re.split(rb"(?m)^f (/[^\n]*)\n", data)
    return tuple((text_of(path), body) for path, body in zip(parts[1::2], parts[2::2], strict=True))
