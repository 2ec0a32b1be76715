"""Nomad's jobs: on which ports of the machine a group's services are reached, and on which in their containers.

Format: https://developer.hashicorp.com/nomad/docs/job-specification/network
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consistency.model.claim import CALLED, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.composed import labels
from consistency.readers.config.hclnodes import read_hcl
from consistency.readers.config.node import Node
from consistency.readers.config.publish import numbers
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.storeclients import asked, scalars
from consistency.values.port import valid

_CONSUL = lazily(
    r"(?:[a-z][a-z0-9+]{1,20}://)?(?P<name>[a-z0-9][a-z0-9-]{0,62})\.service(?:\.[a-z0-9-]{1,63})?\.consul:(?P<port>\d{2,5})(?:/\S*)?"
)
#: The attributes of a port, and the space in which it is one.
_SPACES = (("static", "host"), ("to", "container"))


def read_nomad(sheet: Sheet) -> Reading:
    """service, port and health claims of each group's ports; a port belongs to the service that names it."""
    stream = read_hcl(sheet)
    claims = [
        claim for root in stream.roots for label, job in _blocks(root, "job") for claim in _job(sheet, label, job)
    ]
    return Reading(tuple(dict.fromkeys((*stream.problems, *claims))))


def _blocks(node: Node, kind: str) -> Iterator[tuple[Node, Node]]:
    """Label and body of every block of a kind that has one label."""
    for key, value in node.pairs:
        if key.text == kind and value.kind == "mapping" and len(value.pairs) == 1:
            yield value.pairs[0]


def _job(sheet: Sheet, label: Node, job: Node) -> Iterator[Claim]:
    """A job of one group gives it its name: groups and tasks are called `server`, `web` and `api` everywhere."""
    groups = list(_blocks(job, "group"))
    for name, group in groups:
        yield from _group(sheet, label if len(groups) == 1 else name, group)


def _group(sheet: Sheet, name: Node, group: Node) -> Iterator[Claim]:
    """What no service of the group claims is a task's of that name, else of the only service that there is."""
    tasks = list(_blocks(group, "task"))
    serving = [
        value for node in (group, *(task for _, task in tasks)) for key, value in node.pairs if key.text == "service"
    ]
    named = [found for service in serving if (found := service.get("name")) is not None and found.text]
    own = named[0] if len({node.text for node in named}) == 1 else name
    owners = {label.text: label.text for label, _ in tasks if len(tasks) > 1}
    owners |= {service.word("port"): service.word("name") for service in serving if service.word("name")}
    yield sheet.claim("service", own.text, *own.own(), service=own.text)
    for network in (value for key, value in group.pairs if key.text == "network" and value.kind == "mapping"):
        for label, port in _blocks(network, "port"):
            fields: dict[str, Any] = {
                "service": owners.get(label.text) or own.text,
                "statement": sheet.statement(label.start),
            }
            for word, space in _SPACES:
                value = port.get(word)
                if value is None:
                    continue
                for number in numbers(value.text):
                    yield sheet.claim("port", str(number), *value.own(), port=number, namespace=space, **fields)
    for env in (env for _, task in tasks if (env := task.get("env")) is not None):
        yield from asked(sheet, scalars(env.pairs))
        yield from _called(sheet, env)
    for service in serving:
        path = service.get("check", "path")
        if path is not None and path.text.startswith("/"):
            yield sheet.claim("health", path.text, *path.own(), service=service.word("name") or own.text)
        yield from _routed(sheet, service, service.word("name") or own.text)


def _called(sheet: Sheet, env: Node) -> Iterator[Claim]:
    """Where others are found by Consul's DNS: https://developer.hashicorp.com/consul/docs/services/discovery/dns-static-lookups."""
    for _, value in env.pairs:
        match = _CONSUL.fullmatch(value.text) if value.kind == "scalar" and ".service." in value.text else None
        if match and valid(int(match["port"])):
            place = value.within(*match.span("port"), sheet.text)
            yield sheet.claim(
                "port", match["port"], *place, service=match["name"], port=int(match["port"]), source=CALLED
            )


def _routed(sheet: Sheet, service: Node, name: str) -> Iterator[Claim]:
    """The public names in the tags that Traefik takes for its routing labels.

    Format: https://doc.traefik.io/traefik/routing/providers/nomad/
    """
    if any("traefik." in tag.text for tag in service.list("tags")):
        yield from labels(sheet, service, "container", {}, {"service": name}, "tags")
