"""What is called in a cluster by its own DNS: `url: http://bridge.monitoring.svc:8000/alert`, in whichever object.

Format: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node, walk
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.port import valid

_URL = lazily(
    r"https?://(?P<name>[a-z0-9][a-z0-9-]*)\.(?P<namespace>[a-z0-9][a-z0-9-]*)\.svc(?:\.cluster\.local)?\.?:(?P<port>\d{2,5})(?P<path>/[A-Za-z0-9][\w/-]{0,80})"
)


def calls(sheet: Sheet, node: Node) -> Iterator[Claim]:
    """The port of each whole scalar that is such a URL with a path."""
    if ".svc" not in sheet.text:
        return
    for scalar in walk(node):
        match = _URL.fullmatch(scalar.text) if scalar.kind == "scalar" and ".svc" in scalar.text else None
        if match and valid(int(match["port"])):
            place = scalar.within(*match.span("port"), sheet.text)
            service = exact.call(match["name"], match["namespace"], match["path"])
            yield sheet.claim(
                "port", match["port"], *place, service=service, port=int(match["port"]), namespace="pod", source=PROJECT
            )
