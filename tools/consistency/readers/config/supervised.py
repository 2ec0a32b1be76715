"""Programs that a supervisor keeps running, by the names that its settings give them: supervisord, process-compose, mprocs.

Formats: https://supervisord.org/configuration.html, https://f1bonacc1.github.io/process-compose/, https://github.com/pvolok/mprocs
Where a Dockerfile near it starts supervisord, its programs listen inside the container.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import read_yaml
from consistency.values.execline import argv_of

_PROGRAM = lazily(r"^\[program:(?P<name>[\w.-]+)\][ \t]*\r?\n(?P<body>(?:(?!\[)[^\n]*\n?)*)", re.MULTILINE)
_COMMAND = lazily(r"^command[ \t]*=[ \t]*(?P<line>[^\r\n;]*(?:\r?\n[ \t]+[^\r\n]+)*)", re.MULTILINE)
_VARIABLES = lazily(r"^environment[ \t]*=[ \t]*(?P<line>[^\r\n]*(?:\r?\n[ \t]+[^\r\n]+)*)", re.MULTILINE)
_VARIABLE = lazily(r"(?P<name>[A-Za-z_]\w*)=(?P<quote>[\"']?)(?P<value>[^\"',\s]*)(?P=quote)")


def read_supervisor(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """The ports of `[program:NAME]` sections, and their binds where they are the machine's."""
    inside = any("supervis" in text for text in siblings.values())
    claims: list[Claim] = []
    for section in _PROGRAM.finditer(sheet.text):
        command = _COMMAND.search(sheet.text, *section.span("body"))
        given = _VARIABLES.search(sheet.text, *section.span("body"))
        values = {one["name"]: one["value"] for one in _VARIABLE.finditer(given["line"])} if given else {}
        if command:
            claims += _started(sheet, command["line"], command.start("line"), section["name"], values, inside)
    return Reading(tuple(dict.fromkeys(claims)))


def read_processes(sheet: Sheet) -> Reading:
    """The ports of the entries of `processes` or `procs`, for development."""
    sheet = sheet._replace(scope=sheet.scope or "dev")
    stream = read_yaml(sheet)
    claims: list[Claim] = []
    for root in stream.roots:
        for key in ("processes", "procs"):
            for name, (_, node) in root.map(key).items():
                command = next((one for word in ("command", "shell") if (one := node.get(word))), None)
                if command is not None and command.inner >= 0:
                    claims += _started(sheet, command.text, command.inner, name, {}, False)
    return Reading(tuple(dict.fromkeys((*(stream.problems if claims else ()), *claims))))


def _started(
    sheet: Sheet, line: str, at: int, service: str, values: Mapping[str, str], inside: bool
) -> Iterator[Claim]:
    space = {"namespace": "container"} if inside else {}
    for claim in listen_claims(sheet, argv_of(line), values, at, service=service, **space):
        if not inside or claim.attribute == "port":
            yield claim
