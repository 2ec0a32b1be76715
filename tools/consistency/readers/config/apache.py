"""Apache's httpd: the names of virtual hosts, the ports on which they are, and the upstreams to which they lead.

Format: https://httpd.apache.org/docs/2.4/vhosts/examples.html, https://httpd.apache.org/docs/2.4/mod/mod_proxy.html
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import Any

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.gates import Word
from consistency.readers.config.route import Route, is_domain, route_claims
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address
from consistency.values.port import valid

_OPENS = lazily(r"[ \t]*<VirtualHost[ \t]+(?P<on>[^>\s][^>\r\n]*)>", re.IGNORECASE)
_CLOSES = lazily(r"[ \t]*</VirtualHost[ \t]*>", re.IGNORECASE)
_SOCKET = lazily(r"(?P<host>\[[0-9a-fA-F:]+\]|(?<!\S)[^\s:]{1,255}):(?P<port>\d{1,5})(?![\w.])")
_NAMES = lazily(r"[ \t]*Server(?:Name|Alias)[ \t]+(?P<names>[^\r\n#]+)", re.IGNORECASE)
_LOCATION = lazily(r"[ \t]*<Location[ \t]+\"?(?P<path>/[^\s\">]*)", re.IGNORECASE)
_LEFT = lazily(r"[ \t]*</Location[ \t]*>", re.IGNORECASE)
_PASS = lazily(
    r"[ \t]*(?:ProxyPass[ \t]+(?:\"?(?P<path>/[^\s\"]*)\"?[ \t]+)?|RewriteRule[ \t]+\S+[ \t]+)\"?"
    r"(?:https?|h2c?|wss?|ajp|fcgi)://(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+):(?P<port>\d{1,5})(?![\w.])",
    re.IGNORECASE,
)
_WORD = lazily(r"[^\s\"]+")
#: Where sites are for everybody; a site on another port is somebody's backend.
_WEB = (80, 443)


@dataclass(slots=True)
class _Site:
    """One virtual host while it is read: a pass has its path, its host and its port."""

    listens: list[tuple[str, Word]] = field(default_factory=list)
    names: list[Word] = field(default_factory=list)
    passes: list[tuple[str, Word, Word]] = field(default_factory=list)


def read_apache(sheet: Sheet) -> Reading:
    """domain and upstream claims of each virtual host; port and bind of one that is on a port of its own."""
    sites: list[_Site] = []
    inside, path = False, ""
    for start, piece in zip(sheet.starts, sheet.pieces, strict=True):
        line = piece.text
        if opened := _OPENS.match(line):
            sites.append(_Site([*_listens(opened, start)]))
            inside, path = True, ""
        elif _CLOSES.match(line):
            inside = False
        elif inside and (names := _NAMES.match(line)):
            sites[-1].names += [Word(one[0], start + one.start()) for one in _WORD.finditer(line, names.start("names"))]
        elif inside and (location := _LOCATION.match(line)):
            path = location["path"]
        elif _LEFT.match(line):
            path = ""
        elif inside and (led := _PASS.match(line)):
            target = Word(led["host"], start + led.start("host")), Word(led["port"], start + led.start("port"))
            sites[-1].passes.append(((led["path"] or path).rstrip("/"), *target))
    sockets = Counter(port for site in sites for port in {word.text for _, word in site.listens})
    shared = {port for port, count in sockets.items() if count > 1}
    return Reading(tuple(dict.fromkeys(claim for site in sites for claim in _claims(sheet, site, shared))))


def _listens(opened: re.Match[str], start: int) -> Iterator[tuple[str, Word]]:
    for one in _SOCKET.finditer(opened.string, *opened.span("on")):
        yield one["host"], Word(one["port"], start + one.start("port"))


def _claims(sheet: Sheet, site: _Site, shared: Set[str]) -> Iterator[Claim]:
    """`shared` are the ports of several sites, which are nobody's own."""
    ports = tuple(word for _, word in site.listens if valid(int(word.text)))
    for path, host, port in site.passes:
        yield from route_claims(sheet, Route(host, port, path, tuple(site.names), ports))
    domains = [name for name in site.names if is_domain(name.text)]
    if not any(not path for path, _, _ in site.passes):  # it answers by itself
        for name in domains:
            yield sheet.claim("domain", name.text, name.start, name.start + len(name.text))
    if not site.passes and domains and domains[0].text.count(".") > 1:
        own: dict[str, Any] = {
            "service": domains[0].text.partition(".")[0],
            "statement": sheet.statement(domains[0].start),
        }
        for address, port in site.listens:
            if valid(int(port.text)) and int(port.text) not in _WEB and port.text not in shared:
                start = port.start
                end = start + len(port.text)
                yield sheet.claim("port", port.text, start, end, port=int(port.text), **own)
                if is_address(address):
                    yield sheet.claim("bind", address, start - 1 - len(address), start - 1, port=int(port.text), **own)
