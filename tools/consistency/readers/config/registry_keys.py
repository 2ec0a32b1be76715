"""What the keys of a registry's entries mean, once case and punctuation are dropped."""

from __future__ import annotations

import re

NAMES = (
    "servicename",
    "service",
    "displayname",
    "name",
    "title",
    "app",
    "application",
    "component",
    "alias",
    "label",
    "id",
)
HOSTS = ("host", "hostname", "server", "node", "machine", "ip", "ipaddress")

_ROLES = {
    "port": r"ports?|(?:host|external|published|public|exposed|listen|service|local|default)ports?|portnumber",
    "inner port": r"(?:internal|container|target)ports?",
    "part port": r"(?:web|ui|http|https|api|frontend|backend|metrics|admin|grpc|console)port",
    "url": r"urls?|href|link|endpoint|address|uri|(?:base|public|local|external|tailscale|lan|site|web)url",
    "inner url": r"(?:internal|container|cluster)url|upstream",
    "bind": r"binds?|(?:bind|listen)(?:address|host)|listen",
    "host": r"host|hostname|server|node|machine|ip|ipaddress",
    "container": r"container(?:name)?",
    "health": r"health(?:check|path|endpoint|url|checkpath)?",
    "alias": r"alias|modelalias",
    "model": r"model",
    "node port": r"nodeports?",
    "domain": r"domain(?:name)?|fqdn|subdomain",
}
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES.items())
_PARTS = {"frontend": "web", "ui": "web", "backend": "api"}

STATES = {
    "planned": "planned", "proposed": "planned", "todo": "planned", "retired": "retired", "deprecated": "retired",
    "removed": "retired", "decommissioned": "retired", "disabled": "retired", "archived": "retired",
}  # fmt: skip

#: Keys at the top of files that are something else altogether.
FOREIGN = frozenset(("openapi", "swagger", "$schema", "dependencies", "compilerOptions", "panels", "lockfileVersion"))


def plain(key: str) -> str:
    """A key without case and punctuation: EXTERNAL_PORT and externalPort are externalport."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


def role(key: str) -> str:
    """What a plain key says, "" for nothing that matters here."""
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(key)), "")


def part(key: str) -> str:
    """The endpoint that a plain port key means: apiport is api."""
    word = key.removesuffix("port")
    return _PARTS.get(word, word)
