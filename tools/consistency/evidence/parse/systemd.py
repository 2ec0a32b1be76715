"""What systemd says: `systemctl show`, `list-units`, `list-sockets`, and properties over D-Bus by `busctl`."""

from __future__ import annotations

import re
import shlex
from typing import NamedTuple

from consistency.evidence.parse.jsonrows import load, objects, sequence, text
from consistency.evidence.parse.parsed import Parsed, rows_of, text_of

#: The properties that are asked for; a line of show's output that begins with another name goes on with a value.
PROPERTIES = (
    "Id,LoadState,ActiveState,SubState,UnitFileState,FragmentPath,DropInPaths,NeedDaemonReload,MainPID,ControlGroup,"
    "User,ExecStart,Environment,EnvironmentFiles,TriggeredBy,Triggers,Listen"
)
_PROPERTY = re.compile(rf"({PROPERTIES.replace(',', '|')})=(.*)", re.DOTALL)
_EXEC = re.compile(r"\{ path=.*? ; argv\[\]=(.*) ; ignore_errors=(?:yes|no) ;.*\}", re.DOTALL)
_ENVFILE = re.compile(r"(.*) \(ignore_errors=(?:yes|no)\)", re.DOTALL)
_LISTEN = re.compile(r"(.*) \((\w+)\)", re.DOTALL)

Properties = dict[str, tuple[str, ...]]


class State(NamedTuple):
    unit: str
    load: str
    active: str
    sub: str


class Activation(NamedTuple):
    """A place where a socket unit listens for the unit that it starts."""

    listen: str
    unit: str
    activates: str


def parse_show(data: bytes) -> Parsed[Properties]:
    """Units, each a mapping of property to values (a property such as ExecStart may stand several times).

    show prints line ends inside a value as they are: a line that is no property goes on with the one before.
    """
    units: list[dict[str, list[str]]] = []
    left: list[str] = []
    rows = 0
    fresh = True
    for line in text_of(data).split("\n"):
        if not line.strip():
            fresh = True
            continue
        rows += 1
        match = _PROPERTY.fullmatch(line)
        if match is None:
            if fresh or not units:
                left.append(line)
            else:
                last = next(reversed(units[-1].values()))
                last[-1] += "\n" + line
            continue
        if fresh:
            units.append({})
            fresh = False
        units[-1].setdefault(match[1], []).append(match[2])
    facts: list[Properties] = [{key: tuple(values) for key, values in unit.items()} for unit in units]
    return Parsed(tuple(facts), tuple(left), rows, rows - len(facts) - len(left))


def command_line(shown: str) -> tuple[str, ...]:
    """The arguments in show's text of ExecStart, split at spaces: where one held a space, its bounds are lost."""
    match = _EXEC.fullmatch(shown.strip())
    return tuple(match[1].split(" ")) if match else ()


def environment(shown: str) -> tuple[str, ...]:
    """NAME=VALUE words of show's Environment, which are quoted as a shell would."""
    try:
        return tuple(shlex.split(shown))
    except ValueError:
        return tuple(shown.split())


def environment_file(shown: str) -> str:
    match = _ENVFILE.fullmatch(shown)
    return match[1] if match else shown


def listen(shown: str) -> tuple[str, str]:
    """Address and kind (Stream, Datagram ...) of a socket unit's Listen."""
    match = _LISTEN.fullmatch(shown)
    return (match[1], match[2]) if match else (shown, "")


def parse_list_units(data: bytes) -> Parsed[State]:
    """`list-units --output=json`, or its plain columns where systemd knows no JSON."""
    if text_of(data).lstrip()[:1] == "[":
        items, left = objects(data)
        states = [State(*(text(item.get(key)) for key in ("unit", "load", "active", "sub"))) for item in items]
        nameless = [state for state in states if not state.unit]
        facts = tuple(state for state in states if state.unit)
        return Parsed(facts, (*left, *("a unit without a name" for _ in nameless)), len(items) + len(left))
    rows = rows_of(data)
    columns = [row.split(None, 4) for row in rows]
    facts = tuple(State(*column[:4]) for column in columns if len(column) >= 4 and "." in column[0])
    rest = tuple(row for row, column in zip(rows, columns, strict=True) if len(column) < 4 or "." not in column[0])
    return Parsed(facts, rest, len(rows))


def parse_list_sockets(data: bytes) -> Parsed[Activation]:
    """`list-sockets --output=json`."""
    items, left = objects(data)
    facts = tuple(Activation(*(text(item.get(key)) for key in ("listen", "unit", "activates"))) for item in items)
    return Parsed(facts, tuple(left), len(items) + len(left))


def parse_exec(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The command lines of `busctl --json=short get-property ... ExecStart`, argument by argument."""
    value = load(text_of(data).strip())
    rows = sequence(value.get("data")) if isinstance(value, dict) else []
    lines = (sequence(row[1]) for row in rows if isinstance(row, list) and len(row) > 1)
    return tuple(tuple(map(str, line)) for line in lines if line)


def parse_strings(data: bytes) -> tuple[str, ...]:
    """The words of a property of strings, such as Environment, from busctl."""
    value = load(text_of(data).strip())
    words = sequence(value.get("data")) if isinstance(value, dict) else []
    return tuple(word for word in words if isinstance(word, str))


def parse_cmdline(data: bytes) -> tuple[str, ...]:
    """/proc/PID/cmdline: arguments that each end with a NUL."""
    return tuple(text_of(data).split("\0")[:-1]) if b"\0" in data else ()
