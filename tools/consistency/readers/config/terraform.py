"""Terraform's files: ports in variables and locals, in resources that listen, and of containers that it runs.

Format: https://developer.hashicorp.com/terraform/language/syntax/configuration
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.assignment import Variable
from consistency.readers.config.envfile import owner, set_claims
from consistency.readers.config.hclnodes import read_hcl
from consistency.readers.config.node import Node
from consistency.readers.config.publish import EVERYWHERE, numbers
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.tfnames import named

#: What lets traffic through, and listens nowhere itself.
_PASSING = lazily(r"security_group|listener|target_group|firewall|_rule|_acl|ingress|route|alarm|check")
#: Labels of a resource that name nothing.
_NAMELESS = frozenset("this main default primary self app service server instance db database cache".split())


def read_terraform(sheet: Sheet) -> Reading:
    """port and bind claims."""
    stream = read_hcl(sheet)
    claims = [claim for root in stream.roots for claim in (*_root(sheet, root), *named(sheet, root))]
    return Reading(tuple(dict.fromkeys((*stream.problems, *claims))))


def _root(sheet: Sheet, root: Node) -> Iterator[Claim]:
    given: list[Variable] = []
    for key, value in root.pairs:
        if value.kind == "scalar":  # a file of values
            given += _variable(key, value)
        elif key.text == "locals":
            given += [one for name, local in value.pairs for one in _variable(name, local)]
        elif key.text == "variable" and len(value.pairs) == 1 and (default := value.pairs[0][1].get("default")):
            given += _variable(value.pairs[0][0], default)
        elif key.text == "resource" and len(value.pairs) == 1 and len(value.pairs[0][1].pairs) == 1:
            yield from _resource(sheet, value.pairs[0][0].text, *value.pairs[0][1].pairs[0])
    for claim in set_claims(sheet, given, lambda words: owner("", words)):
        if claim.attribute == "port":
            yield claim


def _variable(key: Node, value: Node) -> Iterator[Variable]:
    if value.kind == "scalar" and value.text.isdecimal() and value.inner >= 0:
        yield Variable(key.text.upper(), value.text, *value.own(), key.start)


def _resource(sheet: Sheet, kind: str, label: Node, body: Node) -> Iterator[Claim]:
    name = body.word("name")
    service = label.text if label.text.lower() not in _NAMELESS else name if name.isidentifier() else ""
    if not service or _PASSING.search(kind):
        return
    fields: dict[str, Any] = {"service": service}
    if kind == "docker_container":
        fields["service"] = name if name and "$" not in name else service
        for block in (value for key, value in body.pairs if key.text == "ports"):
            yield from _published(sheet, block, fields)
    elif (port := body.get("port")) is not None and port.kind == "scalar":
        for number in numbers(port.text):
            yield sheet.claim("port", str(number), *port.own(), port=number, **fields)


def _published(sheet: Sheet, block: Node, fields: dict[str, Any]) -> Iterator[Claim]:
    """`ports { internal = 80 external = 8080 ip = "127.0.0.1" }` of a container.

    https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/container#nestedblock--ports
    """
    fields = {**fields, "statement": sheet.statement(block.start), "protocol": block.word("protocol") or "tcp"}
    for word, space in (("external", "host"), ("internal", "container")):
        value = block.get(word)
        for number in numbers(value.text) if value is not None else ():
            yield sheet.claim("port", str(number), *(value or block).own(), port=number, namespace=space, **fields)
            if space == "host":
                address = block.get("ip")
                place = (address or value or block).own()
                yield sheet.claim("bind", block.word("ip") or EVERYWHERE, *place, port=number, **fields)
