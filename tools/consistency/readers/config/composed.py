"""The parts of a compose service beside its ports: labels, health checks, and URLs of others in its environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.admission import sign_ups
from consistency.readers.config.endpoint import called, found
from consistency.readers.config.gates import LETS_IN, MIDDLEWARE, gate_claims, middlewares
from consistency.readers.config.gates import Word as Name
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.address import reach
from consistency.values.execline import Word, argv_of
from consistency.values.switch import login
from consistency.values.variable import UNKNOWN, fill

_RULE = lazily(r"Host(?:SNI)?\(([^)]*)\)")
#: One of what Kafka and its like listen on: https://kafka.apache.org/documentation/#brokerconfigs_listeners
_LISTENER = lazily(r"[\w-]+://[\w.\[\]:-]*?:(?P<port>\d{1,5})(?=\s*(?:,|$))")
_NAME = lazily(r"[\w*][\w.*-]*\.[\w-]+")
_ROUTER = lazily(r"traefik\.http\.routers\.([^.]+)\.(rule|middlewares)", re.IGNORECASE)
_MIDDLEWARE = lazily(r"traefik\.http\.middlewares\.([\w-]+)\.([a-z]+)", re.IGNORECASE)
_PATH = lazily(r"Path(?:Prefix|Regexp)?\([`'\"](/[^`'\"]*)")
_ANONYMOUS = frozenset(("GF_AUTH_ANONYMOUS_ENABLED",))
_WORD = lazily(r"[^\s,]+")
#: What every router of an entry point asks for.
_ENTRY = lazily(r"entrypoints?\.[\w-]+\.http\.middlewares", re.IGNORECASE)


def labels(
    sheet: Sheet, node: Node, space: str, values: Mapping[str, str], fields: dict[str, Any], key: str = "labels"
) -> Iterator[Claim]:
    """Traefik's routing labels: the public names, variables filled in, and the container's port.

    Format: https://doc.traefik.io/traefik/routing/providers/docker/
    """
    for name, value, at in settings(node, key) + settings(node.get("deploy") or node, key):
        if name.endswith(".rule"):
            filled = fill(value.text, values)
            for rule in _RULE.finditer(filled.text, at):
                for domain in _NAME.finditer(filled.text, *rule.span(1)):
                    place = value.within(*filled.place(*domain.span()), sheet.text)
                    if UNKNOWN not in rule[1]:
                        yield sheet.claim("domain", domain[0], *place, **fields)
        elif name.endswith(".loadbalancer.server.port"):
            number = value.text[at:].strip()
            if number.isdecimal() and 0 < int(number) <= 65535:
                place = value.within(value.text.index(number, at), len(value.text.rstrip()), sheet.text)
                yield sheet.claim("port", number, *place, **{**fields, "port": int(number), "namespace": space})
                own: dict[str, Any] = {
                    "service": exact.label(name),
                    "port": int(number),
                    "source": PROJECT,
                    "scope": "",
                }
                yield sheet.claim("port", number, *place, **own)


class Around(NamedTuple):
    """What a whole file says of its routers' middlewares: the kinds of those it defines, whether every router of an entry
    point has some, and the text of the files laid over it, in lower case."""

    defined: dict[str, str]
    every: bool
    beside: str


def around(text: str, beside: str) -> Around:
    """Of a compose file's text, once for all its services."""
    defined = {one[1].lower(): MIDDLEWARE.get(one[2].lower(), "none") for one in _MIDDLEWARE.finditer(text)}
    return Around(defined, bool(_ENTRY.search(text) or _ENTRY.search(beside)), beside.lower())


def gates(sheet: Sheet, node: Node, values: Mapping[str, str], service: str, near: Around) -> Iterator[Claim]:
    """What each of the service's routers asks for, by their labels; nothing where a file laid over this one may add to it."""
    rules: dict[str, tuple[Node, int]] = {}
    asked: dict[str, tuple[Node, int]] = {}
    for label, value, at in settings(node, "labels") + settings(node.get("deploy") or node, "labels"):
        if match := _ROUTER.fullmatch(label):
            (rules if match[2].lower() == "rule" else asked)[match[1].lower()] = value, at
    if not rules:
        return
    shown = any(kind in ("basic", "forward") for kind in near.defined.values())
    words: dict[str, list[tuple[str, int]]] = {router: [] for router in rules}
    for router, (value, at) in asked.items():
        words[router] = [(one[0], value.within(*one.span(), sheet.text)[0]) for one in _WORD.finditer(value.text, at)]
    for router, (value, at) in rules.items():
        gate = middlewares(words[router], near.defined, shown)
        if gate and not gate.at and (near.every or f"routers.{router}.middlewares" in near.beside):
            continue
        filled = fill(value.text, values)
        names = [
            Name(name[0], value.within(*filled.place(*name.span()), sheet.text)[0])
            for rule in _RULE.finditer(filled.text, at) for name in _NAME.finditer(filled.text, *rule.span(1))
        ]  # fmt: skip
        part = path[1].rstrip("/") if (path := _PATH.search(filled.text)) else ""
        doors = [Name("", 0)] if UNKNOWN in filled.text and _RULE.search(filled.text, at) else names
        yield from gate_claims(sheet, gate, service, doors, part, value.own())


def probes(sheet: Sheet, node: Node, space: str, values: Mapping[str, str], fields: dict[str, Any]) -> Iterator[Claim]:
    """The health check's URL on the service itself: a port in its own namespace and the path."""
    test = node.get("healthcheck", "test")
    if test is None:
        return
    for item in [test, *test.items]:
        filled = fill(item.text, values)
        for url in found(filled.text):
            if reach(url.host) not in ("loopback", "any"):
                continue
            own = {**fields, "namespace": space, "port": url.port}
            own["statement"] = sheet.statement(item.within(*filled.place(url.start, url.end), sheet.text)[0])
            if 0 < url.port <= 65535:
                place = item.within(*filled.place(url.port_start, url.port_end), sheet.text)
                yield sheet.claim("port", str(url.port), *place, **own)
            if url.path:
                at = item.within(*filled.place(url.end - len(url.path), url.end), sheet.text)
                yield sheet.claim("health", url.path.partition("?")[0], *at, **own)


def opened(sheet: Sheet, node: Node, values: Mapping[str, str], fields: dict[str, Any]) -> Iterator[Claim]:
    """Whether the program lets in who does not log in, or asks for credentials, where a setting says so."""
    for key, value, at in settings(node, "environment"):
        if key.upper() in _ANONYMOUS and (
            said := LETS_IN.get(fill(value.text[at:], values).text.strip(" \"'").lower())
        ):
            place = value.within(at, len(value.text), sheet.text)
            yield sheet.claim("gate", said, *place, **fields)
        elif asked := login(key, value.text[at:]):
            yield sheet.claim("auth", asked, *value.within(at, len(value.text), sheet.text), **fields)
        yield from sign_ups(
            sheet,
            fields["service"],
            key,
            fill(value.text[at:], values).text,
            value.within(at, len(value.text), sheet.text),
        )


def started(sheet: Sheet, node: Node, space: str, values: Mapping[str, str], fields: dict[str, Any]) -> Iterator[Claim]:
    """On what the command would listen; inside a container the address is the container's own affair."""
    for key in ("entrypoint", "command"):
        command = node.get(key)
        if command is None:
            continue
        if command.kind == "sequence":
            words = [Word(i.text, tuple(range(i.inner, i.inner + len(i.text)))) for i in command.items if i.inner >= 0]
            words, at = [word for word in words if word.text], 0
        else:
            words, at = argv_of(command.text) if command.inner >= 0 else [], command.inner
        for claim in listen_claims(sheet, words, values, at, namespace=space, **fields):
            if claim.attribute == "port" or space == "host":
                yield claim


def listeners(sheet: Sheet, node: Node, space: str, fields: dict[str, Any]) -> Iterator[Claim]:
    """The ports in `KAFKA_LISTENERS: INTERNAL://:9092,EXTERNAL://:9094`, whether they are published or not."""
    for name, value, at in settings(node, "environment"):
        if not name.endswith("LISTENERS") or "ADVERTISED" in name or value.inner < 0:
            continue
        for match in _LISTENER.finditer(value.text, at):
            if 0 < int(match["port"]) <= 65535:
                place = value.within(*match.span("port"), sheet.text)
                yield sheet.claim(
                    "port", match["port"], *place, **{**fields, "port": int(match["port"]), "namespace": space}
                )


def calls(sheet: Sheet, node: Node, values: Mapping[str, str], fields: dict[str, Any]) -> Iterator[Claim]:
    """URLs of others in the environment and the command; what a variable hides is left out."""
    places = [(value, at) for _, value, at in settings(node, "environment")]
    command = node.get("command")
    if command is not None:
        places += [(item, 0) for item in [command, *command.items]]
    for value, at in places:
        filled = fill(value.text, values)
        if (UNKNOWN in filled.text and "://" not in value.text) or value.inner < 0:
            continue
        for url in found(value.text[at:]):
            if reach(url.host) in ("name", "loopback", "lan") and url.port:
                yield called(sheet, url, value.inner + at, **fields)


def settings(node: Node, key: str) -> list[tuple[str, Node, int]]:
    """Name, the scalar that holds the value, and the value's offset in its text: of `A: b` and of `- A=b`."""
    listed = [
        (item.text.partition("=")[0].strip(), item, item.text.find("=") + 1)
        for item in node.list(key)
        if item.kind == "scalar" and "=" in item.text
    ]
    return listed + [(name, value, 0) for name, (_, value) in node.map(key).items() if value.kind == "scalar"]
