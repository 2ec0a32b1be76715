"""Settings of Grafana: where it listens, and under which name it is opened.

Format: https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#server
"""

from __future__ import annotations

from collections.abc import Mapping

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.endpoint import found
from consistency.readers.config.sheet import Sheet
from consistency.values.address import reach
from consistency.values.port import valid

_SECTION = lazily(r"(?m)^[ \t]*\[server\][ \t]*(?:[#;].*)?\r?$")
_NEXT = lazily(r"(?m)^[ \t]*\[")
_SET = lazily(r"(?m)^[ \t]*(?P<key>http_port|http_addr|root_url)[ \t]*=[ \t]*(?P<value>[^\s#;]+)")
_SERVICE, _NAME = "Grafana", "grafana"


def read_grafana(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """port and bind claims, and base_url of an address that is written out; inside its container where a compose file near
    it runs Grafana."""
    inside = any(_NAME in text for text in siblings.values())
    section = _SECTION.search(sheet.text)
    if not section:
        return Reading()
    end = following.start() if (following := _NEXT.search(sheet.text, section.end())) else len(sheet.text)
    given = {match["key"]: match for match in _SET.finditer(sheet.text, section.end(), end)}
    claims: list[Claim] = []
    if (port := given.get("http_port")) and port["value"].isascii() and port["value"].isdecimal():
        number = int(port["value"][:6])
        if valid(number):
            space = "container" if inside else "host"
            place = port.span("value")
            claims.append(sheet.claim("port", port["value"], *place, service=_SERVICE, port=number, namespace=space))
    if not inside and (bind := given.get("http_addr")) and reach(bind["value"]) in ("loopback", "any", "lan"):
        claims.append(sheet.claim("bind", bind["value"], *bind.span("value"), service=_SERVICE))
    opened = given.get("root_url")
    if opened and any(reach(url.host) == "public" for url in found(opened["value"])):
        claims.append(sheet.claim("base_url", opened["value"], *opened.span("value"), service=_SERVICE))
    return Reading(tuple(claims))
