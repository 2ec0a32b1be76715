"""systemd units, sockets, drop-ins and Podman's quadlets: what a unit runs, and on what it listens.

Formats: https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html,
https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.assignment import Variable, variables
from consistency.readers.config.endpoint import probed
from consistency.readers.config.envfile import own_variables, set_claims
from consistency.readers.config.forge import cloned
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.node import Node
from consistency.readers.config.publish import faced, published
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.unit_name import own_name
from consistency.values.address import is_address
from consistency.values.execline import argv_of

_LINE = lazily(
    r"(?:^|(?<=\r))\ufeff?[ \t]*(?:[#;][^\r\n]*|\[(?P<section>[^\]\r\n]*)\][^\r\n]*"
    r"|(?P<key>[A-Za-z][\w-]*)[ \t]*=[ \t]*(?P<value>(?:\\(?:\r\n|\r|\n)|[^\r\n])*))?(?:\r\n|\r|\n|\Z)",
    re.MULTILINE,
)
_UNIT = lazily(
    r"(?:^|/)(?P<name>(?P<stem>[^/]+?)\.(?P<type>service|socket|container|pod|kube))(?:\.d/[^/]+\.conf)?(?:\.\w+)?$"
)
_LISTEN = lazily(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]:|(?P<four>[\d.]+):)?(?P<port>\d{1,5})$")

#: Sections of quadlets that publish ports, and what the names of the units end with that are made of each kind of file.
_QUADLETS = frozenset(("Container", "Pod", "Kube"))
_SUFFIXES = {
    "service": ".service",
    "socket": ".socket",
    "container": ".service",
    "pod": "-pod.service",
    "kube": ".service",
}


class Setting(NamedTuple):
    """`value` stands in the sheet at `start`; continued lines are still in it as written."""

    section: str
    key: str
    value: str
    start: int


def settings_of(text: str) -> Iterator[Setting]:
    """Every assignment in order; a line that is none is passed over."""
    section = ""
    for match in _LINE.finditer(text):
        if match["section"] is not None:
            section = match["section"]
        elif match["key"]:
            yield Setting(section, match["key"], match["value"], match.start("value"))


def read_systemd(sheet: Sheet, siblings: Mapping[str, str] | None = None) -> Reading:
    """Claims of one unit file or drop-in.

    `siblings` are its drop-ins, the unit a drop-in belongs to, and environment files, by path.
    """
    match = _UNIT.search(sheet.file)
    stem = match["stem"] if match else ""
    service = stem.partition("@")[0]
    settings = list(settings_of(sheet.text))
    dropins = {path: text for path, text in (siblings or {}).items() if ".d/" in path and path != sheet.file}
    claims: list[Claim] = []
    if match and ".d/" not in sheet.file and (named := re.search(r"\[[^\]\r\n]*\]", sheet.text)):
        claims.append(sheet.claim("unit", stem + _SUFFIXES[match["type"]], *named.span(), service=service))
        if own := own_name(service, ((setting.key, setting.value) for setting in settings)):
            claims.append(sheet.claim("name", own, *named.span(), service=service))
    assigned = [variable for setting in settings for variable in _assigned(setting)]
    program = " ".join(setting.value for setting in settings if setting.key in ("ExecStart", "Image", "Description"))
    given = set_claims(sheet, assigned, own_variables(service, program), service)
    claims += _inside(given) if _is_container(sheet.file, settings) else given
    env = _environment(siblings or {}) | {variable.name: variable.value for variable in assigned}
    members = _members(sheet.file, siblings or {}) if match and match["type"] == "pod" else []
    service = members[0] if len(members) == 1 else service
    for setting in _effective(settings, dropins if ".d/" not in sheet.file else {}):
        found = _setting(sheet, setting, service, env)
        claims += (claim._replace(source="systemd shared") for claim in found) if len(members) > 1 else found
    image = next((setting.value for setting in settings if setting.key == "Image"), "")
    claims += cloned(image, claims) if image else ()
    return Reading(tuple(dict.fromkeys(faced(claims))))


def _members(path: str, siblings: Mapping[str, str]) -> list[str]:
    """The containers that join a pod, by their quadlets."""
    own = path.rpartition("/")[2]
    joined = (
        (match["stem"], text)
        for other, text in sorted(siblings.items())
        if (match := _UNIT.search(other)) and other.endswith(".container")
    )
    return [stem for stem, text in joined if any((s.key, s.value.strip()) == ("Pod", own) for s in settings_of(text))]


def _is_container(path: str, settings: list[Setting]) -> bool:
    """A quadlet with a network of its own: what its variables say holds inside."""
    match = _UNIT.search(path)
    on_host = any(setting.key == "Network" and setting.value.strip() == "host" for setting in settings)
    return match is not None and match["type"] == "container" and not on_host


def _inside(claims: list[Claim]) -> list[Claim]:
    kept = (claim for claim in claims if claim.attribute != "bind")
    return [claim._replace(namespace="container") if claim.attribute == "port" else claim for claim in kept]


def _assigned(setting: Setting) -> Iterator[Variable]:
    """The assignments of one Environment= line, quoted or not."""
    if setting.key != "Environment":
        return
    for word in argv_of(setting.value):
        name, equals, value = word.text.partition("=")
        if equals and value:
            start, end = word.place(len(name) + 1, len(word.text))
            at = setting.start + word.offsets[0]
            yield Variable(name, value, setting.start + start, setting.start + end, at)


def _environment(siblings: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, text in sorted(siblings.items()):
        if _UNIT.search(path):
            found |= {item.name: item.value for setting in settings_of(text) for item in _assigned(setting)}
        else:
            found |= {item.name: item.value for item in variables(text)}
    return found


def _effective(settings: list[Setting], dropins: Mapping[str, str]) -> list[Setting]:
    """The settings that hold: an empty assignment takes back those before it, also from a drop-in."""
    kept: list[Setting] = []
    for setting in settings:
        if setting.value.strip():
            kept.append(setting)
        else:
            kept = [other for other in kept if other.key != setting.key]
    reset = {other.key for text in dropins.values() for other in settings_of(text) if not other.value.strip()}
    return [setting for setting in kept if setting.key not in reset]


def _setting(sheet: Sheet, setting: Setting, service: str, env: Mapping[str, str]) -> Iterator[Claim]:
    if setting.key == "ExecStart":
        yield from listen_claims(sheet, argv_of(setting.value), env, setting.start, service=service)
    elif setting.key in ("ListenStream", "ListenDatagram"):
        yield from _socket(sheet, setting, service)
    elif setting.section in _QUADLETS and setting.key == "PublishPort":
        node = Node("scalar", setting.start, setting.start + len(setting.value), setting.value, setting.start)
        yield from published(sheet, node, {}, service=service)
    elif setting.section == "Container" and setting.key == "HealthCmd":
        yield from probed(sheet, setting.value, setting.start, service)
    elif setting.section in _QUADLETS and setting.key in ("ContainerName", "PodName"):
        for attribute in ("container", "name"):
            name = setting.value.rstrip()
            yield sheet.claim(attribute, name, setting.start, setting.start + len(name), service=service)


def _socket(sheet: Sheet, setting: Setting, service: str) -> Iterator[Claim]:
    match = _LISTEN.match(setting.value.rstrip())
    if not match or not 0 < int(match["port"]) <= 65535 or (match["four"] and not is_address(match["four"])):
        return
    number = int(match["port"])
    protocol = "udp" if setting.key == "ListenDatagram" else "tcp"
    start, end = (setting.start + offset for offset in match.span("port"))
    at = sheet.statement(setting.start)
    yield sheet.claim("port", str(number), start, end, service=service, port=number, protocol=protocol, statement=at)
    group = "six" if match["six"] else "four"
    if match[group]:
        start, end = (setting.start + offset for offset in match.span(group))
    address = match[group] or "::"
    yield sheet.claim("bind", address, start, end, service=service, port=number, protocol=protocol, statement=at)
