"""What config opens to the internet: names that a tunnel publishes, and routers at an entry point that is called so.

Formats: those of readers/config/tunnel.py, and https://doc.traefik.io/traefik/routing/routers/#entrypoints
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
        for match in _KEY.finditer(sheet.text) if "routers:" in sheet.text else ():
            if _WORLD.search(match["points"]) and (name := _router(sheet.text, match)):
                yield _claim(sheet, match, name)


def _router(text: str, match: re.Match[str]) -> str:
    """The nearest key above that stands less deep."""
    before = [one for one in _ABOVE.finditer(text, 0, match.start()) if len(one["indent"]) < len(match["indent"])]
    return before[-1]["name"] if before else ""


def _claim(sheet: Sheet, match: re.Match[str], name: str) -> Claim:
    return sheet.claim("call", YES, *match.span("points"), service=exact.abroad(name), source=PROJECT)
