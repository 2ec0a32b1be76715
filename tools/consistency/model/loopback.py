"""Ports of one machine: where config has a service of its own, and where a router on the same machine leads.

A router knows what it leads to by a domain or a word of its own; whoever publishes that port is what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.fronts import FRONTS
from consistency.model.name import host_key, squash

#: Kinds of config that run what they name.
RUNNING = frozenset(("compose", "systemd", "launchd", "nix", "nomad", "terraform"))
#: Endings of the source of a port to which a router leads.
_LED = " upstream"
#: Folders of the router's own files, beside whatever they are named after it.
_OWN = frozenset(
    "conf.d sites sites-available sites-enabled vhosts dynamic rules config conf etc proxy routes upstreams".split()
)


class Served(NamedTuple):
    """A service at a socket, as one file has it; `led`: the file is a router's."""

    socket: str
    service: str
    path: str
    led: bool


def served(claim: Claim) -> Served | None:
    """What a claim says of a port of the machine itself, if it does."""
    of = socket(claim) if claim.service else ""
    return Served(of, claim.service, claim.path, leads(claim)) if of else None


def socket(claim: Claim) -> str:
    """`:3105@mini` of a port at which config has a service, or to which a router leads; "" of any other claim."""
    if claim.role != "config" or claim.attribute != "port" or claim.namespace != "host" or claim.modality != "stated":
        return ""
    if claim.source not in RUNNING and not leads(claim):
        return ""
    return f":{claim.port}@{host_key(claim.host)}"


def leads(claim: Claim) -> bool:
    """Whether the port is one to which a router leads."""
    return claim.attribute == "port" and claim.source.endswith(_LED)


def sites(found: Iterable[Served]) -> Iterator[tuple[Served, str]]:
    """Each service at a socket with the name that it shares with all of the same deployment, once for each of those."""
    routers: dict[str, list[Served]] = {}
    others: dict[str, list[Served]] = {}
    for one in sorted(found):
        (routers if one.led else others).setdefault(one.socket, []).append(one)
    for of in sorted(routers.keys() & others.keys()):
        folders = {_site(router.path): router for router in routers[of]}
        for router in routers[of]:
            yield router, _called(of, _site(router.path))
        for site, router in folders.items():
            yield from ((one, _called(of, site)) for one in others[of] if _near(site, router.path, one.path))


def _called(of: str, site: tuple[str, ...]) -> str:
    return f"{of} in {'/'.join(site)}"


def _near(site: tuple[str, ...], router: str, other: str) -> bool:
    """Whether a file is of the router's deployment: below what the router is for, or in a folder that holds the router."""
    folders = tuple(other.split("/")[:-1])
    return folders[: len(site)] == site or tuple(router.split("/")[: len(folders)]) == folders


@lru_cache(maxsize=4096)
def _site(path: str) -> tuple[str, ...]:
    """The folder that a router's file is for, above the folders that are named after the router."""
    folders = path.lower().split("/")[:-1]
    kept = len(folders)
    while kept and (folders[kept - 1] in _OWN or squash(folders[kept - 1])[0] in FRONTS):
        kept -= 1
    return tuple(path.split("/")[:kept])
