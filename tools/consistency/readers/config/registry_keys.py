"""What the keys of a registry's entries mean, once case and punctuation are dropped."""

from __future__ import annotations

import re

from consistency.model.pattern import lazily
from consistency.readers.config.node import Node

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
    "other port": r"(?:web|ui|http|https|api|frontend|backend|metrics|admin|grpc|console)port",
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
    "auth": r"auth(?:entication|required|type|mode)?|requiresauth",
}
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES.items())

STATES = {
    "planned": "planned", "proposed": "planned", "todo": "planned", "retired": "retired", "deprecated": "retired",
    "removed": "retired", "decommissioned": "retired", "disabled": "retired", "archived": "retired",
}  # fmt: skip

#: What entries say of who is let in.
AUTH = {
    **dict.fromkeys("none off false no disabled public anonymous open".split(), "none"),
    **dict.fromkeys(
        "required true yes on bearer basic token session password login oidc oauth oauth2 sso apikey jwt mtls".split(),
        "required",
    ),
}
#: Keys at the top of files that are something else altogether.
FOREIGN = frozenset(("openapi", "swagger", "$schema", "dependencies", "compilerOptions", "panels", "lockfileVersion"))


def plain(key: str) -> str:
    """A key without case and punctuation: EXTERNAL_PORT and externalPort are externalport."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


def role(key: str) -> str:
    """What a plain key says, "" for nothing that matters here."""
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(key)), "")


#: Words in a key or a file's name that say that services are listed below.
COLLECTION = lazily(
    r"service|\bapp(?:s|lications?)\b|container|port|registry|endpoint|inventory|dashboard|catalog", re.IGNORECASE
)

_SIDED = lazily(r"(?:host|external|published|internal|container|target)port|(?:public|local|external|internal)url")
_NAMED_PORT = lazily(
    r"([A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*?)(?:[_-](?:host|external|http|web|published|listen|bind|server)){0,2}(?:[_-]port|Port)"
)
#: What a resolver answers on, beside its own pages: `adguard_dns_port`.
_DNS_PORT = lazily(r"(?<=\w)[_-]dns[_-]port$", re.IGNORECASE)
_ROLES_OF_PORTS = lazily(
    r"(?:host|server|listen|http|https|metrics|admin|web|api|ui|grpc|internal|external|container|target|remote|local|source"
    r"|dest(?:ination)?|smtp|mail|proxy|debug|health|default|min|max|start|base|node|public|private|service|management|rpc)"
)


def has_sides(node: Node) -> bool:
    """The entry tells ports or URLs of two sides apart: nobody writes that into one program's settings."""
    return any(_SIDED.fullmatch(plain(key.text)) for key, _ in node.pairs)


def named_port(key: str) -> str:
    """The service in a key like grafana_port or grafanaPort, "" where the word before it is no service's name."""
    match = _NAMED_PORT.fullmatch(_DNS_PORT.sub("_port", key))
    return match[1] if match and not _ROLES_OF_PORTS.fullmatch(match[1].lower()) else ""


def is_of_dns(key: str) -> bool:
    """Whether the key is for the port on which a service with a name before that answers lookups."""
    return _DNS_PORT.search(key) is not None
