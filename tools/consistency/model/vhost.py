"""Virtual hosts: the domain, with the first step of the path, under which a document puts a service and a router leads to one.

Nothing else may tie the two: a page calls `Chat` what the router knows as `ai-open-webui`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from consistency.model.claim import SITE, Claim
from consistency.model.fronts import FRONTS, GATES
from consistency.model.loopback import leads, socket
from consistency.model.pattern import lazily
from consistency.model.zone import zone

#: Attributes of claims that may give a service a virtual host, or a port of the machine that a router leads to.
ATTRIBUTES = frozenset(("base_url", "domain", "port"))
#: A virtual host of more documents than these is where a whole site is, and no one service.
CROWD = 64
#: The end of the name of what is known by the public name alone at which it answers.
AT = " as it answers"
_URL = lazily(r"https?://([\w-]+(?:\.[\w-]+)*\.[a-z][\w-]+)\.?(?::(?:80|443))?(?:/([^/?#\s]*)\S*)?", re.IGNORECASE)
#: Most URLs in registries, seen sooner than by all that a virtual host is made of.
_PORTED = lazily(r"https?://[^/]*:(?!(?:80|443)(?:/|$))")
_DOMAIN = lazily(r"[\w-]+(?:\.[\w-]+)*\.[a-z][\w-]+", re.IGNORECASE)
#: Shapes that say in passing, or of somebody else, where something is.
_PASSING = frozenset(("prose", "comment", "env", "fence"))
#: Shapes of a router's file, which a page may quote: they name what is behind a virtual host, not what is there.
_ROUTERS = frozenset(
    ("apache", "caddy", "nginx", "haproxy", "traefik", "tunnel", "compose", "kubernetes", "helm", "nomad")
)
#: Shapes in which the port beside a domain is no part of a URL of which the domain is one.
_FIELDS = frozenset(("json", "yaml", "toml"))


def vhost(claim: Claim) -> str:
    """`chat.example.org` or `example.org/notes` of a claim of ATTRIBUTES, "" where it gives the service none.

    A URL with a port of its own is none: it leads past the router. A domain that a page takes from a URL is said by
    that, with its path.
    """
    if claim.attribute == "port":
        return socket(claim)
    if claim.modality not in ("stated", "assumed"):
        return ""
    if claim.role == "config":
        return (
            _joined(claim.value, claim.part.split("/")[1] if claim.part[:1] == "/" else "") if is_route(claim) else ""
        )
    if claim.role != "canon" or claim.source in _PASSING or claim.source in _ROUTERS:
        return ""
    if claim.attribute == "base_url":
        return "" if _PORTED.match(claim.value) else _of_url(claim.value)
    return "" if claim.port and claim.source not in _FIELDS else _joined(claim.value, "")


def answering_at(domain: str) -> str:
    """Whatever it is that answers under a public name."""
    return f"{domain.lower()}{AT}"


def is_route(claim: Claim) -> bool:
    """Whether the claim is a router's, of what it leads to under a domain."""
    return claim.attribute == "domain" and claim.role == "config"


def zone_of(claim: Claim) -> str:
    """The zone of a name that a page gives, or says whose it is, or that a router serves; "" of any other claim."""
    if claim.attribute != "domain" or not (
        claim.source == SITE
        or (claim.role == "config" and claim.source in _ROUTERS)
        or (claim.role == "canon" and claim.service)
    ):
        return ""
    return zone(claim.value.removeprefix("*."))


def is_led(claim: Claim) -> bool:
    """Whether a router leads to what the claim is about, under a domain or at a port of the machine."""
    return claim.role == "config" and (claim.attribute == "domain" or leads(claim))


@lru_cache(maxsize=65536)
def _joined(domain: str, step: str) -> str:
    if not _DOMAIN.fullmatch(domain):
        return ""
    return f"{domain.lower()}/{step}" if step else domain.lower()


@lru_cache(maxsize=65536)
def _of_url(url: str) -> str:
    match = _URL.fullmatch(url)
    return _joined(match[1], match[2] or "") if match else ""


class Holder(NamedTuple):
    """A service that a claim gives a virtual host: its own key and that of all that is known to be the same."""

    own: str
    root: str


class Led(NamedTuple):
    """A service as documented, and what the router has for it."""

    documented: str
    routed: str
    vhost: str


def led(
    documented: Iterable[tuple[str, Holder]], routed: Iterable[tuple[str, Holder]], general: Callable[[str], bool]
) -> list[Led]:
    """Pairs that nothing contradicts: of all their virtual hosts neither side gives one to anybody else.

    Names that are too general, and programs in front of others, are tied to nothing.
    """
    pages, routers = _owners(documented), _owners(routed)
    loose = {holder.root for owners in (pages, routers) for found in owners.values() for holder in found
             if general(holder.own) or holder.own in FRONTS or holder.own in GATES}  # fmt: skip
    theirs, ours = _met(pages, routers), _met(routers, pages)
    found: dict[tuple[str, str], str] = {}
    for name in sorted(pages.keys() & routers.keys()):
        one, other = _only(pages[name]), _only(routers[name])
        if one and other and one != other and not {one, other} & loose and theirs[one] == other and ours[other] == one:
            found.setdefault((one, other), name)
    return [Led(*pair, name) for pair, name in found.items()]


def _owners(given: Iterable[tuple[str, Holder]]) -> dict[str, set[Holder]]:
    owners: dict[str, set[Holder]] = {}
    for name, holder in given:
        owners.setdefault(name, set()).add(holder)
    return owners


def _only(holders: Iterable[Holder]) -> str:
    """The one service that all of them are, "" for several."""
    roots = {holder.root for holder in holders}
    return roots.pop() if len(roots) == 1 else ""


def _met(owners: dict[str, set[Holder]], others: dict[str, set[Holder]]) -> dict[str, str]:
    """For each service the one that the other side has under its names, "" for several."""
    met: dict[str, str] = {}
    for name, holders in owners.items():
        if name in others:
            other = _only(others[name])
            for root in {holder.root for holder in holders}:
                met[root] = other if met.get(root, other) == other else ""
    return met
