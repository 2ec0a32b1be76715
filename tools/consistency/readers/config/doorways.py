"""Through which gateway, or by which class of ingress, a manifest or a release leads to its app.

Formats: https://gateway-api.sigs.k8s.io/reference/spec/#parentreference (`parentRefs`),
https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class (`ingressClassName`; `className` in values of charts)
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.readers.config.keys import leaves
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values import doorway, exact

_CLASSES = frozenset(("ingressClassName", "kubernetes.io/ingress.class"))
_ROUTED = frozenset(("HelmRelease", "Ingress", "HTTPRoute", "Application"))


def doorways(sheet: Sheet, node: Node, name: str) -> Iterator[Claim]:
    """call claims: internal or external, by the name of the object."""
    if sheet.role != "config" or node.word("kind") not in _ROUTED:
        return
    for leaf, path in leaves(node):
        led = (
            path[-1] in _CLASSES
            or path[-2:] == ("parentRefs", "name")
            or (path[-1] == "className" and "ingress" in path)
        )
        if led and leaf.inner >= 0 and (side := doorway.side(leaf.text)):
            yield sheet.claim("call", side, *leaf.own(), service=exact.doorway(name), source=PROJECT)
