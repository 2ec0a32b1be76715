"""Traefik's files of routers and services: the names that lead to a service, and the ports behind it.

Format: https://doc.traefik.io/traefik/reference/dynamic-configuration/file/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.gates import MIDDLEWARE, Gate, Word, middlewares
from consistency.readers.config.node import Node
from consistency.readers.config.route import Route, route_claims, upstream
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import read_yaml

_HOSTS = lazily(r"Host(?:SNI)?\(([^)]*)\)")
_NAME = lazily(r"[\w*][\w.*-]*\.[\w-]+")
_PATH = lazily(r"Path(?:Prefix)?\([`'\"](/[^`'\"]*)")

#: Servers of one service beyond which the rest is left out: each is held against every name.
MOST = 16


def read_traefik(sheet: Sheet) -> Reading:
    """Domain, exposure and upstream claims; the service's own key is its name where the upstream is an address."""
    stream = read_yaml(sheet)
    claims = [claim for root in stream.roots for claim in _routes(sheet, root)]
    return Reading(tuple(dict.fromkeys((*stream.problems, *claims))))


def _routes(sheet: Sheet, root: Node) -> Iterator[Claim]:
    services = root.map("http", "services")
    led: set[str] = set()
    defined = {
        name.lower(): MIDDLEWARE.get(key.lower(), "none")
        for name, (_, middleware) in root.map("http", "middlewares").items()
        for key in list(middleware.entries())[:1]
    }
    routers = [
        [(word.text, word.start) for word in one.list("middlewares")] for _, one in root.map("http", "routers").values()
    ]
    shown = any((gate := middlewares(names, defined, True)) and gate.at for names in routers)
    for _, router in root.map("http", "routers").values():
        service = router.word("service").partition("@")[0]
        led.add(service)
        rule = router.get("rule")
        if rule is not None and service in services:
            path = _PATH.search(rule.text)
            gate = middlewares([(word.text, word.start) for word in router.list("middlewares")], defined, shown)
            target = path[1].rstrip("/") if path else ""
            yield from _behind(sheet, services, service, target, _names(rule), gate)
    for service in services:
        if service not in led:
            yield from _behind(sheet, services, service, "", (), None)


def _names(rule: Node) -> tuple[Word, ...]:
    """The names in `Host(`a`) || Host(`b`)`, with their places."""
    return tuple(
        Word(name[0], rule.inner + name.start())
        for hosts in (_HOSTS.finditer(rule.text) if rule.inner >= 0 else ())
        for name in _NAME.finditer(rule.text, *hosts.span(1))
    )


def _behind(
    sheet: Sheet,
    services: Mapping[str, tuple[Node, Node]],
    service: str,
    path: str,
    names: tuple[Word, ...],
    gate: Gate | None,
) -> Iterator[Claim]:
    for server in services[service][1].list("loadBalancer", "servers")[:MOST]:
        target = upstream(server.get("url"))
        if target is not None:
            yield from route_claims(sheet, Route(*target, path, names, service=service, gate=gate))
