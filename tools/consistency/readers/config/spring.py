"""Spring Boot's settings: the port of the server that the application starts, and of its management endpoints.

Format: https://docs.spring.io/spring-boot/reference/features/external-config.html
The service is `spring.application.name`, else the project's directory, or the file that a config server has for it. What the application calls is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import read_yaml

_LINE = lazily(r"(?m)^[ \t]*(?P<key>[\w.-]+)[ \t]*[=:][ \t]*(?P<value>[^\s#]+)")
_NUMBER = lazily(r"\$\{[^:}]*:(\d{2,5})\}|(\d{2,5})")
_ANY = lazily(r"(?:application|bootstrap|config|settings)(?:[-.]|$)")
#: The last two are those of the starter of grpc-ecosystem (https://yidongnan.github.io/grpc-spring-boot-starter) and of Spring gRPC.
_PARTS = {
    "server.port": "",
    "management.server.port": "metrics",
    "grpc.server.port": "grpc",
    "spring.grpc.server.port": "grpc",
}


def read_spring(sheet: Sheet) -> Reading:
    """port claims of the server's settings, YAML or properties."""
    if sheet.file.lower().endswith(".properties"):
        settings = {m["key"]: (m["value"], m.start("value")) for m in _LINE.finditer(sheet.text)}
        problems: tuple[Claim, ...] = ()
    else:
        stream = read_yaml(sheet)
        problems, settings = stream.problems, {}
        for root in stream.roots:
            for key in (*_PARTS, "spring.application.name"):
                node = root.get(*key.split("."))
                if node is not None and node.kind == "scalar" and node.inner >= 0:
                    settings.setdefault(key, (node.text, node.inner))
    service = settings.get("spring.application.name", ("", 0))[0] or _project(sheet.file)
    return Reading((*problems, *_ports(sheet, settings, service)))


def _ports(sheet: Sheet, settings: dict[str, tuple[str, int]], service: str) -> Iterator[Claim]:
    for key, part in _PARTS.items():
        value, at = settings.get(key, ("", 0))
        match = _NUMBER.fullmatch(value)
        if not match or not service or "$" in service:
            continue
        group = 1 if match[1] else 2
        if 0 < int(match[group]) <= 65535:
            place = (at + match.start(group), at + match.end(group))
            for own in (part, "admin") if part == "metrics" else (part,):  # pages call it the management port as often
                yield sheet.claim("port", match[group], *place, service=service, port=int(match[group]), part=own)


def _project(path: str) -> str:
    """The directory that holds `src/main/resources`, or the file; "" at the top of the tree. What a config server hands out is
    called after whom it is for."""
    *folders, file = path.split("/")
    if not _ANY.match(file.lower()):
        return file.partition(".")[0]
    if "src" in folders:
        folders = folders[: folders.index("src")]
    while folders and folders[-1].lower() in ("config", "conf", "resources"):
        folders.pop()
    return folders[-1] if folders else ""
