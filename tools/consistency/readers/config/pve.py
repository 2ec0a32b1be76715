"""Proxmox VE: the address that a guest is given in its own config, and the servers of storages.

Formats: https://pve.proxmox.com/wiki/Manual:_pct.conf, https://pve.proxmox.com/wiki/Manual:_qm.conf,
https://pve.proxmox.com/pve-docs/chapter-pvesm.html
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.named_address import is_one

#: A container has a hostname, a virtual machine a name.
_NAME = lazily(r"(?:hostname|name):[ \t]*(?P<name>[A-Za-z][\w.-]*)[ \t]*$")
#: The first interface; behind it may be networks of storages.
_NET = lazily(r"(?:net|ipconfig)0:(?:[^\n]*[, \t])?ip=(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?:/\d{1,2})?(?![\w.])")
_TEMPLATE = lazily(r"template:[ \t]*1[ \t]*$")
_STORAGE = lazily(r"(?:nfs|cifs|pbs|iscsi|iscsidirect|glusterfs|cephfs|rbd):[ \t]*(?P<name>[A-Za-z][\w.-]*)[ \t]*$")
_SERVER = lazily(r"[ \t]+(?:server|portal|monhost)[ \t]+(?P<ip>\d{1,3}(?:\.\d{1,3}){3})[ \t]*$")


def read_pve(sheet: Sheet) -> Reading:
    """address claims of a guest; call claims of the servers of storages, with the storage's name as `part`."""
    return Reading((*_guest(sheet), *_storages(sheet)))


def _guest(sheet: Sheet) -> Iterator[Claim]:
    """What holds now: the sections in brackets are snapshots, and what is to be."""
    name = address = None
    for row, piece in enumerate(sheet.pieces):
        if piece.text.startswith("["):
            break
        if _TEMPLATE.match(piece.text):
            return
        name = name or _NAME.match(piece.text)
        if address is None and (match := _NET.match(piece.text)) and is_one(match["ip"]):
            start = sheet.starts[row]
            address = match["ip"], start + match.start("ip"), start + match.end("ip")
    if name and address:
        yield sheet.claim("address", *address, host=name["name"])


def _storages(sheet: Sheet) -> Iterator[Claim]:
    name = ""
    for row, piece in enumerate(sheet.pieces):
        if piece.text[:1].isalpha():
            begun = _STORAGE.match(piece.text)
            name = begun["name"] if begun else ""
        elif name and (match := _SERVER.match(piece.text)) and is_one(match["ip"]):
            start = sheet.starts[row]
            yield sheet.claim(
                "call", match["ip"], start + match.start("ip"), start + match.end("ip"), service=exact.addresses(match["ip"]),
                part=name, namespace="", source=PROJECT,
            )  # fmt: skip
