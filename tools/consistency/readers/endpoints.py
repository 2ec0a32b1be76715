"""Endpoints of the one program that a chart deploys, on pages that do not name it: `metrics` among the ports of the pod."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values import exact

_POD = lazily(r"\b(?:pods?|containers?)\b", re.IGNORECASE)
_SERVICE = lazily(r"\bservices?\b", re.IGNORECASE)
#: `Every pod serves Prometheus metrics on port 9100`
_SERVED = lazily(
    r"\b(?:each|every|the|a) pods?\b[^.;:|]{0,40}\b(?P<name>metrics|grpc|health|admin|http)\b[^.;:|]{0,20}\bon (?:container )?port `?(?P<port>\d{2,5})(?![\w.-])",
    re.IGNORECASE,
)
#: `The UI is then on every node at port 30880`
_NODES = lazily(
    r"\b(?:ui|interface|dashboard|app|service|it)\b[^.;:|]{0,20}\bon (?:every|each|any|all) (?:of the )?nodes?\b[^.;:|]{0,20}\bport `?(?P<port>3[0-2]\d{3})(?![\w.-])",
    re.IGNORECASE,
)


def of_chart(claim: Claim, context: Context) -> Claim | None:
    """The claim of an endpoint that names nobody, of the pod where the heading or the paragraph above says so, or of the nodes."""
    name = exact.endpoint(claim.service) if claim.attribute == "port" and claim.role == "canon" else ""
    if not name or claim.namespace == "host":
        return None
    above = f"{context.heading} {context.lead}"
    node = claim.namespace == "node" or (not claim.namespace and 30000 <= claim.port <= 32767)
    if not node and (not _POD.search(above) or _SERVICE.search(context.heading)):
        return None
    return claim._replace(service=name, host="", namespace="node" if node else "container", source=PROJECT)


def told(passage: Passage, context: Context) -> Iterator[Claim]:
    """What a sentence says of every pod."""
    if context.role == "canon" and "node" in passage.text:
        yield from _on_nodes(passage, context)
    for match in _SERVED.finditer(passage.text) if "pod" in passage.text and context.role == "canon" else ():
        yield make(
            context, passage, *match.span("port"), "port", match["port"], service=exact.endpoint(match["name"]), host="",
            port=int(match["port"]), namespace="container", source=PROJECT, statement=f"L{passage.line}",
        )  # fmt: skip


def _on_nodes(passage: Passage, context: Context) -> Iterator[Claim]:
    """Where the program is on every node, as whoever installs its chart opens it."""
    for match in _NODES.finditer(passage.text):
        yield make(
            context, passage, *match.span("port"), "port", match["port"], service=exact.endpoint("http"), host="",
            port=int(match["port"]), namespace="node", source=PROJECT, statement=f"L{passage.span(*match.span('port')).line}",
        )  # fmt: skip
