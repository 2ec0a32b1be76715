"""Helm values, in a file of their own or in a HelmRelease: the ports and names a chart is told to use.

Formats: https://helm.sh/docs/chart_template_guide/values_files/, https://fluxcd.io/flux/components/helm/helmreleases/
A value belongs to the nearest key above it that names something (`grafana.service.nodePort` is grafana's), else to the
release, the file or the chart's directory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.admission import sign_ups
from consistency.readers.config.balanced import KEYS as BALANCED
from consistency.readers.config.keys import by_key, leaves
from consistency.readers.config.node import Node
from consistency.readers.config.publish import numbers
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.variant import environment, stem
from consistency.readers.config.yamlnodes import read_yaml
from consistency.values import exact
from consistency.values.admission import state
from consistency.values.named_address import is_one
from consistency.values.switch import login

_SPACES = {
    "nodePort": "node", "hostPort": "host", "targetPort": "pod", "containerPort": "container",
    "internalPort": "container",
}  # fmt: skip
_STRUCTURE = lazily(
    r"services?|ports?|nodePorts?|https?|web|main|server|controller|ingress|values|global|spec|hosts?|rules|backend|primary"
    r"|master|default|config|containers?|expose|route|endpoints?|\d+"
)
_NAME = lazily(r"(?:^|/)(?:values[._-](?P<after>[\w-]+)|(?P<before>[\w-]+)[._-]values)\.ya?ml$")
_FORWARDED = lazily(r"service\.(?:\w*[pP]ort|ports?\.\w+(?:\.port)?)(?<![nN]odePort)(?<!targetPort)")
_ENDPOINT = lazily(r"(?:ports?|containerPorts?)\.(\w+)(?:\.containerPort)?|([a-z]+)\.(?:port|containerPort)")
_ON_NODES = lazily(r"(?:(?:web|ui|frontend|app|server)\.)?service\.(?:nodePort|([a-z]+)NodePort|nodePorts\.(\w+))")
_DOMAIN = lazily(r"[A-Za-z0-9](?:[\w-]*\.)+[A-Za-z][\w-]+")
_CHARTS = lazily(r"|charts?|helm|deploy(?:ment)?|k8s|kubernetes|values|config|base|apps?|infra(?:structure)?")


def read_helm(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """Claims of a values file; what names nothing there is the chart's own, which a Chart.yaml near it names."""
    match = _NAME.search(sheet.file.lower())
    own = (match["after"] or match["before"]) if match else ""
    chart = _chart(sheet, siblings)
    service = own if own and not environment(own) else chart or stem(sheet.file)
    stream = read_yaml(sheet)
    service = "" if service != chart and _CHARTS.fullmatch(service.lower()) else service
    claims = [claim for root in stream.roots for claim in value_claims(sheet, root, service)]
    if sheet.file.rpartition("/")[2] in ("values.yaml", "values.yml"):
        claims += [claim for root in stream.roots for claim in by_key(sheet, root)]
    claims += [claim for root in stream.roots for claim in _of_chart(sheet, root, chart)] if chart else []
    return Reading(tuple(dict.fromkeys((*(stream.problems if claims else ()), *claims))))


def _chart(sheet: Sheet, siblings: Mapping[str, str]) -> str:
    """The name of the one chart near a values file."""
    found = {
        root.word("name") for text in siblings.values() for root in read_yaml(Sheet.of(sheet.file, text)).roots[:1]
    }
    return next(iter(found)) if len(found) == 1 else ""


def _of_chart(sheet: Sheet, root: Node, chart: str) -> Iterator[Claim]:
    """The ports of the chart's Service, as it is forwarded, and of its program's endpoints, in the pod and on the nodes."""
    for node, path in leaves(root):
        key = ".".join(path)
        if not node.text.isdecimal():
            continue
        forwarded, inner, outer = (pattern.fullmatch(key) for pattern in (_FORWARDED, _ENDPOINT, _ON_NODES))
        named = inner or outer
        word = next((word for word in named.groups() if word), "http") if named else ""
        names = (exact.service(chart), exact.called(chart, "")) if forwarded else (exact.endpoint(word),)
        space = "pod" if forwarded else "container" if inner else "node"
        if inner and word == "metrics":
            names = (*names, exact.scraped(chart))
        for name in filter(None, names):
            for number in numbers(node.text):
                fields: dict[str, Any] = {"port": number, "namespace": space, "service": name, "source": PROJECT}
                yield sheet.claim("port", str(number), *node.own(), **fields)


def value_claims(sheet: Sheet, root: Node, service: str) -> Iterator[Claim]:
    """What a tree of values says of the release `service` and of the parts it names."""
    for node, path in leaves(root):
        yield from _value(sheet, node, path, service)


def _of_service(above: Sequence[str], release: str) -> str:
    """Whose the port `service.NAME.ports.http` is, or what is noted of `service.NAME`: of the release's first Service the
    release's; "" for any other value."""
    if "service" not in above or not release:
        return ""
    at = above.index("service")
    if len(above) < at + 3 or above[at + 2] not in ("ports", "annotations"):
        return ""
    name = above[at + 1]
    return release if name in ("app", "main", release) else f"{release}-{name}"


def _value(sheet: Sheet, node: Node, path: tuple[str, ...], service: str) -> Iterator[Claim]:
    *above, key = path
    if key in BALANCED and is_one(node.text):
        of = _of_service(above, service) or service
        yield sheet.claim(
            "call", node.text, *node.own(), service=exact.addresses(node.text), part=of, namespace="", source=PROJECT
        )
        return
    named = next((word for word in reversed(above) if word and not _STRUCTURE.fullmatch(word)), service)
    named = _of_service(above, service) or named
    fields: dict[str, Any] = {"service": named}
    space = _SPACES.get(key) or ("pod" if key == "port" and "service" in above else "")
    space = "node" if "nodePorts" in above else space
    if space and node.text.isdecimal():
        for number in numbers(node.text):
            yield sheet.claim("port", str(number), *node.own(), port=number, namespace=space, **fields)
    elif key.isupper() and (said := login(key, node.text)):
        yield sheet.claim("auth", said, *node.own(), service=service)
    elif key.isupper() and state(node.text):
        yield from sign_ups(sheet, service, key, node.text, node.own())
    elif key in ("host", "hosts", "hostname") and "ingress" in above and _DOMAIN.fullmatch(node.text):
        yield sheet.claim("domain", node.text, *node.own(), **fields)
