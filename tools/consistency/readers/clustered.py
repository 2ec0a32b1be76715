"""Tables of what a cluster runs: ports of Services, of what listens in a namespace, and of the cluster's nodes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers import exactly
from consistency.readers.context import Context
from consistency.readers.headers import Column
from consistency.values.port import NODE_PORTS

#: So many containers with one port are not on one machine.
_CROWD = 3
_OF_NODES = lazily(r"\bnode ?ports?\b", re.IGNORECASE)
_SERVICE_PORT = lazily(r"(?P<of>(?:service|svc|cluster) )?ports?", re.IGNORECASE)
_TARGET_PORT = lazily(r"target ?ports?", re.IGNORECASE)
_KINDS = frozenset(("clusterip", "nodeport", "loadbalancer", "headless", "externalname"))
_NAMESPACES = frozenset(("namespace", "ns", "k8s namespace", "kubernetes namespace"))


def of_cluster(claims: list[Claim], table: Table, columns: list[Column], context: Context) -> list[Claim]:
    """The claims of a table's rows with the namespaces that its columns and its heading say, and those of Services by
    their names."""
    if _are_kinds_of_services(table, columns):
        claims = [_in_cluster(claim) for claim in claims]
    if _are_of_nodes(claims, context):
        claims = [one._replace(namespace="node") if one.attribute == "port" else one for one in claims]
    elif _has_namespaces(table):
        claims = [_in_cluster(claim) for claim in claims] + exactly.of_workloads(claims)
    return claims + exactly.of_services(claims) if _is_of_services(table, columns) else claims


def _is_of_services(table: Table, columns: list[Column]) -> bool:
    """`Service | Port | Target port`, `Service | Service port | Node port`: what a cluster's Services listen on.

    A plain `Port` beside node ports alone may be the one inside.
    """
    heads = [
        (c.side, mask(cell.text).strip()) for c, cell in zip(columns, table.header, strict=False) if c.role == "port"
    ]
    own = [head for side, head in heads if side in ("", "host")]
    targets = any(_TARGET_PORT.fullmatch(head) for _, head in heads)
    said = _SERVICE_PORT.fullmatch(own[0]) if len(own) == 1 else None
    return said is not None and (targets or (bool(said["of"]) and any(side == "node" for side, _ in heads)))


def _are_kinds_of_services(table: Table, columns: list[Column]) -> bool:
    """`Service | Type | Port` over ClusterIP and NodePort: what a cluster's Services listen on, inside of it."""
    kinds = [index for index, c in enumerate(columns) if c.role == "kind"]
    texts = [mask(row[index].text).strip().lower() for index in kinds[:1] for row in table.rows if index < len(row)]
    return bool(texts) and _KINDS.issuperset(texts)


def _has_namespaces(table: Table) -> bool:
    """`Service | Namespace | Port`: where things listen within a cluster, if no other column is about ports."""
    heads = [mask(cell.text).strip().lower() for cell in table.header]
    return bool(_NAMESPACES.intersection(heads)) and [head for head in heads if "port" in head] == ["port"]


def _are_of_nodes(claims: Sequence[Claim], context: Context) -> bool:
    """A table below `Node ports`, of ports as nodes have them: what the cluster's nodes listen on."""
    if "node" not in context.heading.lower() or not _OF_NODES.search(context.heading):
        return False
    ports = [claim for claim in claims if claim.attribute == "port"]
    return bool(ports) and all(claim.port in NODE_PORTS and claim.namespace in ("", "host") for claim in ports)


def _in_cluster(claim: Claim) -> Claim:
    return claim._replace(namespace="pod") if claim.attribute == "port" and claim.namespace in ("", "host") else claim


def inside(claims: list[Claim], columns: list[Column]) -> list[Claim]:
    """`Stack | Container | Port`: where three containers have one port, all of theirs are inside."""
    roles = {c.role for c in columns}
    loose = [one for one in claims if one.attribute == "port" and not one.namespace and not one.host]
    most = max(Counter(one.value for one in loose).values(), default=0)
    if "container" not in roles or "host" in roles or most < _CROWD:
        return claims
    return [one._replace(namespace="container") if one in loose else one for one in claims]
