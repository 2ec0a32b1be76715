"""One entry of a compose service's `ports`, short or long: host port, container port, bind.

Format: https://docs.docker.com/reference/compose-file/services/#ports
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values.variable import UNKNOWN, Filled, fill

EVERYWHERE = "0.0.0.0"
_SSH = 22
#: A published range wider than this is held by its two ends.
WIDEST = 64

_PORTS = rf"(?:\d{{1,5}}(?:-\d{{1,5}})?|{UNKNOWN})"
_SHORT = lazily(
    rf"\s*(?:(?:\[(?P<six>[0-9A-Fa-f:.%]+)\]|(?P<address>[\w.*-]+|{UNKNOWN}))(?=:[^:]*:):)?"
    rf"(?:(?P<host>{_PORTS}?):)?(?P<container>{_PORTS})(?:/(?P<protocol>\w+))?\s*"
)

#: `${INGEST_GRPC_PORT:-9444}:9000`: what is spoken there, by the variable's name.
_SPOKEN = lazily(r"[\s\"']*(?:[\d.]+:)?\$\{\w+_(?P<part>GRPC|METRICS|SSH|CONSOLE|ADMIN)_PORT\b")


def published(sheet: Sheet, node: Node, values: Mapping[str, str], **fields: Any) -> list[Claim]:
    """The claims of one entry: port (host and container namespace) and bind."""
    fields = {"statement": sheet.statement(node.start), **fields}
    if node.kind == "mapping":
        return list(_long(sheet, node, values, fields))
    if node.kind != "scalar":
        return []
    filled = fill(node.text, values)
    match = _SHORT.fullmatch(filled.text)
    if not match:
        return []
    if spoken := _SPOKEN.match(node.text):
        fields = {**fields, "part": fields.get("part") or spoken["part"].lower()}
    claims: list[Claim] = []
    protocol = match["protocol"] or "tcp"
    place = _Place(sheet, node, filled)
    if match["host"]:
        claims += _ports(sheet, match["host"], place.of(match, "host"), "host", protocol, fields)
        address = match["six"] or match["address"] or EVERYWHERE
        group = "six" if match["six"] else "address" if match["address"] else "host"
        claims += _binds(sheet, address, place.of(match, group), match["host"], protocol, fields)
    return claims + _ports(sheet, match["container"], place.of(match, "container"), "container", protocol, fields)


#: MinIO's second listener: https://min.io/docs/minio/linux/reference/minio-server/minio-server.html
_CONSOLE = lazily(r"--console-address[ =,\"']*(?:[\d.]+)?:(?P<port>\d{2,5})\b")


def faced(claims: list[Claim], command: str = "") -> list[Claim]:
    """The claims of all that a service publishes; what leads to port 22 beside another one is its SSH, what leads to the
    port for which its command has a flag of its own is its console."""
    inside = [claim for claim in claims if claim.attribute == "port" and claim.namespace == "container"]
    parts = {_SSH: "ssh", **{int(match["port"]): "console" for match in _CONSOLE.finditer(command)}}
    if len({claim.port for claim in inside}) < 2 or parts.keys().isdisjoint(claim.port for claim in inside):
        return claims
    named = {claim.statement: parts[claim.port] for claim in inside if claim.port in parts}
    return [
        c._replace(part=named[c.statement]) if c.port and not c.part and c.statement in named else c for c in claims
    ]


class _Place:
    """The way from a filled text's groups to offsets of the sheet."""

    def __init__(self, sheet: Sheet, node: Node, filled: Filled) -> None:
        self.sheet, self.node, self.filled = sheet, node, filled

    def of(self, match: re.Match[str], group: str) -> tuple[int, int]:
        start, end = self.filled.place(*match.span(group))
        return self.node.within(start, end, self.sheet.text)


def _long(sheet: Sheet, node: Node, values: Mapping[str, str], fields: dict[str, Any]) -> Iterator[Claim]:
    protocol = node.word("protocol") or "tcp"
    words = {}
    for key in ("published", "target", "host_ip"):
        value = node.get(key)
        if value is not None and value.kind == "scalar":
            filled = fill(value.text, values)
            words[key] = filled.text, value.within(*filled.place(0, len(filled.text)), sheet.text)
    for key, space in (("published", "host"), ("target", "container")):
        if key in words:
            yield from _ports(sheet, *words[key], space, protocol, fields)
    if "published" in words:
        address, place = words.get("host_ip", (EVERYWHERE, words["published"][1]))
        yield from _binds(sheet, address, place, words["published"][0], protocol, fields)


def numbers(text: str) -> list[int]:
    """The ports of `8080` or `8000-8010`; of a very wide range its ends."""
    low, _, high = text.partition("-")
    if not low.isdecimal() or (high and not high.isdecimal()):
        return []
    first, last = int(low), int(high or low)
    if not 0 < first <= last <= 65535:
        return []
    return list(range(first, last + 1)) if last - first < WIDEST else [first, last]


def _ports(
    sheet: Sheet, text: str, place: tuple[int, int], space: str, protocol: str, fields: dict[str, Any]
) -> list[Claim]:
    return [
        sheet.claim("port", str(number), *place, **{**fields, "port": number, "namespace": space, "protocol": protocol})
        for number in numbers(text)
    ]


def _binds(
    sheet: Sheet, address: str, place: tuple[int, int], ports: str, protocol: str, fields: dict[str, Any]
) -> list[Claim]:
    if UNKNOWN in address:
        return []
    return [
        sheet.claim("bind", address, *place, **{**fields, "port": number, "protocol": protocol})
        for number in numbers(ports)
    ]
