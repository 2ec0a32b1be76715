"""mosquitto.conf: the listeners of the broker, and whether each lets in who does not log in.

Format: https://mosquitto.org/man/mosquitto-conf-5.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, reach
from consistency.values.port import valid

_NAME = "mosquitto"
_PORT = lazily(r"[1-9][0-9]{0,4}")
_LINE = lazily(r"[ \t]*(?P<key>[a-z_]+)[ \t]+(?P<value>\S+)(?:[ \t]+(?P<more>\S+))?")


class _Line(NamedTuple):
    """A setting and its first two words; `start` is the key's offset in the sheet, the others are places in it."""

    key: str
    value: str
    more: str
    start: int
    value_at: tuple[int, int]
    more_at: tuple[int, int]


def read_mosquitto(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """port, bind and gate claims; inside its container where a compose file near it runs the broker."""
    inside = any(_NAME in text for text in siblings.values())
    space = "container" if inside else "host"
    lines = [line for row in range(len(sheet.pieces)) if (line := _line(sheet, row))]
    claims: list[Claim] = []
    each = any(line.key == "per_listener_settings" and line.value == "true" for line in lines)
    here = None
    for index, line in enumerate(lines):
        if line.key in ("listener", "port") and _PORT.fullmatch(line.value) and valid(int(line.value)):
            here = line
            claims += _listener(sheet, line, _following(lines, index), space)
        elif line.key == "allow_anonymous" and line.value in ("true", "false"):
            if each and here and reach(here.more) == "loopback":
                continue  # for the machine's own
            said = "anonymous" if line.value == "true" else "login"
            fields: dict[str, Any] = {
                "service": _NAME,
                "namespace": space,
                "port": int(here.value) if each and here else 0,
            }
            claims.append(sheet.claim("gate", said, line.start, line.value_at[1], **fields))
    return Reading(tuple(claims))


def _line(sheet: Sheet, row: int) -> _Line | None:
    match = _LINE.match(sheet.pieces[row].text)
    if match is None:
        return None
    at = sheet.starts[row]
    value_at, more_at = ((at + match.start(group), at + match.end(group)) for group in ("value", "more"))
    return _Line(match["key"], match["value"], match["more"] or "", at + match.start("key"), value_at, more_at)


def _following(lines: list[_Line], index: int) -> dict[str, str]:
    """The settings of one listener."""
    found: dict[str, str] = {}
    for line in lines[index + 1 :]:
        if line.key in ("listener", "port"):
            break
        found.setdefault(line.key, line.value)
    return found


def _listener(sheet: Sheet, line: _Line, settings: Mapping[str, str], space: str) -> list[Claim]:
    part = "ws" if settings.get("protocol") == "websockets" else "tls" if "certfile" in settings else ""
    fields: dict[str, Any] = {"service": _NAME, "namespace": space, "port": int(line.value), "part": part}
    claims = [sheet.claim("port", line.value, *line.value_at, **fields)]
    if space == "host" and is_address(line.more):
        claims.append(sheet.claim("bind", line.more, *line.more_at, **fields))
    return claims
