"""Where gunicorn listens by its own settings: `bind` in gunicorn.conf.py, of the program in whose folder they lie.

Format: https://docs.gunicorn.org/en/stable/settings.html#bind
They are a program; read is an address that stands literally, or a port that is the default of a variable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.envfile import named_by_path
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address
from consistency.values.port import valid

_BIND = lazily(
    r"^bind[ \t]*=[ \t]*(?:[\[(][ \t]*)?[fr]?[\"'](?P<address>[^\"':\s{}]*):(?:(?P<port>\d{2,5})[\"']|\{[^{}\"'\n]*[\"'][A-Z_]*PORT[\"'],[ \t]*[\"']?(?P<default>\d{2,5})[\"']?\)+\})",
    re.MULTILINE,
)


def read_gunicorn(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """port and bind; inside its container where a Dockerfile or compose file near it speaks of the program."""
    service = named_by_path(sheet.file)
    bound = _BIND.search(sheet.text) if service else None
    if bound is None or not valid(int(bound["port"] or bound["default"])):
        return Reading()
    folder = sheet.file.rpartition("/")[0]
    inside = any(
        path.rpartition("/")[0] == folder or service in text or "gunicorn" in text for path, text in siblings.items()
    )
    group = "port" if bound["port"] else "default"
    fields: dict[str, Any] = {
        "service": service,
        "port": int(bound[group]),
        "namespace": "container" if inside else "host",
    }
    claims: list[Claim] = [sheet.claim("port", bound[group], *bound.span(group), **fields)]
    if not inside and is_address(bound["address"]):
        claims.append(sheet.claim("bind", bound["address"], *bound.span("address"), **fields))
    return Reading(tuple(claims))
