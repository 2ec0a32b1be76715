"""Keys of a chart's values that hold ports or what is listened on: `service.port`, `containerPorts.http`, `admin.address`."""

from __future__ import annotations

import re

from consistency.model.pattern import lazily

_KEY = lazily(r"[A-Za-z][\w-]*(?:\.[\w-]+|\[\d+\])+")
_INDEX = lazily(r"\[\d+\]")
_PORTS = lazily(r"(?:^|\.)[\w-]*ports?(?:\.|$)", re.IGNORECASE)
_DOMAIN_KEY = lazily(r"(?:\w+_)?(?:domain|fqdn)(?:_name)?")
_DOMAIN = lazily(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z-]+", re.IGNORECASE)
#: What stands for a domain of one's own.
_PLACEHOLDER = lazily(
    r"(?:^|[.-])(?:example|your|my|test|invalid|localhost|local|change)(?:[.-]|$|domain|me)", re.IGNORECASE
)
_ADDRESS = lazily(r"\.(?:(?:bind|listen)(?:[_-]?(?:address|host|ip))?|address|addr)$", re.IGNORECASE)


def title(key: str) -> str:
    """What a key is called in claims, "" for one that holds neither ports nor an address; `ports[0].port` is one of all `ports.port`."""
    plain = key.strip()
    if not _KEY.fullmatch(plain):
        return ""
    plain = _INDEX.sub("", plain)
    if not _PORTS.search(plain) and not _ADDRESS.search(plain):
        return ""
    return f"{plain} value"


def is_domain(key: str, value: str) -> bool:
    """Whether a variable, by its key and its value, holds a domain of the site's own."""
    return (
        _DOMAIN_KEY.fullmatch(key) is not None
        and _DOMAIN.fullmatch(value) is not None
        and _PLACEHOLDER.search(value) is None
    )
