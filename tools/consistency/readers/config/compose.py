"""Compose files: what each service publishes, listens on, is called, and whom it calls.

Format: https://github.com/compose-spec/compose-spec/blob/main/spec.md
A service that is reached through a sidecar (an auth proxy that depends on it alone, a network that is lent) carries the
sidecar's published ports as well, with "compose gateway" as their source: one place then speaks of two services.
What a service publishes that lends its network, a VPN's or to several, has the source "compose shared".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from consistency.model.claim import SHARED, Claim, Reading
from consistency.model.name import host_key
from consistency.model.pattern import lazily
from consistency.readers.config.added import added
from consistency.readers.config.comments import above, foot, head, stated, subject, trailing
from consistency.readers.config.composed import around, calls, gates, labels, listeners, opened, probes, started
from consistency.readers.config.defaults import of_compose
from consistency.readers.config.forge import published as clones_published
from consistency.readers.config.images import as_stores, by_image
from consistency.readers.config.network import listening_inside
from consistency.readers.config.node import MERGE, Node
from consistency.readers.config.own_url import own_urls
from consistency.readers.config.owner import owned
from consistency.readers.config.project import for_project
from consistency.readers.config.publish import faced, numbers, published
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.variant import profile_scope
from consistency.readers.config.yamlnodes import read_yaml
from consistency.values.variable import fill

#: Images that stand in front of one other service.
_FRONT = lazily(
    r"(?:^|[/_-])(?:[a-z0-9]*-?proxy|gatekeeper|nginx|caddy|traefik|haproxy|envoy|pomerium|authelia|forward-auth|cloudflared)"
    r"(?=$|[:@/_-])"
)

#: What is there to lend its network to others, by name or image; any other service's published ports are its own.
_LENT = lazily(
    r"vpn|gluetun|nordlynx|surfshark|windscribe|wireguard|(?:^|[/_-])wg(?:[_-]|$)|tailscale|headscale|zerotier|netbird|nebula|warp|mullvad|tunnel|cloudflared"
    r"|pause|netns|network|proxy|gateway|dind|(?:^|[/_-])(?:tor|ts)(?:[_:-]|$)"
)


def read_compose(sheet: Sheet, values: Mapping[str, str] | None = None, readme: str = "", beside: str = "") -> Reading:
    """`values` are the variables of the env file beside it, `readme` is the page, `beside` what else is laid over it."""
    stream = read_yaml(sheet)
    claims: list[Claim] = list(stream.problems)
    services: dict[str, tuple[Node, Node]] = {}
    for root in stream.roots:
        services.update(services_of(root))
    for _, node in services.values():
        _extend(node, services)
    owners = {name: _service(sheet, name, key, node, values or {}) for name, (key, node) in services.items()}
    modes = Counter(node.word("network_mode") for _, node in services.values())
    shared = {lender for _, node in services.values() if (lender := _lender(node, services, modes))}
    near = around(sheet.text, beside)
    for name, (_key, node) in services.items():
        claims += [_shared(claim) for claim in owners[name]] if name in shared else owners[name]
        claims += _fronted(sheet, name, node, services, owners, modes)
        claims += gates(sheet, node, values or {}, name, near)
    claims += _told(sheet, services, owners)
    nodes = {name: node for name, (_, node) in services.items()}
    own = {n: node for n, node in nodes.items() if not _FRONT.search(node.word("image").lower())}
    claims += by_image(own, owners)
    claims += as_stores(nodes, owners)
    claims += added(sheet, claims)
    claims += clones_published(nodes, owners)
    claims += own_urls(sheet, nodes)
    if sheet.file:
        joined = {node.word("network_mode").removeprefix("service:") for _, node in services.values()}
        claims += listening_inside({n: node for n, node in own.items() if n not in joined}, owners)
    whole = for_project(readme, sheet.text + beside, nodes, owners, _FRONT) if readme else []
    return Reading(tuple(dict.fromkeys((*owned(sheet.file, claims), *whole, *of_compose(sheet)))))


def _told(sheet: Sheet, services: Mapping[str, object], owners: Mapping[str, list[Claim]]) -> Iterator[Claim]:
    """What the comments before and behind everything else say, but for ports that are published as they say, and whom
    one service calls by the name of another."""
    begun = head(sheet)
    whom = _subject(sheet, services, owners)
    told = stated(sheet, [one for one in begun if not subject(one.text)], whom, inner=_inner(owners.get(whom, ())))
    for one in (*begun, *foot(sheet)):
        told += stated(sheet, [one], own) if (own := subject(one.text)) else ()
    published_ = {claim.port for claims in owners.values() for claim in claims if _is_published(claim)}
    called = {host_key(name) for name in services}
    return (
        claim
        for claim in told
        if (claim.port not in published_ or host_key(claim.host))
        and (host_key(claim.host) not in called or host_key(claim.host) == host_key(claim.service))
    )


def services_of(root: Node) -> dict[str, tuple[Node, Node]]:
    """Services by key: of a whole file, of a fragment that begins at the services, or of one service's own keys."""
    if root.kind != "mapping":
        return {}
    if root.get("services") is not None:
        return {name: pair for name, pair in root.map("services").items() if pair[1].kind == "mapping"}
    entries = root.entries()
    if _is_service(root):
        return {"": (root, root)}
    return {name: pair for name, pair in entries.items() if _is_service(pair[1])}


def _extend(node: Node, services: Mapping[str, tuple[Node, Node]]) -> None:
    """`extends` another service of the same file: what this one does not say is that one's."""
    base = node.word("extends") or ("" if node.get("extends", "file") else node.word("extends", "service"))
    if base in services:
        node.pairs.append((Node("scalar", node.start, node.start, MERGE), services[base][1]))


def _is_service(node: Node) -> bool:
    keys = set(node.entries()) if node.kind == "mapping" else set()
    return bool(keys & {"image", "build", "container_name"}) or (bool(node.list("ports")) and "kind" not in keys)


def _service(sheet: Sheet, name: str, key: Node, node: Node, values: Mapping[str, str]) -> list[Claim]:
    fields: dict[str, Any] = {"service": name}
    profiles = [item.text for item in node.list("profiles") if item.kind == "scalar"]
    if profiles:
        fields["scope"] = profile_scope(profiles, sheet.scope)
    on_host = node.word("network_mode") == "host"
    space = "host" if on_host else "container"
    claims: list[Claim] = []
    told = " ".join((node.word("command"), *(item.text for item in node.list("command"))))
    mapped = faced([claim for item in node.list("ports") for claim in _mapped(sheet, item, values, fields)], told)
    if name:
        part = "host-network" if on_host else ""
        claims.append(sheet.claim("service", name, *key.own(), part=part, **fields))
        claims += stated(sheet, above(sheet, sheet.row(key.start)), inner=_inner(mapped), **fields)
    title = node.get("container_name")
    if title is not None and title.kind == "scalar" and title.text and "$" not in title.text:
        for attribute in ("container", "name"):
            claims.append(sheet.claim(attribute, title.text, *title.own(), **fields))
    claims += mapped
    for item in node.list("expose"):
        filled = fill(item.text, values).text if item.kind == "scalar" else ""
        for number in numbers(filled.partition("/")[0]):
            claims.append(sheet.claim("port", str(number), *item.own(), port=number, namespace=space, **fields))
    claims += labels(sheet, node, space, values, fields)
    claims += opened(sheet, node, values, fields)
    claims += probes(sheet, node, space, values, fields)
    claims += started(sheet, node, space, values, fields)
    claims += listeners(sheet, node, space, fields)
    claims += calls(sheet, node, values, fields)
    return claims


def _mapped(sheet: Sheet, item: Node, values: Mapping[str, str], fields: dict[str, Any]) -> list[Claim]:
    """One entry of ports, with what the comments above and behind it state."""
    claims = published(sheet, item, values, **fields)
    comments = above(sheet, sheet.row(item.start))
    behind = trailing(sheet, item.end)
    return claims + stated(sheet, comments + ([behind] if behind else []), inner=_inner(claims), **fields)


def _inner(claims: Iterable[Claim]) -> set[int]:
    """The ports inside that are none outside."""
    ports = [claim for claim in claims if claim.attribute == "port"]
    return {c.port for c in ports if c.namespace == "container"} - {c.port for c in ports if c.namespace == "host"}


def _fronted(
    sheet: Sheet,
    name: str,
    node: Node,
    services: Mapping[str, tuple[Node, Node]],
    owners: Mapping[str, list[Claim]],
    modes: Mapping[str, int],
) -> list[Claim]:
    """Whom this service stands in front of, and the ports published for it there."""
    if shared := _lender(node, services, modes):
        return [_through(claim, name) for claim in owners[shared] if _is_published(claim)]
    image = node.word("image").lower()
    calls_ = [c for c in owners[name] if c.attribute == "depends" and c.host in services]
    needed = _needs(node)
    behind = {c.host for c in calls_} or {key for key in needed if key in services}
    if not _FRONT.search(image) or len(behind) != 1:
        return []
    target = behind.pop()
    place = (needed.get(target) or node.get("image") or node).own()
    claims = [
        sheet.claim(
            "depends", target, *place, service=name, host=target, namespace="container", source="compose gateway"
        )
    ]
    return claims + [_through(claim, target) for claim in owners[name] if _is_published(claim)]


def _lender(node: Node, services: Mapping[str, tuple[Node, Node]], modes: Mapping[str, int]) -> str:
    """The service in whose network this one is, where that one is there for others, or for several; `modes` counts them."""
    lender = node.word("network_mode")
    name = lender.removeprefix("service:")
    if name == lender or name not in services:
        return ""
    return name if modes[lender] > 1 or _LENT.search(f"{name} {services[name][1].word('image')}".lower()) else ""


def _needs(node: Node) -> dict[str, Node]:
    """The services that this one waits for or links to, and where it says so."""
    listed = {item.text.partition(":")[0]: item for item in node.list("depends_on") + node.list("links")}
    return listed | {name: key for name, (key, _) in node.map("depends_on").items()}


def _is_published(claim: Claim) -> bool:
    return claim.attribute == "port" and claim.namespace == "host" and claim.source == "compose"


def _shared(claim: Claim) -> Claim:
    """A port of a service whose network others use: theirs or its own, nobody can tell."""
    return claim._replace(source=f"compose{SHARED}") if _is_published(claim) else claim


def _through(claim: Claim, service: str) -> Claim:
    return claim._replace(service=service, source="compose gateway")


def _subject(sheet: Sheet, services: Mapping[str, object], owners: Mapping[str, list[Claim]]) -> str:
    """The service that the head of a file speaks of: the one it names, the directory's, the only one, or none.

    Where others are published and none of those that it names, it is none; of several names, the one published.
    """
    words = " ".join(comment.text for comment in head(sheet)).lower()
    named = [key for key in services if re.search(rf"(?<![\w-]){re.escape(key.lower())}(?![\w-])", words)]
    if named:
        reached = {key for key in services if any(map(_is_published, owners[key]))}
        told = [key for key in named if key in reached] if reached else named
        longest = max(told, key=len, default="")
        return longest if all(key in longest for key in told) else ""
    folder = sheet.file.lower().split("/")[-2:-1]
    if folder and folder[0] in services:
        return folder[0]
    return next(iter(services)) if len(services) == 1 else folder[0] if folder else ""
