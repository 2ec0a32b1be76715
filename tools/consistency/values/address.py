"""Addresses to which services bind and at which they are reached, and what each covers."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from consistency.model.pattern import lazily

#: Words people write for an address to bind to, and what they mean.
WORDS = {
    "*": "*",
    "all": "*",
    "all interfaces": "*",
    "any": "*",
    "all ips": "*",
    "0": "0.0.0.0",
    "localhost": "localhost",
    "loopback": "localhost",
    "lo": "localhost",
    "local": "localhost",
    "local only": "localhost",
    "localhost only": "localhost",
    "loopback only": "localhost",
    "localhost-only": "localhost",
    "loopback-only": "localhost",
    "local-only": "localhost",
    "host only": "localhost",
    "lan": "lan",
    "lan ip": "lan",
    "lan address": "lan",
    "private lan ip": "lan",
    "private ip": "lan",
    "lan only": "lan",
    "tailnet": "tailnet",
    "tailscale": "tailnet",
    "tailscale ip": "tailnet",
}

ADDRESS = lazily(
    r"(?<![\w.:/-])(?:"
    r"\[(?P<six>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%\w]*)\]"
    r"|(?P<four>\d{1,3}(?:\.\d{1,3}){3})"
    r"|(?P<bare6>::(?:1|ffff:\d{1,3}(?:\.\d{1,3}){3})?)(?![\w:])"
    r"|(?P<star>\*)(?=:\d|[\s`)|,]|$)"
    r"|(?P<word>localhost)"
    r")(?![\w.]*\w\.)"
)

_TAILNET4 = ipaddress.ip_network("100.64.0.0/10")
_TAILNET6 = ipaddress.ip_network("fd7a:115c:a1e0::/48")


@lru_cache(maxsize=65536)
def reach(address: str) -> str:
    """How far a literal address, host name or bind word reaches: any | loopback | lan | tailnet | public | name | ""."""
    text = address.strip().strip("[]").split("%")[0].lower().rstrip(".")
    if text in ("*", "0.0.0.0", "::"):
        return "any"
    if text in ("localhost", "ip6-localhost") or text.endswith(".localhost"):
        return "loopback"
    if text in ("lan", "tailnet", "public"):
        return text
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return _reach_of_name(text)
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    if ip.is_loopback:
        return "loopback"
    if ip.is_unspecified:
        return "any"
    if (ip.version == 4 and ip in _TAILNET4) or (ip.version == 6 and ip in _TAILNET6):
        return "tailnet"
    return "lan" if ip.is_private or ip.is_link_local else "public"


def _reach_of_name(name: str) -> str:
    if not name:
        return ""
    if name.endswith(".ts.net"):
        return "tailnet"
    if "." not in name:
        return "name"
    if name.endswith((".local", ".lan", ".home", ".internal", ".home.arpa", ".localdomain", ".intra")):
        return "lan"
    return "public"


@lru_cache(maxsize=65536)
def canonical(address: str) -> str:
    """One spelling an address: lower case, no brackets or zone, IPv4-mapped unwrapped, wildcard words to `*`."""
    text = WORDS.get(address.strip().lower(), address).strip().strip("[]").lower()
    zone = text.partition("%")[2]
    try:
        ip = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return text
    mapped = getattr(ip, "ipv4_mapped", None)
    plain = str(mapped or ip)
    return f"{plain}%{zone}" if zone else plain


def is_address(text: str) -> bool:
    """A literal IP address, with or without brackets."""
    try:
        ipaddress.ip_address(text.strip().strip("[]").split("%")[0])
    except ValueError:
        return False
    return True


def is_ours(address: str) -> bool:
    """An address that belongs to one machine of the site: private or tailnet, no wildcard, no loopback."""
    return reach(address) in ("lan", "tailnet") and address not in ("lan", "tailnet")


def is_inner(address: str) -> bool:
    """An address of a network at home, and none that stands for a public one in print (RFC 5737)."""
    return reach(address) == "lan" and not address.startswith(("192.0.2.", "198.51.100.", "203.0.113."))


def overlap(one: str, other: str) -> bool:
    """Do two binds of the same port on the same host clash? Unknown words clash with nothing."""
    a, b = canonical(one), canonical(other)
    if a == b:
        return True
    family = {_family(a), _family(b)}
    if family == {4, 6} and not {a, b} & {"::", "*"}:
        return False
    if "any" in (reach(a), reach(b)):
        return True
    return reach(a) == reach(b) == "loopback" and "localhost" in (a, b)


def _family(address: str) -> int:
    if ":" in address:
        return 6
    return 4 if address[:1].isdigit() else 0


def same_bind(one: str, other: str) -> bool:
    """Do two statements mean the same bind? `*`, `0.0.0.0` and `::` are all interfaces; localhost is any loopback."""
    a, b = canonical(one), canonical(other)
    if a == b:
        return True
    reaches = (reach(a), reach(b))
    if reaches[0] == reaches[1] == "any":
        return True
    if reaches == ("loopback", "loopback"):
        return "localhost" in (a, b) or {a, b} == {"127.0.0.1", "::1"}
    return any(word in (a, b) and reaches == (word, word) for word in ("lan", "tailnet"))


def covers(bind: str, host: str) -> bool | None:
    """Can a client that calls `host` reach a listener on `bind`? None where that cannot be told."""
    wanted, given = reach(host), reach(bind)
    if given == "any":
        return True
    if given == "loopback":
        return {"loopback": True, "lan": False, "tailnet": False}.get(wanted)
    if given in ("lan", "tailnet") and wanted == "loopback":
        return False if is_address(bind) else None
    if is_address(bind) and is_address(host) and wanted == given:
        return canonical(bind) == canonical(host)
    return None


def is_in_cluster(name: str) -> bool:
    """`ledger.shop.svc`, `ledger.shop.svc.cluster.local`: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/."""
    return name.endswith((".svc", ".cluster.local")) or ".svc." in f"{name}."
