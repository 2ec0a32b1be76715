"""Nomad's jobs: on which ports of the machine a group's services are reached, and on which in their containers.

Format: https://developer.hashicorp.com/nomad/docs/job-specification/network
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim, Reading
from consistency.readers.config.hclnodes import read_hcl
from consistency.readers.config.node import Node
from consistency.readers.config.publish import numbers
from consistency.readers.config.sheet import Sheet

#: The attributes of a port, and the space in which it is one.
_SPACES = (("static", "host"), ("to", "container"))


def read_nomad(sheet: Sheet) -> Reading:
    """service, port and health claims of each group's ports; a port belongs to the service that names it."""
    stream = read_hcl(sheet)
    claims = [
        claim
        for root in stream.roots
        for _, job in _blocks(root, "job")
        for name, group in _blocks(job, "group")
        for claim in _group(sheet, name, group)
    ]
    return Reading(tuple(dict.fromkeys((*stream.problems, *claims))))


def _blocks(node: Node, kind: str) -> Iterator[tuple[Node, Node]]:
    """Label and body of every block of a kind that has one label."""
    for key, value in node.pairs:
        if key.text == kind and value.kind == "mapping" and len(value.pairs) == 1:
            yield value.pairs[0]


def _group(sheet: Sheet, name: Node, group: Node) -> Iterator[Claim]:
    tasks = list(_blocks(group, "task"))
    own = tasks[0][0] if len(tasks) == 1 else name
    serving = [
        value for node in (group, *(task for _, task in tasks)) for key, value in node.pairs if key.text == "service"
    ]
    owners = {service.word("port"): service.word("name") for service in serving if service.word("name")}
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
    for service in serving:
        path = service.get("check", "path")
        if path is not None and path.text.startswith("/"):
            yield sheet.claim("health", path.text, *path.own(), service=service.word("name") or own.text)
