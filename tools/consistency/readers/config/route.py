"""What one route of a reverse proxy says: the upstream's port, the names and ports that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.gates import Gate, Word, gate_claims
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, reach

#: Ports that go without saying where a name leads to a site.
_WEB = (80, 443)
#: Where oauth2-proxy listens: who asks is behind the router.
_OAUTH2 = 4180
#: What a container calls the machine that it runs on; the last is the bridge of Docker's own network.
_HERE = frozenset(("host.docker.internal", "gateway.docker.internal", "host.containers.internal", "172.17.0.1"))
_UPSTREAM = lazily(r"(?:https?|h2c|tcp)://(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+):(?P<port>\d{1,5})(?![\w.])")


class Route(NamedTuple):
    """From the site's `names` and bare `ports` under `path` to `port` of `host`, `service` where the file names it.

    `gate` is what it asks for before, None where that cannot be told.
    """

    host: Word
    port: Word
    path: str
    names: tuple[Word, ...] = ()
    ports: tuple[Word, ...] = ()
    service: str = ""
    gate: Gate | None = None


def upstream(url: Node | None) -> tuple[Word, Word] | None:
    """Host and port of `http://app:3000`, None where the value is no such URL."""
    match = _UPSTREAM.match(url.text) if url is not None and url.inner >= 0 else None
    if match is None or url is None:
        return None
    return Word(match["host"], url.inner + match.start("host")), Word(match["port"], url.inner + match.start("port"))


def route_claims(sheet: Sheet, route: Route) -> Iterator[Claim]:
    """port of the upstream; domain and exposure by each name, and the gate; a site's own port publishes the upstream there.

    An upstream named by a word is a container. One at an address that the file does not name is called by its path or
    the domain's first label. Neither that nor a proxy's own word for it need be its name elsewhere: such a port has
    "KIND upstream" as its source.
    """
    number = int(route.port.text)
    if not 0 < number <= 65535:
        return
    bare = route.host.text.strip("[]")
    named = reach(bare) == "name"
    service = bare if named else route.service or _called(route)
    space = "container" if named else "host"
    own: dict[str, Any] = {"service": service, "port": number, "namespace": space}
    own["statement"] = sheet.statement(route.host.start)
    here = named or bare.lower() in _HERE or reach(bare) in ("any", "loopback", "")
    elsewhere = {} if here else {"host": bare}
    end = route.port.start + len(route.port.text)
    guessed = {} if named else {"source": f"{sheet.source} upstream"}
    yield sheet.claim("port", str(number), route.port.start, end, **own, **elsewhere, **guessed)
    domains = [name for name in route.names if is_domain(name.text)]
    for name in domains:
        claim = {**own, "part": route.path, "statement": sheet.statement(name.start)}
        yield sheet.claim("domain", name.text, name.start, name.start + len(name.text), **claim)
        if reach(name.text) in ("public", "lan", "tailnet"):
            yield sheet.claim("exposure", reach(name.text), route.host.start, end, **{**own, "part": route.path})
    gate = route.gate if number != _OAUTH2 else None
    doors = domains or [
        name._replace(text="") for name in route.names if "$" in name.text and name.text[:1] not in "~^"
    ]
    yield from gate_claims(sheet, gate, service, doors, route.path, (route.host.start, end))
    for port in route.ports if not route.path else ():  # below a path the port is the proxy's
        if not domains or int(port.text) not in _WEB:
            through = {**own, "port": int(port.text), "namespace": "host", "source": f"{sheet.source} gateway"}
            through["statement"] = sheet.statement(port.start)
            yield sheet.claim("port", str(int(port.text)), port.start, port.start + len(port.text), **through)


def named_claims(
    sheet: Sheet, service: str, names: tuple[Word, ...], path: str, gate: Gate | None, target: Word
) -> Iterator[Claim]:
    """domain by each name, and the gate, of a route to `service` whose address and port another file has."""
    domains = [name for name in names if is_domain(name.text)]
    for name in domains:
        own = {"service": service, "part": path, "statement": sheet.statement(name.start)}
        yield sheet.claim("domain", name.text, name.start, name.start + len(name.text), **own)
    yield from gate_claims(sheet, gate, service, domains, path, (target.start, target.start + len(target.text)))


def is_domain(text: str) -> bool:
    """A name of the world, written out: no address, no wildcard and no variable."""
    return "." in text and not is_address(text) and not set(text) & set("*~$^\\_{}")


def _called(route: Route) -> str:
    first = route.path.strip("/").split("/")[0]
    if first:
        return first
    labels = next((name.text.split(".") for name in route.names if is_domain(name.text)), [])
    return labels[0] if len(labels) > 2 and labels[0] != "www" else ""
