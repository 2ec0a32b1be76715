"""Programs that PM2 runs, and ports that Tilt forwards, by their names in settings that are programs themselves.

Formats: https://pm2.keymetrics.io/docs/usage/application-declaration/, https://docs.tilt.dev/api.html#api.k8s_resource
Read is what stands literally: a name, and behind it, before the next one, a port.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.sheet import Sheet
from consistency.values.execline import argv_of
from consistency.values.port import valid

_APP = lazily(r"(?<![\w.])[\"']?name[\"']?[ \t]*:[ \t]*(?P<quote>[\"'`])(?P<name>[\w.@/-]+)(?P=quote)")
_PORT = lazily(
    r"(?<![\w.])[\"']?env[\"']?[ \t]*:[ \t]*\{[^{}]*?(?<![\w.])[\"']?PORT[\"']?[ \t]*:[ \t]*[\"']?(?P<port>\d{2,5})(?![\w.])"
)
_ARGUMENTS = lazily(r"(?<![\w.])[\"']?args[\"']?[ \t]*:[ \t]*(?P<quote>[\"'`])(?P<line>[^\"'`\n]*)(?P=quote)")
_FORWARDED = lazily(
    r"^[ \t]*k8s_resource\([ \t\r\n]*(?:workload[ \t]*=[ \t]*)?[\"'](?P<name>[\w.-]+)[\"'][^()]*?port_forwards[ \t]*=[ \t]*\[?[ \t\r\n]*(?:port_forward\([ \t]*)?[\"']?(?P<port>\d{2,5})(?![\w.])",
    re.MULTILINE,
)


def read_pm2(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """The port of each app: of its variables, else of its arguments; inside a container that a Dockerfile near it starts with PM2."""
    space = "container" if any("pm2" in text for text in siblings.values()) else "host"
    found = list(_APP.finditer(sheet.text))
    claims: list[Claim] = []
    for app, end in pairwise([*(match.start() for match in found), len(sheet.text)]):
        name = next(match["name"] for match in found if match.start() == app).rpartition("/")[2]
        port = _PORT.search(sheet.text, app, end)
        arguments = _ARGUMENTS.search(sheet.text, app, end)
        if port and valid(int(port["port"])):
            own: dict[str, Any] = {"service": name, "port": int(port["port"]), "namespace": space}
            claims.append(sheet.claim("port", port["port"], *port.span("port"), **own))
        elif arguments:
            claims += listen_claims(
                sheet,
                argv_of("app " + arguments["line"]),
                {},
                arguments.start("line") - len("app "),
                service=name,
                namespace=space,
            )
    return Reading(tuple(dict.fromkeys(claims)))


def read_tilt(sheet: Sheet) -> Reading:
    """The first port of this machine that is forwarded to each resource."""
    sheet = sheet._replace(scope=sheet.scope or "dev")
    return Reading(
        tuple(
            sheet.claim("port", match["port"], *match.span("port"), service=match["name"], port=int(match["port"]))
            for match in _FORWARDED.finditer(sheet.text)
            if valid(int(match["port"]))
        )
    )
