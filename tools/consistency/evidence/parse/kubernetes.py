"""`kubectl get svc -A -o json`: services, their ports and NodePorts."""

from __future__ import annotations

from typing import Any

from consistency.evidence.parse.jsonrows import at, mapping, objects, sequence, text
from consistency.evidence.parse.parsed import Parsed
from consistency.evidence.record import Service, ServicePort


def parse_services(data: bytes) -> Parsed[Service]:
    """The services of a List, or of single objects. Objects of another kind are passed."""
    tops, left = objects(data)
    items = [item for top in tops for item in (sequence(top.get("items")) if "items" in top else [top])]
    facts = []
    passed = 0
    for item in items:
        name = text(at(item, "metadata", "name"))
        if at(item, "kind") != "Service":
            passed += 1
        elif name:
            facts.append(_service(item, name))
        else:
            left.append("a service without a name")
    facts.sort(key=lambda one: (one.namespace, one.name))
    stray = sum(one != "a service without a name" for one in left)
    return Parsed(tuple(facts), tuple(left), len(items) + stray, passed)


def _service(item: dict[str, Any], name: str) -> Service:
    ingress = sequence(at(item, "status", "loadBalancer", "ingress"))
    addresses = [text(mapping(one).get("ip")) or text(mapping(one).get("hostname")) for one in ingress]
    addresses += [text(one) for one in sequence(at(item, "spec", "externalIPs"))]
    return Service(
        name=name,
        namespace=text(at(item, "metadata", "namespace")) or "default",
        kind=text(at(item, "spec", "type")) or "ClusterIP",
        ports=tuple(_port(mapping(one)) for one in sequence(at(item, "spec", "ports"))),
        addresses=tuple(sorted({one for one in addresses if one})),
    )


def _port(port: dict[str, Any]) -> ServicePort:
    number, node = port.get("port"), port.get("nodePort")
    return ServicePort(
        port=number if isinstance(number, int) else 0,
        target=str(port.get("targetPort", "")),
        node=node if isinstance(node, int) else 0,
        proto=(text(port.get("protocol")) or "TCP").lower(),
    )
