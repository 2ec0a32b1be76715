"""NixOS modules: the ports and addresses of `services.NAME`, containers, and the virtual hosts of nginx and Caddy.

Options: https://search.nixos.org/options, syntax: https://nix.dev/manual/nix/latest/language/syntax
Nothing is evaluated: a binding of a literal is read where it stands, under the names of the sets around it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from consistency.model.claim import Claim, Reading
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.readers.config.gates import Word
from consistency.readers.config.node import Node
from consistency.readers.config.publish import numbers, published
from consistency.readers.config.route import Route, route_claims, upstream
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address
from consistency.values.port import valid

_TOKEN = lazily(
    r"(?P<space>\s+|#[^\r\n]*|/\*.*?(?:\*/|\Z))|\"(?P<string>(?:[^\"\\]|\\(?:.|\Z))*+)(?:\"|\Z)"
    r"|''(?P<long>(?:[^']|'(?!')|''['$\\])*+)(?:''|\Z)"
    r"|(?P<word>[A-Za-z_][\w'-]*|\d+(?:\.\d+)?)|(?P<sign>.)",
    re.DOTALL,
)
_PORT = lazily(r"(?:.*[_-])?(?:listen|http|web|server|api)?[_-]?port", re.IGNORECASE)
_BIND = lazily(r"(?:.*[_-])?(?:(?:listen|http|bind|server)[_-]?)?(?:addr|address|host|ip)|bind|listen", re.IGNORECASE)
#: Sets of a service's settings that speak of somebody else.
_OTHERS = frozenset(
    "database db redis cache smtp mail mailer email ldap postgres postgresql mysql upstream proxy storage s3 exporter".split()
)
_REVERSE_PROXY = lazily(
    r"\breverse_proxy[ \t]+(?:https?://)?(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+):(?P<port>\d{1,5})(?![\w.])"
)
_SOCKET = lazily(r"(?P<host>\d{1,3}(?:\.\d{1,3}){3}|localhost)?:(?P<port>[1-9]\d{0,4})")
_CONTAINERS = ("virtualisation", "oci-containers", "containers")


class Leaf(NamedTuple):
    """A literal, or one of a list of them, at a path of names."""

    path: tuple[str, ...]
    value: Word


@dataclass(slots=True)
class _Set:
    """An open brace: the path of what it is the value of, the names of the binding that is being read, and its value."""

    path: tuple[str, ...] = ()
    names: list[str] = field(default_factory=list)
    assigned: bool = False
    values: list[Word] = field(default_factory=list)


def read_nix(sheet: Sheet) -> Reading:
    """port, bind, domain and published-port claims of one module."""
    found = list(leaves(sheet.text))
    read = (_services, _containers, _sites, _caddy)
    return Reading(tuple(dict.fromkeys(claim for one in read for claim in one(sheet, found))))


def leaves(text: str) -> Iterator[Leaf]:
    """Every binding of a string or a number, or of a list of such; of `mkDefault 80` what is given last."""
    sets = [_Set()]
    for match in _TOKEN.finditer(text):
        kind, here = match.lastgroup, sets[-1]
        if kind in ("word", "string", "long"):
            word = Word(match[kind], match.start(kind))
            if here.assigned:
                here.values.append(word)
            else:
                here.names.append(word.text)
        elif kind == "sign":
            sign = match["sign"]
            if sign == "{":
                sets.append(_Set((*here.path, *here.names) if here.assigned else ()))
            elif sign == "}" and len(sets) > 1:
                sets.pop()
                sets[-1].values.clear()
            elif sign == "=":
                here.assigned = True
                here.values.clear()
            elif sign in ";:" or (sign == "," and not here.assigned):
                yield from _bound(here) if sign == ";" else ()
                here.names, here.assigned, here.values = [], False, []


def _bound(here: _Set) -> Iterator[Leaf]:
    if here.assigned and here.names:
        path = (*here.path, *here.names)
        yield from (Leaf(path, value) for value in here.values)


def _services(sheet: Sheet, found: list[Leaf]) -> Iterator[Claim]:
    settings = [leaf for leaf in found if leaf.path[0] == "services" and len(leaf.path) > 2]
    own = [leaf for leaf in settings if _OTHERS.isdisjoint(word.lower() for word in leaf.path[2:-1])]
    ports: dict[str, set[int]] = defaultdict(set)
    for leaf in own:
        if _PORT.fullmatch(leaf.path[-1]):
            for number in numbers(leaf.value.text) if leaf.value.text.isascii() else ():
                ports[_service(leaf)].add(number)
                end = leaf.value.start + len(leaf.value.text)
                yield sheet.claim("port", str(number), leaf.value.start, end, service=_service(leaf), port=number)
    for leaf in own:
        address = leaf.value.text
        if _BIND.fullmatch(leaf.path[-1]) and (socket := _SOCKET.fullmatch(address)) and valid(int(socket["port"])):
            yield from _socket(sheet, leaf, socket)
        elif _BIND.fullmatch(leaf.path[-1]) and (is_address(address) or address == "localhost"):
            port = next(iter(ports[_service(leaf)])) if len(ports[_service(leaf)]) == 1 else 0
            end = leaf.value.start + len(address)
            yield sheet.claim("bind", address, leaf.value.start, end, service=_service(leaf), port=port)


def _socket(sheet: Sheet, leaf: Leaf, socket: re.Match[str]) -> Iterator[Claim]:
    """`services.minio.listenAddress = "192.168.10.20:9000"`; `consoleAddress` is that of its console."""
    at: dict[str, Any] = {"service": _service(leaf), "port": int(socket["port"])}
    at["part"] = squash(leaf.path[-1].removesuffix("Address"))[1]
    yield sheet.claim("port", socket["port"], *(leaf.value.start + end for end in socket.span("port")), **at)
    if socket["host"]:
        yield sheet.claim("bind", socket["host"], *(leaf.value.start + end for end in socket.span("host")), **at)


def _service(leaf: Leaf) -> str:
    """`services.grafana.settings.server.http_port` is grafana's; of Prometheus' exporters each is one of its own."""
    if leaf.path[2:3] == ("exporters",) and len(leaf.path) > 4:
        return f"{leaf.path[3]}-exporter"
    return leaf.path[1]


def _containers(sheet: Sheet, found: list[Leaf]) -> Iterator[Claim]:
    """`virtualisation.oci-containers.containers.NAME.ports = [ "8080:80" ]`."""
    for leaf in found:
        if leaf.path[:3] == _CONTAINERS and leaf.path[4:] == ("ports",):
            start = leaf.value.start
            node = Node("scalar", start, start + len(leaf.value.text), leaf.value.text, start)
            yield from published(sheet, node, {}, service=leaf.path[3])


def _caddy(sheet: Sheet, found: list[Leaf]) -> Iterator[Claim]:
    """`services.caddy.virtualHosts."a.example.org".extraConfig = "reverse_proxy 127.0.0.1:3000"`, lines of a Caddyfile."""
    for leaf in found:
        if leaf.path[:3] != ("services", "caddy", "virtualHosts") or leaf.path[4:] != ("extraConfig",):
            continue
        start, name = leaf.value.start, leaf.path[3]
        at = sheet.text.rfind(name, 0, start)
        for match in _REVERSE_PROXY.finditer(leaf.value.text) if at >= 0 else ():
            host, port = (Word(match[group], start + match.start(group)) for group in ("host", "port"))
            yield from route_claims(
                sheet._replace(source="caddy"), Route(host, port, "", (Word(name.rpartition("/")[2], at),))
            )


def _sites(sheet: Sheet, found: list[Leaf]) -> Iterator[Claim]:
    """`services.nginx.virtualHosts."a.example.org".locations."/".proxyPass = "http://127.0.0.1:3000"`."""
    for leaf in found:
        if (
            leaf.path[:3] == ("services", "nginx", "virtualHosts")
            and leaf.path[-1] == "proxyPass"
            and len(leaf.path) > 4
        ):
            start, name = leaf.value.start, leaf.path[3]
            at = sheet.text.rfind(name, 0, start)
            target = upstream(Node("scalar", start, start + len(leaf.value.text), leaf.value.text, start))
            if target is not None and at >= 0:
                path = leaf.path[5].rstrip("/") if len(leaf.path) == 7 else ""
                yield from route_claims(sheet._replace(source="nginx"), Route(*target, path, (Word(name, at),)))
