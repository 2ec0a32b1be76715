"""Variables of Ansible, of groups, machines and roles: ports by the names of services, and all that a page may list by key.

Format: https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html
A variable of a group or a machine stands for the role's default; what is set so is no port of the service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.readers.config.gates import LETS_IN
from consistency.readers.config.inventory import of_machine
from consistency.readers.config.node import Node
from consistency.readers.config.publish import numbers
from consistency.readers.config.registry import read_registry
from consistency.readers.config.registry_keys import named_port
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.storeclients import asked, is_asked, scalars
from consistency.readers.config.yamlnodes import read_yaml
from consistency.values import exact
from consistency.values.address import canonical, is_address, reach
from consistency.values.key import is_domain
from consistency.values.port import valid

_ROLE = lazily(r"(?:^|/)roles/(?P<role>[^/]+)/(?P<kind>defaults|vars)/")
_KEY = lazily(r"^([A-Za-z_]\w*)[ \t]*:", re.MULTILINE)
_HOST = lazily(r"[A-Za-z][A-Za-z0-9-]*")
#: A port of a group's variables that says of itself what it is.
_LISTENED = lazily(r"_(?:listen|http|web)_port$")
#: `alertmanager_web_listen_address: "127.0.0.1:9093"`.
_LISTENING = lazily(
    r"(?P<of>[a-z][a-z0-9]*(?:_[a-z0-9]+)*?)_(?:(?:web|http|server)_)?(?:listen_addr(?:ess)?|bind_addr(?:ess)?|http_addr(?:ess)?|listen)"
)
#: `grafana_root_url: https://metrics.acme.io/`.
_URL = lazily(
    r"(?P<of>[a-z][a-z0-9]*(?:_[a-z0-9]+)*?)_(?:(?:root|external|public|site|web)_url|domain_name|fqdn|external_domain)"
)
_PUBLIC = lazily(r"https://(?P<name>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+)/?", re.IGNORECASE)
_SOCKET = lazily(r"(?P<host>\[[0-9a-fA-F:]+\]|\d{1,3}(?:\.\d{1,3}){3}|localhost|\*)?:(?P<port>[1-9]\d{0,4})")
_ANONYMOUS = lazily(r"(?P<of>[a-z]+)_(?:auth_)?anonymous(?:_(?:access|auth))?_enabled?")


def read_ansible(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """What registries say, of a role's files as config; the variables by key; ports and gates of single services."""
    stream = read_yaml(sheet)
    role = _ROLE.search(sheet.file)
    registry = read_registry(sheet._replace(source="yaml"), stream)
    set_elsewhere = frozenset(key for text in siblings.values() for key in _KEY.findall(text))
    own = [(key.text, value) for root in stream.roots for key, value in root.pairs]
    keys = {key for key, _ in own}
    hidden = {value.start for key, value in own if is_asked(key, keys) or (role and key in set_elsewhere)}
    lines = {sheet.span(start, start).line for start in hidden}
    claims = [claim._replace(role="config") if role else claim for claim in registry.claims if claim.line not in lines]
    for root in stream.roots:
        single = list(_single(sheet, root, role["role"] if role else "", set_elsewhere))
        lines = {claim.line for claim in single}
        claims = [claim for claim in claims if claim.line not in lines or claim.attribute != "port"]
        claims += [*_by_key(sheet, root), *of_machine(sheet, root), *single, *asked(sheet, scalars(root.pairs))]
    return registry._replace(claims=tuple(dict.fromkeys(claims)))


def _by_key(sheet: Sheet, root: Node) -> Iterator[Claim]:
    """The ports and domains among the variables, by their keys: what the page on the variables lists."""
    for key, value in root.pairs:
        if value.kind != "scalar" or value.inner < 0:
            continue
        fields: dict[str, Any] = {"service": exact.variable(key.text), "source": PROJECT}
        if key.text.endswith("_port"):
            for number in numbers(value.text) if value.text.isdecimal() else ():
                yield sheet.claim("port", str(number), *value.own(), port=number, **fields)
        elif is_domain(key.text, value.text):
            yield sheet.claim("domain", value.text.lower(), *value.own(), **fields)


def _single(sheet: Sheet, root: Node, role: str, elsewhere: Set[str]) -> Iterator[Claim]:
    """`wireguard_port` of the role wireguard, `loki_http_port` beside the machine in `loki_host`; who is let in."""
    given = {key.text: value for key, value in root.pairs if value.kind == "scalar"}
    for key, value in root.pairs:
        if value.kind != "scalar" or value.inner < 0 or (role and key.text in elsewhere):
            continue
        service = named_port(key.text)
        host = given.get(f"{service}_host")
        placed = host is not None and _HOST.fullmatch(host.text) is not None and reach(host.text) == "name"
        own = squash(service)[0] == squash(role)[0] if service and role else _LISTENED.search(key.text) is not None
        fields: dict[str, Any] = {"service": service, "host": host.text if placed and host else ""}
        for number in numbers(value.text) if (own or placed) and value.text.isdecimal() else ():
            yield sheet.claim("port", str(number), *value.own(), port=number, **fields)
            if placed and host:
                yield sheet.claim("host", host.text, *host.own(), **fields)
        yield from _listening(sheet, key.text, value)
        yield from _bound(sheet, key.text, value, given)
        if (url := _URL.fullmatch(key.text)) and (found := _PUBLIC.fullmatch(value.text)):
            place = (value.inner + end for end in found.span("name"))
            yield sheet.claim("domain", found["name"].lower(), *place, service=url["of"])
        if (match := _ANONYMOUS.fullmatch(key.text)) and (said := LETS_IN.get(value.text.lower())):
            yield sheet.claim("gate", said, *value.own(), service=match["of"])


def _bound(sheet: Sheet, key: str, value: Node, given: Mapping[str, Node]) -> Iterator[Claim]:
    """The address alone, `loki_http_listen_address: 127.0.0.1`, of what has a port beside."""
    match = _LISTENING.fullmatch(key)
    ports = (
        {node.text for other, node in given.items() if match and named_port(other) == match["of"]} if match else set()
    )
    if match and len(ports) == 1 and (port := ports.pop()).isdecimal() and is_address(value.text):
        at: dict[str, Any] = {"service": match["of"], "port": int(port), "statement": sheet.statement(value.start)}
        yield sheet.claim("bind", canonical(value.text), *value.own(), **at)


def _listening(sheet: Sheet, key: str, value: Node) -> Iterator[Claim]:
    """port and bind of a socket that a variable gives to the service before its name's end."""
    match = _LISTENING.fullmatch(key)
    socket = _SOCKET.fullmatch(value.text) if match else None
    if not match or not socket or not valid(port := int(socket["port"])):
        return
    at: dict[str, Any] = {"service": match["of"], "port": port, "statement": sheet.statement(value.start)}
    yield sheet.claim("port", str(port), *(value.inner + end for end in socket.span("port")), **at)
    if socket["host"]:
        place = (value.inner + end for end in socket.span("host"))
        yield sheet.claim("bind", canonical(socket["host"].strip("[]")), *place, **at)
