"""Kubernetes manifests: what workloads, Services, routes and kind clusters open, and in whose namespace.

A nodePort is the node's; a containerPort the container's; targetPort and the port of a Service inside the cluster are
the pod's. A hostPort, the port of a LoadBalancer and the containers of a pod with hostNetwork are the host's. Of a
kind cluster, hostPort is the host's and containerPort the node's.
Formats: https://kubernetes.io/docs/reference/kubernetes-api/, https://kind.sigs.k8s.io/docs/user/configuration/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.readers.config.admission import sign_ups
from consistency.readers.config.balanced import asked_for
from consistency.readers.config.cluster_calls import calls
from consistency.readers.config.cluster_routes import custom, gates, routes
from consistency.readers.config.comments import above, stated, subject, trailing
from consistency.readers.config.doorways import doorways
from consistency.readers.config.endpoint import called, found
from consistency.readers.config.node import Node
from consistency.readers.config.publish import numbers
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.storeclients import asked, scalars
from consistency.readers.config.targeted import declared, targets
from consistency.readers.config.yamlnodes import read_yaml
from consistency.values import exact
from consistency.values.address import is_address, reach
from consistency.values.switch import login

_WORKLOADS = frozenset(("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod"))


def read_kubernetes(sheet: Sheet) -> Reading:
    """Claims of every object of a stream, items of Lists included; what a template hides is left out."""
    stream = read_yaml(sheet)
    claims: list[Claim] = list(stream.problems)
    for root in stream.roots:
        for item in [root, *root.list("items")]:
            claims += _object(sheet, item)
    return Reading(tuple(dict.fromkeys(claims)))


def _object(sheet: Sheet, node: Node) -> Iterator[Claim]:
    kind, name = node.word("kind"), node.word("metadata", "name")
    yield from calls(sheet, node)
    if kind == "Cluster" and "kind.x-k8s.io" in node.word("apiVersion"):
        yield from _kind_cluster(sheet, node)
        return
    if not name:
        return
    yield from doorways(sheet, node, name)
    if kind in ("Service", "Gateway"):
        yield from asked_for(sheet, node, name)
    if kind == "Service" and node.list("spec", "ports"):
        yield from _service(sheet, node, name)
        yield from targets(sheet, node)
    elif kind in _WORKLOADS:
        yield from _workload(sheet, node, name)
        yield from declared(sheet, node)
    elif kind == "ConfigMap":
        data = node.get("data")
        yield from asked(sheet, scalars(data.pairs) if data is not None else ())
    elif kind in ("Ingress", "HTTPRoute", "IngressRoute"):
        yield from routes(sheet, node)
        yield from gates(sheet, node)
    else:
        yield from custom(sheet, node, name)


_OF_WEB = ("80", "443")
#: Names of a Service's ports that say what is spoken there beside the service's own pages.
_PARTS = frozenset(("ssh", "grpc", "metrics", "admin", "otlp", "amqp"))


def port_claim(sheet: Sheet, node: Node | None, space: str, **fields: Any) -> Iterator[Claim]:
    """The port that a scalar gives, nothing where it is a name or a variable."""
    if node is None or node.kind != "scalar":
        return
    for number in numbers(node.text) if node.text.isdecimal() else []:
        place = node.within(0, len(node.text), sheet.text)
        yield sheet.claim("port", str(number), *place, **{**fields, "port": number, "namespace": space})


def _service(sheet: Sheet, node: Node, name: str) -> Iterator[Claim]:
    balanced = node.word("spec", "type") == "LoadBalancer"
    address = node.word("spec", "loadBalancerIP")
    for entry in node.list("spec", "ports"):
        fields: dict[str, Any] = {"service": name, "statement": sheet.statement(entry.start)}
        fields["protocol"] = (entry.word("protocol") or "TCP").lower()
        part = entry.word("name").lower() if len(node.list("spec", "ports")) > 1 else ""
        outer = {**fields, "part": part if part in _PARTS else ""}
        own = {**outer, "host": address} if is_address(address) else outer
        outside = balanced and entry.word("port") not in _OF_WEB  # those are a front's, whatever is behind it
        yield from port_claim(sheet, entry.get("port"), "host" if outside else "pod", **own)
        for told in (exact.service(name), exact.called(name, node.word("metadata", "namespace"))):
            yield from port_claim(sheet, entry.get("port"), "pod", **{**fields, "service": told, "source": PROJECT})
        yield from port_claim(sheet, entry.get("targetPort"), "pod", **fields)
        for port in (entry.get("port"), entry.get("targetPort"), entry.get("nodePort")):
            yield from port_claim(sheet, port, "pod", **_anywhere(fields))
        yield from port_claim(sheet, entry.get("nodePort"), "node", **outer)


def _workload(sheet: Sheet, node: Node, name: str) -> Iterator[Claim]:
    paths = (("spec",), ("spec", "template", "spec"), ("spec", "jobTemplate", "spec", "template", "spec"))
    pod = next(
        (found_ for path in paths if (found_ := node.get(*path)) is not None and found_.list("containers")), None
    )
    for index, container in enumerate(pod.list("containers") if pod else []):
        on_host = pod is not None and pod.word("hostNetwork") == "true"
        service = name if index == 0 else container.word("name") or name
        yield from _container(sheet, container, service, "host" if on_host else "container")


def _anywhere(fields: dict[str, Any]) -> dict[str, Any]:
    """As pages have it that do not say which of a workload's ports they mean."""
    return {**fields, "service": exact.workload(fields["service"]), "source": PROJECT}


def _container(sheet: Sheet, node: Node, service: str, space: str) -> Iterator[Claim]:
    ports = {entry.word("name"): entry.get("containerPort") for entry in node.list("ports")}
    for entry in node.list("ports"):
        fields: dict[str, Any] = {"service": service, "statement": sheet.statement(entry.start)}
        fields["protocol"] = (entry.word("protocol") or "TCP").lower()
        yield from port_claim(sheet, entry.get("containerPort"), space, **fields)
        yield from port_claim(sheet, entry.get("containerPort"), "pod", **_anywhere(fields))
        yield from port_claim(sheet, entry.get("hostPort"), "host", **fields)
        address, port = entry.get("hostIP"), entry.word("hostPort")
        if address is not None and is_address(address.text) and port.isdecimal():
            place = address.within(0, len(address.text), sheet.text)
            yield from (sheet.claim("bind", address.text, *place, port=n, **fields) for n in numbers(port))
    for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
        path = node.get(probe, "httpGet", "path")
        port = node.word(probe, "httpGet", "port")
        named = ports.get(port)
        number = next(iter(numbers(named.text if named else port)), 0)
        if path is not None and path.text.startswith("/"):
            place = path.within(0, len(path.text), sheet.text)
            yield sheet.claim("health", path.text, *place, service=service, port=number, namespace=space)
    yield from asked(
        sheet, scalars([(entry.get("name") or entry, entry.get("value") or entry) for entry in node.list("env")])
    )
    for entry in node.list("env"):
        value = entry.get("value")
        if value is not None and (said := login(entry.word("name"), value.text)):
            yield sheet.claim("auth", said, *value.own(), service=service)
        if value is not None:
            yield from sign_ups(sheet, service, entry.word("name"), value.text, value.own())
        for url in found(value.text) if value is not None and value.inner >= 0 else []:
            if url.port and reach(url.host) != "public":
                yield called(sheet, url, value.inner if value else 0, service, namespace="pod")


def _kind_cluster(sheet: Sheet, node: Node) -> Iterator[Claim]:
    """The published ports of a kind cluster; whose they are only a comment can say."""
    scope = ",".join(filter(None, [sheet.scope, node.word("name") and f"cluster:{node.word('name')}"]))
    for entry in (mapping for machine in node.list("nodes") for mapping in machine.list("extraPortMappings")):
        comments = above(sheet, sheet.row(entry.start)) + [
            comment for _, value in entry.pairs if (comment := trailing(sheet, value.end))
        ]
        service = next((name for comment in reversed(comments) if (name := subject(comment.text, whole=True))), "")
        fields: dict[str, Any] = {"service": service, "statement": sheet.statement(entry.start), "scope": scope}
        fields["protocol"] = (entry.word("protocol") or "TCP").lower()
        yield from port_claim(sheet, entry.get("hostPort"), "host", **fields)
        yield from port_claim(sheet, entry.get("containerPort"), "node", **fields)
        address, port = entry.get("listenAddress"), entry.word("hostPort")
        if address is not None and is_address(address.text) and port.isdecimal():
            place = address.within(0, len(address.text), sheet.text)
            yield from (sheet.claim("bind", address.text, *place, port=n, **fields) for n in numbers(port))
        yield from stated(sheet, comments, service, scope=scope)
