"""Pages on which several services are reached through one port, each below a path of its own name.

`http://lab:8080/grafana` and `http://lab:8080/jaeger/ui` say where a proxy listens, and nothing of the ports of these two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from consistency.model.claim import SHARED, Claim
from consistency.model.name import squash

#: What a URL without a path has of these.
_SLASHES = 2


def fronted(claims: Sequence[Claim]) -> list[Claim]:
    """The same claims; the port of a service that a page reaches through the port of several is marked as shared."""
    rows: dict[tuple[int, str, int], str] = {}  # where such a URL stands: the socket
    paths: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.attribute == "base_url" and claim.port and claim.value.count("/") > _SLASHES and claim.role == "canon":
            _, _, socket, path = claim.value.split("/", 3)
            step = squash(path.partition("/")[0])[0]
            if len(step) > 2 and squash(claim.service)[0].startswith(step):
                rows[claim.line, claim.service, claim.port] = socket
                paths[socket].add(step)
    several = {place for place, socket in rows.items() if len(paths[socket]) > 1}
    return [_shared(claim) if (claim.line, claim.service, claim.port) in several else claim for claim in claims]


def _shared(claim: Claim) -> Claim:
    return claim._replace(source=claim.source + SHARED) if claim.attribute == "port" else claim
