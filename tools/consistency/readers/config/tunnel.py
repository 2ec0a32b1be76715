"""Tunnels of cloudflared: the public names, and the local ports to which they lead.

Format: https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/do-more-with-tunnels/local-management/configuration-file/
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim, Reading
from consistency.readers.config.comments import above, subject
from consistency.readers.config.gates import Word
from consistency.readers.config.node import Node
from consistency.readers.config.route import Route, route_claims, upstream
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import read_yaml


def read_tunnel(sheet: Sheet) -> Reading:
    """Domain, exposure and upstream claims of each rule; a comment directly above one may name the service."""
    stream = read_yaml(sheet)
    claims = [claim for root in stream.roots for entry in root.list("ingress") for claim in _rule(sheet, entry)]
    return Reading(tuple(dict.fromkeys((*stream.problems, *claims))))


def _rule(sheet: Sheet, entry: Node) -> Iterator[Claim]:
    target = upstream(entry.get("service"))
    name = entry.get("hostname")
    if target is None or name is None or name.inner < 0:
        return
    comments = above(sheet, sheet.row(entry.start))
    called = subject(comments[-1].text, whole=True) if comments else ""
    path = entry.word("path").lstrip("^").rstrip("/.*$")
    yield from route_claims(sheet, Route(*target, path, (Word(name.text, name.inner),), service=called))
