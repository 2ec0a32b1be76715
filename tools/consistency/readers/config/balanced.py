"""Addresses that objects of a cluster ask for: of Cilium, MetalLB and kube-vip, by annotations, and in their own fields.

Formats: https://docs.cilium.io/en/stable/network/lb-ipam, https://metallb.io/usage, https://gateway-api.sigs.k8s.io/reference/spec
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.named_address import is_one

#: Annotations, and the field of a Service.
KEYS = frozenset(
    """lbipam.cilium.io/ips io.cilium/lb-ipam-ips metallb.universe.tf/loadBalancerIPs metallb.io/loadBalancerIPs kube-vip.io/loadbalancerIPs
    loadBalancerIP""".split()
)
_PLACES = (("metadata", "annotations"), ("spec", "infrastructure", "annotations"), ("spec",))


def asked_for(sheet: Sheet, node: Node, name: str) -> Iterator[Claim]:
    """call claims of the one address that a Service or a Gateway asks for, with its name as `part`."""
    found = [value for path in _PLACES for key, value in _pairs(node, path) if key.text in KEYS]
    found += [value for one in node.list("spec", "addresses") if (value := one.get("value")) is not None]
    for value in found:
        if value.kind == "scalar" and is_one(value.text):
            yield sheet.claim(
                "call", value.text, *value.own(), service=exact.addresses(value.text), part=name, namespace="", source=PROJECT
            )  # fmt: skip


def _pairs(node: Node, path: tuple[str, ...]) -> list[tuple[Node, Node]]:
    held = node.get(*path)
    return held.pairs if held is not None and held.kind == "mapping" else []
