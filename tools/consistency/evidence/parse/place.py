"""Where a socket is bound: address, port, the families that reach it, the device."""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple

_PORT = re.compile(r"[0-9]{1,5}")


class Place(NamedTuple):
    """As in a Listener."""

    addr: str
    fam: str
    zone: str = ""
    raw: str = ""


def port_of(text: str) -> int | None:
    """A port number in ASCII digits, or None: names and 0 are none."""
    return int(text) if _PORT.fullmatch(text) and 0 < int(text) < 65536 else None


def split_port(text: str) -> tuple[str, int] | None:
    """`0.0.0.0:22`, `[::]:22`, `:::22`, `[fe80::1]%eth0:546`: the host as written, and the port."""
    host, colon, number = text.rpartition(":")
    port = port_of(number)
    return (host, port) if colon and host and port else None


def place(host: str, v6only: bool | None = None) -> Place | None:
    """The place that a tool's host text means; None where it is no address.

    A wildcard of IPv6 takes IPv4 too unless v6only is set; with v6only unknown, so is the family.
    """
    bare, _, zone = host.replace("[", "").replace("]", "").partition("%")
    if bare == "*":
        return Place("*" if v6only is None else "::", _dual(v6only), zone, "")
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return Place(str(address), "v4", zone)
    if address.ipv4_mapped is not None:
        return Place(str(address.ipv4_mapped), "v4", zone, bare)
    return Place(str(address), _dual(v6only) if address == _ANY6 else "v6", zone)


_ANY6 = ipaddress.IPv6Address(0)


def _dual(v6only: bool | None) -> str:
    return "unknown" if v6only is None else "v6" if v6only else "v4+v6"
