"""Keys of a chart's values that hold ports: `service.port`, `containerPorts.http`."""

from __future__ import annotations

import re

from consistency.model.pattern import lazily

_KEY = lazily(r"[A-Za-z][\w-]*(?:\.[\w-]+|\[\d+\])+")
_INDEX = lazily(r"\[\d+\]")
_PORTS = lazily(r"(?:^|\.)[\w-]*ports?(?:\.|$)", re.IGNORECASE)


def title(key: str) -> str:
    """What a key is called in claims, "" for one that holds no port; `ports[0].port` is one of all `ports.port`."""
    plain = key.strip()
    if not _KEY.fullmatch(plain) or not _PORTS.search(plain := _INDEX.sub("", plain)):
        return ""
    return f"{plain} value"
