"""Routes into a cluster (Ingress, HTTPRoute, Traefik's IngressRoute), and objects of kinds that somebody defined.

Formats: https://kubernetes.io/docs/concepts/services-networking/ingress/, https://gateway-api.sigs.k8s.io,
https://doc.traefik.io/traefik/routing/providers/kubernetes-crd/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.gates import Ask, Gate, Word, gate_claims, gate_of, middlewares
from consistency.readers.config.helm import value_claims
from consistency.readers.config.node import Node, walk
from consistency.readers.config.publish import numbers
from consistency.readers.config.sheet import Sheet

_DOMAIN = lazily(r"[A-Za-z0-9](?:[\w-]*\.)+[A-Za-z][\w-]+")
_ASKING = {"auth-type": "basic", "auth-url": "forward", "auth-signin": "forward", "auth-tls-secret": "certificate"}
_RULE_HOST = lazily(r"Host(?:SNI)?\(([^)]*)\)")
_RULE_PATH = lazily(r"Path(?:Prefix)?\([`'\"](/[^`'\"]*)")


def gates(sheet: Sheet, node: Node) -> Iterator[Claim]:
    """What an Ingress or IngressRoute asks for, for each name and service; nothing of routes whose policies are objects of their own."""
    if node.word("kind") == "Ingress":
        gate = annotated(node.map("metadata", "annotations"))
        for rule in node.list("spec", "rules"):
            host = rule.get("host")
            for path in rule.list("http", "paths"):
                service = path.word("backend", "service", "name") or path.word("backend", "serviceName")
                yield from _gate(sheet, gate, host, service, path.word("path"))
    for route in node.list("spec", "routes") if node.word("kind") == "IngressRoute" else ():
        match = route.get("match")
        asked = middlewares([(one.word("name"), one.start) for one in route.list("middlewares")], {}, False)
        prefix = _RULE_PATH.search(match.text) if match else None
        for target in route.list("services"):
            yield from _gate(sheet, asked, match, target.word("name"), prefix[1] if prefix else "")


def _gate(sheet: Sheet, gate: Gate | None, at: Node | None, service: str, path: str) -> Iterator[Claim]:
    if at is not None and service:
        names = [Word(name[0], at.within(*name.span(), sheet.text)[0]) for name in _DOMAIN.finditer(at.text)]
        yield from gate_claims(sheet, gate, service, names, path.rstrip("*").rstrip("/"))


def annotated(annotations: Mapping[str, tuple[Node, Node]]) -> Gate | None:
    """By its annotations: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/."""
    said = {key.rpartition("/")[2]: value for key, (_, value) in annotations.items()}
    if names := said.get("router.middlewares"):
        return middlewares([(name, names.own()[0]) for name in names.text.split(",")], {}, False)
    asks = []
    for key, value in said.items():
        if key in _ASKING and value.text and value.text not in ("none", "off"):
            other = key == "auth-type" and value.text not in ("basic", "digest")
            asks.append(Ask("asked" if other else _ASKING[key], *value.own()))
        elif key == "auth-tls-verify-client" and value.text != "on":
            return None  # a certificate is looked at, and not asked for
    if asks:
        return gate_of([asks])
    return None if any("auth" in key or "snippet" in key for key in said) else Gate("none", sure=False)


def routes(sheet: Sheet, node: Node) -> Iterator[Claim]:
    """domain claims: which service answers under a name, `part` the path."""
    for rule in node.list("spec", "rules"):
        host = rule.get("host")
        for path in rule.list("http", "paths"):
            backend = path.word("backend", "service", "name") or path.word("backend", "serviceName")
            number = path.get("backend", "service", "port", "number") or path.get("backend", "servicePort")
            yield from _domain(sheet, host, backend, number.text if number else "", path.word("path"))
            yield from _upstream(sheet, backend, number)
        backends = [(ref.word("name"), ref.word("port")) for ref in rule.list("backendRefs")]
        paths = [found_.word("path", "value") for found_ in rule.list("matches")] or [""]
        for name in node.list("spec", "hostnames"):
            for backend, port in backends:
                for path_ in paths:
                    yield from _domain(sheet, name, backend, port, path_)
    for route in node.list("spec", "routes"):
        match = route.get("match")
        rule_ = _RULE_HOST.search(match.text) if match else None
        if match is None or rule_ is None:
            continue
        prefix = _RULE_PATH.search(match.text)
        for service in route.list("services"):
            fields = _fields(service.word("name"), service.word("port"), prefix[1] if prefix else "")
            for domain in _DOMAIN.finditer(match.text, *rule_.span(1)):
                yield sheet.claim("domain", domain[0], *match.within(*domain.span(), sheet.text), **fields)


def _fields(service: str, port: str, path: str) -> dict[str, Any]:
    number = next(iter(numbers(port)), 0) if port.isdecimal() else 0
    return {"service": service, "port": number, "namespace": "pod", "part": path.rstrip("/").rstrip("*").rstrip("/")}


def _domain(sheet: Sheet, host: Node | None, service: str, port: str, path: str) -> Iterator[Claim]:
    if host is not None and service and _DOMAIN.fullmatch(host.text):
        place = host.within(0, len(host.text), sheet.text)
        yield sheet.claim("domain", host.text, *place, **_fields(service, port, path))


def _upstream(sheet: Sheet, service: str, port: Node | None) -> Iterator[Claim]:
    if service and port is not None and port.kind == "scalar" and (fields := _fields(service, port.text, ""))["port"]:
        yield sheet.claim("port", str(fields["port"]), *port.within(0, len(port.text), sheet.text), **fields)


def custom(sheet: Sheet, node: Node, name: str) -> Iterator[Claim]:
    """Of an object of an unknown kind: scalars called port and domain, below its spec."""
    spec = node.get("spec")
    values = node.get("spec", "values")
    if values is not None:
        yield from value_claims(sheet, values, name)
        return
    for mapping in walk(spec) if spec is not None else []:
        for key, value in mapping.pairs:
            place = value.within(0, len(value.text), sheet.text)
            if key.text in ("port", "containerPort", "targetPort") and value.text.isdecimal():
                for number in numbers(value.text):
                    yield sheet.claim("port", str(number), *place, service=name, port=number, namespace="container")
            elif key.text == "nodePort" and value.text.isdecimal():
                for number in numbers(value.text):
                    yield sheet.claim("port", str(number), *place, service=name, port=number, namespace="node")
            elif key.text in ("domain", "hostname") and _DOMAIN.fullmatch(value.text):
                yield sheet.claim("domain", value.text, *place, service=name)
