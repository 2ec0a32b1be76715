"""Addresses of machines in config: those of its lists, and those that it gives in passing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.named_address import MOST, Address, is_one, named

#: A setting that nobody has switched on.
_SETTING = lazily(r"\s*(?:#|;|//)\s*(?:-\s+)?[A-Za-z][\w.-]*\s*[:=]")
#: An item that is an address and nothing else, and the keys of those that are asked.
_ITEM = lazily(r"\s*-\s+[\"']?(?P<ip>\d{1,3}(?:\.\d{1,3}){3})[\"']?\s*(?:#(?P<comment>.*))?$")
_ASKED_KEY = lazily(
    r"\s*(?:-\s+)?[\"']?(?P<key>(?:[A-Za-z]\w*[_.-])*(?:dns(?:[_-]?servers?)?|name_?servers?|resolvers?|upstreams?(?:[_-]?dns)?|trusted[_-]prox(?:y|ies)|ntp(?:[_-]?servers?)?))[\"']?:\s*$",
    re.IGNORECASE,
)
#: A peer of WireGuard is one machine.
_ALLOWED = lazily(r"\s*AllowedIPs\s*=\s*(?P<ip>\d{1,3}(?:\.\d{1,3}){3})/32\b")
_NAMED = lazily(r"[#;]\s*(?:peer:?\s+)?(?P<name>[A-Za-z][\w.-]*)", re.IGNORECASE)
#: Objects whose addresses are of machines outside of a cluster.
_OUTSIDE = lazily(r"(?m)^kind:[ \t]*Endpoint(?:s|Slice)\b")
_WORD = lazily(r"[A-Za-z][\w.-]*\w")
#: Lines that are looked at above one, and words of a comment.
_FAR, _WORDS = 12, 3


def of_config(sheet: Sheet) -> tuple[Claim, ...]:
    """call claims of the addresses in a file, and of what is asked for behind them: behind a key or a name, before a name in
    lists of hosts; `part` has the name."""
    told: list[Claim] = []
    beyond = _OUTSIDE.search(sheet.text) is not None
    for row, start in enumerate(sheet.starts):
        end = sheet.starts[row + 1] if row + 1 < len(sheet.starts) else len(sheet.text)
        line = sheet.text[start:end]
        if "." not in line or _SETTING.match(line):
            continue
        told += [
            sheet.claim(
                "call", one.ip, start + one.start, start + one.end, service=exact.addresses(one.ip),
                part=exact.NEAR if beyond and one.names == "ip" else one.names, namespace="", source=PROJECT,
            )._replace(modality="negated" if one.aside else "stated")
            for one in (*named(line, False), *_item(sheet, row, line), *_peer(sheet, row, line))
        ]  # fmt: skip
    return tuple(told) if sum(claim.modality == "stated" for claim in told) <= MOST else ()


def _item(sheet: Sheet, row: int, line: str) -> Iterator[Address]:
    """The address that is an item of those that are asked or let in, with the words of a comment behind it."""
    match = _ITEM.match(line)
    if not match or not is_one(match["ip"]):
        return
    for at in range(row - 1, max(row - 1 - _FAR, -1), -1):
        above = sheet.pieces[at].text
        if above.strip() and not _ITEM.match(above):
            if key := _ASKED_KEY.match(above):
                words = " ".join(_WORD.findall(match["comment"] or "")[:_WORDS])
                yield Address(match["ip"], *match.span("ip"), f"{exact.NEAR}{words}" if words else key["key"])
            return


def _peer(sheet: Sheet, row: int, line: str) -> Iterator[Address]:
    """The one address that WireGuard lets in from a peer, under the name that a comment gives to it."""
    match = _ALLOWED.match(line)
    if not match or not is_one(match["ip"]):
        return
    begun = False
    for at in range(row - 1, max(row - 1 - _FAR, -1), -1):
        above = sheet.pieces[at].text.strip()
        if name := _NAMED.fullmatch(above):
            yield Address(match["ip"], *match.span("ip"), name["name"])
            return
        if begun or (above.startswith("[") and above.lower() != "[peer]"):
            return
        begun = above.startswith("[")


def of_lists(claims: Iterable[Claim]) -> Iterator[Claim]:
    """What lists of machines say of it: `namespace` is host, and `part` the machine."""
    for claim in claims:
        if claim.attribute == "address" and claim.host and claim.role in ("canon", "config") and is_one(claim.value):
            yield claim._replace(
                attribute="call", service=exact.addresses(claim.value), host="", part=claim.host,
                namespace="host", source=PROJECT,
            )  # fmt: skip
