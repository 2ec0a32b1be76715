"""What systemd says: `systemctl show`, and command lines over D-Bus by `busctl`."""

from __future__ import annotations

import re
import shlex

from consistency.evidence.parse.jsonrows import load, sequence
from consistency.evidence.parse.parsed import Parsed, text_of

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


def parse_exec(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The command lines of `busctl --json=short get-property ... ExecStart`, argument by argument."""
    value = load(text_of(data).strip())
    rows = sequence(value.get("data")) if isinstance(value, dict) else []
    lines = (sequence(row[1]) for row in rows if isinstance(row, list) and len(row) > 1)
    return tuple(tuple(map(str, line)) for line in lines if line)


def parse_cmdline(data: bytes) -> tuple[str, ...]:
    """/proc/PID/cmdline: arguments that each end with a NUL."""
    return tuple(text_of(data).split("\0")[:-1]) if b"\0" in data else ()
