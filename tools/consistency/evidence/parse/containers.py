"""`docker inspect` and `podman inspect`: containers, and the host ports that lead into them."""

from __future__ import annotations

import re
from typing import Any

from consistency.evidence.parse.jsonrows import at, mapping, objects, sequence, text
from consistency.evidence.parse.parsed import Parsed
from consistency.evidence.parse.place import port_of
from consistency.evidence.record import Container, Publish

_RANGE = 4096

#: Compose writes its names into labels; podman-compose does the same.
_COMPOSE = "com.docker.compose."


def parse_inspect(data: bytes, runtime: str) -> Parsed[Container]:
    """Containers of inspect's array, or of such objects one a line. Environment and command are not read.

    `published` is what the running container publishes; `declared` what its definition asks for, running or not.
    A host address left empty means every interface, and is given as "*".
    """
    items, left = objects(data)
    facts = []
    for item in items:
        name = text(item.get("Name")).removeprefix("/")
        if name:
            facts.append(_container(item, name, runtime))
        else:
            left.append("a container without a name")
    return Parsed(
        tuple(facts), tuple(left), len(items) + len([one for one in left if one != "a container without a name"])
    )


def _container(item: dict[str, Any], name: str, runtime: str) -> Container:
    labels = mapping(at(item, "Config", "Labels"))
    state = text(at(item, "State", "Status"))
    published = _ports(at(item, "NetworkSettings", "Ports")) if state in ("running", "paused", "restarting") else ()
    declared = _ports(at(item, "HostConfig", "PortBindings"))
    return Container(
        name=name,
        runtime=runtime,
        state=state,
        image=text(at(item, "Config", "Image")) or text(item.get("ImageName")),
        network=text(at(item, "HostConfig", "NetworkMode")),
        service=text(labels.get(_COMPOSE + "service")),
        project=text(labels.get(_COMPOSE + "project")),
        published=published,
        declared=() if published else declared,
    )


def ids(data: bytes) -> dict[str, str]:
    """The first 12 digits of each container's id, and its name: what a control group's path is joined with."""
    items, _ = objects(data)
    return {text(item.get("Id"))[:12]: text(item.get("Name")).removeprefix("/") for item in items if item.get("Id")}


def _ports(ports: Any) -> tuple[Publish, ...]:
    found: list[Publish] = []
    for inside, places in mapping(ports).items():
        target, _, proto = inside.partition("/")
        for place in sequence(places):
            found += _publishes(mapping(place), target, proto or "tcp")
    return tuple(sorted(set(found), key=lambda one: (one.port, one.proto, one.addr)))


def _publishes(place: dict[str, Any], target: str, proto: str) -> list[Publish]:
    """One binding; a range of host ports is one publish each, and leads to the same target where that is no range."""
    match = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", str(place.get("HostPort", "")))
    inside = port_of(target)
    first, last = (port_of(match[1]), port_of(match[2] or match[1])) if match else (None, None)
    if inside is None or first is None or last is None or not 0 <= last - first < _RANGE:
        return []
    return [Publish(text(place.get("HostIp")) or "*", port, inside, proto) for port in range(first, last + 1)]
