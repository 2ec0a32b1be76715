"""Where what a list of variables calls is: `REDIS_PORT` beside `REDIS_HOST` is a port of that machine."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.values import address

_HOST = lazily(
    r"\s*(?:export\s+|-\s+)?(?P<name>[A-Z][A-Z0-9_]*)_(?:HOST|HOSTNAME)=[\"']?(?P<host>[A-Za-z0-9][\w.-]*)[\"']?\s*(?:#.*)?"
)
_HERE = frozenset(("localhost", "host.docker.internal"))
_PORT = "_PORT"


def called(lines: Iterable[Passage]) -> dict[str, str]:
    """The hosts that lines give by the variables of their ports, without those that are this machine."""
    found = (_HOST.fullmatch(line.text) for line in lines if "_HOST" in line.text)
    hosts = {match["name"] + _PORT: match["host"] for match in found if match}
    return {
        key: host for key, host in hosts.items() if host not in _HERE and address.reach(host) not in ("any", "loopback")
    }


def is_inside(host: str) -> bool:
    """A name without a dot: as containers call each other."""
    return "." not in host
