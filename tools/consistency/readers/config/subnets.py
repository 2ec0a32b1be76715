"""Which networks config says that the site has: entries with a number and addresses, and keys that are called after one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact, subnet

#: `vlan: 30`, `"cidr": "10.20.30.0/24"`, `net_iot_cidr = "10.20.30.0/24"`
_PAIR = lazily(
    r"(?<![\w.$-])(?P<key>[A-Za-z_][\w-]*)[\"']?[ \t]{0,40}[:=][ \t]{0,40}[\"']?(?P<value>\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\w.])|\d{1,4}(?![\w.:/])|[A-Za-z][\w -]*\w|[A-Za-z])"
)
#: What begins another entry: `- `, `{`, `iot:`, `resource "network" "iot" {`.
_BEGINS = lazily(
    r"[ \t]*(?:-[ \t]{1,40})?(?:[\"']?(?P<key>[A-Za-z][\w-]*)[\"']?[ \t]{0,9}:?|[\w\" -]{0,120}\"(?P<block>[\w-]+)\")[ \t]{0,9}=?[ \t]{0,9}\{?[ \t]{0,9}(?:#.*)?$"
)
_SPLIT = lazily(r"(?<=[{])|(?=\{)|(?<=\})")
_ABOVE = lazily(r"(?<![\w-])(?P<key>[A-Za-z][\w-]{0,60})[\"']?[ \t]{0,9}[:=][ \t]{0,9}$")
_ITEM = lazily(r"[ \t]*-[ \t]")
#: https://man7.org/linux/man-pages/man8/wg-quick.8.html, https://github.com/wg-easy/wg-easy (`10.8.0.x`)
_WITHIN = lazily(
    r"(?m)^[ \t]*Address[ \t]*=[ \t]*(?P<whole>\d{1,3}(?:\.\d{1,3}){3}/\d{1,2})|WG_DEFAULT_ADDRESS[\"']?[ \t]*[:=][ \t]*[\"']?(?P<begun>\d{1,3}(?:\.\d{1,3}){2})\.[x\d]"
)
_COMMENT = ("#", "//", ";")
_NAMES = frozenset("name label zone title vlan_name network_name purpose".split())
_NUMBERS = frozenset("vlan vlan_id vlanid vlan-id vid vlan_tag tag vlantag id".split())
_CIDRS = frozenset(
    "cidr subnet network prefix range net cidr_block ip_subnet ipv4_subnet ip_range ipv4 ipv4_cidr address_prefix".split()
)
_GATEWAYS = frozenset("gateway gw router gateway_ip default_gateway".split())
_CAMEL = lazily(r"(?<=[a-z0-9])(?=[A-Z])|[_-]")
#: Words of keys that hold a network's addresses; what such a key has beside them is the name.
_HOLDS = frozenset("net nets network networks subnet subnets cidr cidrs vlan range prefix".split())
_LEAST = 3


class _Value(NamedTuple):
    text: str
    start: int
    end: int


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """call claims, as `readers.subnets` gives of pages; at least three entries make a list."""
    yield from _within(sheet)
    if next(subnet.cidrs(sheet.text), None) is None:
        return
    entries = [one for one in (list(_said(entry)) for entry in _entries(sheet)) if one]
    listed = "host" if len(entries) >= _LEAST else ""
    for entry in entries:
        for part, value, place in entry:
            yield sheet.claim(
                "call", value, place.start, place.end, service=exact.NETWORKS, part=part, namespace=listed, source=PROJECT,
                statement=sheet.statement(entry[0][2].start),
            )  # fmt: skip


def _within(sheet: Sheet) -> Iterator[Claim]:
    """The network within WireGuard's tunnel."""
    if "WG_DEFAULT_ADDRESS" in sheet.text or "ListenPort" in sheet.text:
        for match in _WITHIN.finditer(sheet.text):
            if value := subnet.network(match["whole"] or f"{match['begun']}.0/24"):
                place = match.span("whole") if match["whole"] else match.span("begun")
                yield sheet.claim(
                    "call", value, *place, service=exact.NETWORKS, part=exact.TUNNELLED, namespace="", source=PROJECT
                )


def _entries(sheet: Sheet) -> Iterator[dict[str, _Value]]:
    """The keys of each entry and their values, "" for the key above it."""
    entry: dict[str, _Value] = {}
    for piece, start in zip(sheet.pieces, sheet.starts, strict=True):
        if piece.text.lstrip().startswith(_COMMENT):
            continue
        begins = _BEGINS.match(piece.text)
        if begins:
            yield entry
            above = "key" if begins["key"] else "block"
            entry = {"": _Value(begins[above], start + begins.start(above), start + begins.end(above))}
            continue
        at = 0
        for part in _SPLIT.split(piece.text):
            if (part.startswith("{") and "" not in entry) or (not at and _ITEM.match(part)):
                yield entry
                entry = {}
            if over := _ABOVE.search(part):  # `iot: { id: 30, ... }`
                yield entry
                entry = {"": _Value(over["key"], start + at + over.start("key"), start + at + over.end("key"))}
            for match in _PAIR.finditer(part):
                key = match["key"].lower()
                if key in entry:
                    yield entry
                    entry = {}
                entry[key] = _Value(match["value"], start + at + match.start("value"), start + at + match.end("value"))
                entry |= _of_key(match, entry[key])
            at += len(part)
    yield entry


def _of_key(match: re.Match[str], value: _Value) -> dict[str, _Value]:
    """The network that a key is called after: of `net_iot_cidr` iot."""
    parts = [part.lower() for part in _CAMEL.split(match["key"]) if part]
    if len(parts) < 2 or _HOLDS.isdisjoint(parts) or "/" not in value.text:
        return {}
    return {f"/{match['key']}": _Value(" ".join(parts), value.start, value.end)}


def _said(entry: dict[str, _Value]) -> Iterator[tuple[str, str, _Value]]:
    """What has a value, the value, and its place."""
    named = next((entry[key].text for key in entry if key in _NAMES), entry[""].text if "" in entry else "")
    called = subnet.name(named.replace("_", " ").replace("-", " "))
    number = next((entry[key] for key in entry if key in _NUMBERS and subnet.vlan(entry[key].text)), None)
    cidr = next(
        (entry[key] for key in entry if key in _CIDRS and subnet.network(entry[key].text) and "/" in entry[key].text),
        None,
    )
    gateway = next((entry[key] for key in entry if key in _GATEWAYS and "." in entry[key].text), None)
    value = subnet.vlan(number.text) if number else ""
    if cidr and (called or value):
        if called and number:
            yield called, value, number
        for part in filter(None, (called, value)):
            yield part, subnet.network(cidr.text), cidr
        if gateway:
            yield exact.GATEWAY, gateway.text, gateway
    for key, one in entry.items():
        words = subnet.name(one.text) if key.startswith("/") else ""
        if words and (network := subnet.network(entry[key[1:].lower()].text)):
            yield words, network, one
