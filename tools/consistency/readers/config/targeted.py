"""Ports to which Services of a cluster lead, and those that the pods with their label declare.

Formats: https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service and, for the annotation by which
Prometheus finds a pod, https://github.com/prometheus-community/helm-charts (scrape by pod annotations)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consistency.model.claim import PROJECT, Claim
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.port import valid

#: Labels by which a Service finds its pods.
_LABELS = ("app", "app.kubernetes.io/name", "k8s-app", "name")
_TEMPLATES = (("spec", "template"), ("spec", "jobTemplate", "spec", "template"), ())
_SCRAPED = "prometheus.io/port"


def targets(sheet: Sheet, node: Node) -> Iterator[Claim]:
    """call claims of the ports inside to which a Service leads, by the label of its pods."""
    pods = _label(node.get("spec", "selector"))
    for entry in node.list("spec", "ports") if pods else ():
        target = entry.get("targetPort") or entry.get("port")
        yield from _claim(sheet, target, "call", pods, entry.word("protocol"))


def declared(sheet: Sheet, node: Node) -> Iterator[Claim]:
    """port claims of what a workload's containers declare; a call claim of where its annotation has the numbers."""
    for path in _TEMPLATES:
        template = node.get(*path) if path else node
        pods = _label(template.get("metadata", "labels")) if template else ""
        if template is None or not pods:
            continue
        for container in template.list("spec", "containers"):
            for entry in container.list("ports"):
                yield from _claim(sheet, entry.get("containerPort"), "port", pods, entry.word("protocol"))
        for claim in _claim(sheet, template.get("metadata", "annotations", _SCRAPED), "call", pods, ""):
            yield claim._replace(part=exact.METRICS)
        return


def _label(labels: Node | None) -> str:
    return next((text for key in _LABELS if (text := labels.word(key))), "") if labels else ""


def _claim(sheet: Sheet, port: Node | None, attribute: str, pods: str, protocol: str) -> Iterator[Claim]:
    if sheet.role != "config":
        return  # a page shows what it likes
    if (
        port is not None
        and port.kind == "scalar"
        and port.text.isascii()
        and port.text.isdecimal()
        and len(port.text) <= 5
    ):
        number = int(port.text)
        if valid(number) and port.inner >= 0:
            known: dict[str, Any] = {"port": number, "protocol": (protocol or "TCP").lower(), "namespace": "pod"}
            place = port.within(0, len(port.text), sheet.text)
            yield sheet.claim(attribute, port.text, *place, service=exact.pods(pods), source=PROJECT, **known)
