"""What config opens to the internet: names that a tunnel publishes, and routers at an entry point that is called so.

Formats: those of readers/config/tunnel.py, and https://doc.traefik.io/traefik/routing/routers/#entrypoints
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.abroad import YES
from consistency.values.address import is_address

_LABEL = lazily(
    r"traefik\.http\.routers\.(?P<name>[\w-]+)\.entry[pP]oints[\"']?\s{0,3}[=:]\s{0,3}[\"']?(?P<points>[\w, -]{1,80})"
)
_KEY = lazily(r"(?m)^(?P<indent>[ ]{2,20})entryPoints:[ \t]*\[(?P<points>[^\]\n]{1,80})\]")
_ABOVE = lazily(r"(?m)^(?P<indent>[ ]{0,18})(?P<name>[A-Za-z][\w-]*):[ \t]*(?:#.*)?$")
#: Entry points that only the world has.
_WORLD = lazily(
    r"(?<![\w-])(?:[a-z]+[-_])?(?:external|public|internet|wan|world)(?:[-_]?(?:https|secure|web))?(?![\w-])",
    re.IGNORECASE,
)
#: Keys that are looked at above one, and files with so many that nobody wrote them.
_FAR, _MANY = 40, 1000
_TUNNEL = "tunnel"
_RULE = lazily(
    r"(?m)^[ \t]*-?[ \t]*hostname:[ \t]*[\"']?(?P<name>[A-Za-z0-9][\w.-]*\.[\w-]+)[\"']?[ \t]*(?:#.*)?\n(?:[ \t]*(?!service:)[\w#-][^\n]*\n){0,3}[ \t]*service:[ \t]*[\"']?\w+://(?P<there>[\w.-]+)"
)


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """call claims, by the name of the router, or of where a tunnel leads; of an address, by the first word of the public name."""
    for match in _RULE.finditer(sheet.text) if sheet.source == _TUNNEL else ():
        there = match["there"].lower()
        own = is_address(there) or there == "localhost"  # which says nothing of who answers
        name = match["name"].partition(".")[0] if own else there.partition(".")[0]
        yield sheet.claim("call", YES, *match.span("name"), service=exact.abroad(name), source=PROJECT)
    if "ntry" in sheet.text and "oint" in sheet.text:
        for match in _LABEL.finditer(sheet.text):
            if _WORLD.search(match["points"]):
                yield _claim(sheet, match, match["name"])
        keys = [*_ABOVE.finditer(sheet.text)] if "routers:" in sheet.text else []
        for match in _KEY.finditer(sheet.text) if keys else ():
            if _WORLD.search(match["points"]) and (name := _router(keys, match)):
                yield _claim(sheet, match, name)


def _router(keys: Sequence[re.Match[str]], match: re.Match[str]) -> str:
    """The nearest of the keys above that stands less deep."""
    at = bisect_left([key.start() for key in keys], match.start()) if len(keys) <= _MANY else 0
    for key in reversed(keys[max(0, at - _FAR) : at]):
        if len(key["indent"]) < len(match["indent"]):
            return key["name"]
    return ""


def _claim(sheet: Sheet, match: re.Match[str], name: str) -> Claim:
    return sheet.claim("call", YES, *match.span("points"), service=exact.abroad(name), source=PROJECT)
