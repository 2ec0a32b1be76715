"""Keys of settings that say where a program listens, which path it answers a probe on, and whether it asks for a login.

Keys of files stand with dots, `service.port`, `containerPorts.http`, `server.listen`; those of the environment in capitals, `API_HOST`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.values.address import is_address
from consistency.values.port import valid

_KEY = lazily(r"[A-Za-z][\w-]*(?:\.[\w-]+|\[\d+\])+")
_VARIABLE = lazily(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_INDEX = lazily(r"\[\d+\]")
_PORTS = lazily(r"(?:^|\.)[\w-]*ports?(?:\.|$)", re.IGNORECASE)
_DOMAIN_KEY = lazily(r"(?:\w+_)?(?:domain|fqdn)(?:_name)?")
_DOMAIN = lazily(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z-]+", re.IGNORECASE)
#: What stands for a domain of one's own.
_PLACEHOLDER = lazily(
    r"(?:^|[.-])(?:example|your|my|test|invalid|localhost|local|change)(?:[.-]|$|domain|me)", re.IGNORECASE
)
_ADDRESS = lazily(r"\.(?:(?:bind|listen)(?:[_-]?(?:address|addr|host|ip))?|address|addr)$", re.IGNORECASE)
#: `API_HOST`: where it listens or whom it calls. Of a file's keys only the former are told apart.
_HOST = lazily(r"^\.[a-z0-9.]+\.host$")
_PROBE = lazily(r"(?:health\w*|probes?|live\w*|ready|readiness\w*|startup\w*)(?:[._-]\w+)*[._-](?:path|endpoint)$")
_AUTH = lazily(
    r"\.(?:auth(?:entication)?(?:[._-](?:enabled|required|mode|type|method))?|(?:require|enable)[._-](?:auth|login)|login[._-]required)$"
)
#: Words for no login, and for what depends; any other is how one logs in.
_OFF = frozenset(("false", "off", "no", "none", "disabled"))
_UNSAID = frozenset(("auto", "optional", "default", "null", "empty", "unset"))
_WORD = lazily(r"[a-z][a-z0-9_-]{2,15}")
_SOCKET = lazily(r"(?P<bind>(?:\d{1,3}\.){3}\d{1,3}|\[[0-9A-Fa-f:]+\]):(?P<port>\d{1,5})")
_PATH = lazily(r"/[\w./-]*\w")
#: Words with which every program may begin its variables.
_ANYBODYS = frozenset(
    "api app web http https grpc server service metrics admin auth bind listen login public internal health require enable debug".split()
)


class Said(NamedTuple):
    """One thing that a value says: `text[start:end]` of it is quoted."""

    attribute: str
    value: str
    start: int
    end: int
    port: int = 0


def title(key: str, file: str = "") -> str:
    """What a key is called in claims, "" for one that says nothing of these; `ports[0].port` is one of all `ports.port`.

    Two files of one program, server.yaml and agent.yaml, have keys of one name: `file` tells them apart.
    """
    plain = _plain(key)
    if not plain or not any(pattern.search(_dotted(plain)) for pattern in (_PORTS, _ADDRESS, _HOST, _PROBE, _AUTH)):
        return ""
    return f"{plain} value in {file}" if file else f"{plain} value"


def is_domain(key: str, value: str) -> bool:
    """Whether a variable, by its key and its value, holds a domain of the site's own."""
    return (
        _DOMAIN_KEY.fullmatch(key) is not None
        and _DOMAIN.fullmatch(value) is not None
        and _PLACEHOLDER.search(value) is None
    )


def said(key: str, value: str) -> Iterator[Said]:
    """What the value of a key says: a port, an address, both at once, a path to probe, or whether a login is asked for."""
    dotted = _dotted(_plain(key))
    at = len(value) - len(value.lstrip())
    text = value.strip()
    if text.isascii() and text.isdecimal():
        if _PORTS.search(dotted) and valid(int(text)):
            yield Said("port", text, at, at + len(text), int(text))
    elif _ADDRESS.search(dotted) or _HOST.search(dotted):
        socket = _SOCKET.fullmatch(text)
        if socket and is_address(socket["bind"]) and valid(int(socket["port"])):
            port = int(socket["port"])
            yield Said("bind", socket["bind"].strip("[]"), at, at + socket.end("bind"), port)
            yield Said("port", socket["port"], at + socket.start("port"), at + len(text), port)
        elif is_address(text):
            yield Said("bind", text, at, at + len(text))
    elif _PROBE.search(dotted):
        if _PATH.fullmatch(text):
            yield Said("health", text, at, at + len(text))
    elif _AUTH.search(dotted) and _WORD.fullmatch(word := text.lower()) and word not in _UNSAID:
        yield Said("auth", "none" if word in _OFF else "required", at, at + len(text))


def is_anybodys(key: str) -> bool:
    """Whether a variable's name says nothing of whose it is: `HTTP_PORT`, `AUTH_MODE`."""
    plain = _plain(key)
    return "." not in plain and plain.partition("_")[0].lower() in _ANYBODYS


def _plain(key: str) -> str:
    plain = key.strip()
    if _VARIABLE.fullmatch(plain):
        return plain
    return _INDEX.sub("", plain) if _KEY.fullmatch(plain) else ""


def _dotted(plain: str) -> str:
    """`.api.host` of API_HOST; keys of files keep their letters."""
    return "." + plain.replace("_", ".").lower() if _VARIABLE.fullmatch(plain) else plain
