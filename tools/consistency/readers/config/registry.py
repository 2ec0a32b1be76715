"""Registries of services in JSON, JSON Lines, YAML and TOML, dashboards too: entries with a name and an endpoint.

An entry is a mapping with a port-like or URL-like key, and it counts only among its like: in a list, or in a mapping
of mappings. What makes a key port-like is its name after case and punctuation are dropped. People keep these lists as
they keep a table in a document, so their claims have the role canon. A file without a registry has no problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.claim import Claim, Reading
from consistency.readers.config import mcp
from consistency.readers.config.endpoint import found, is_private
from consistency.readers.config.hosts import host_claims
from consistency.readers.config.inventory import inventoried
from consistency.readers.config.node import Node, walk
from consistency.readers.config.publish import numbers
from consistency.readers.config.registry_entry import entry_claims
from consistency.readers.config.registry_keys import (
    COLLECTION,
    FOREIGN,
    NAMES,
    has_sides,
    is_of_dns,
    named_port,
    plain,
    role,
)
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import Stream


class Entry(NamedTuple):
    """One service: `key` is its key in a mapping of entries, None in a list; `group` the heading node's text."""

    node: Node
    key: Node | None


def read_registry(sheet: Sheet, stream: Stream) -> Reading:
    """Claims of every entry of every collection in the stream."""
    sheet = sheet._replace(role="canon")
    claims: list[Claim] = []
    roots = [root for root in stream.roots if not FOREIGN & {key.text for key, _ in root.pairs}]
    if any(mcp.is_client(sheet, root) for root in roots):
        return Reading(tuple(claim for root in roots for claim in mcp.servers(sheet._replace(role="config"), root)))
    entries = [entry for root in roots for entry in _entries(root, _is_named_for_it(sheet.file))]
    if len(roots) > 1:
        entries += [Entry(root, None) for root in roots if _is_entry(root)]
    local = any(_ports(entry.node) or _private(entry.node) for entry in entries)
    for entry in entries:
        if local or _private(entry.node):
            claims += entry_claims(sheet, entry.node, entry.key, _name(entry))
    for root in roots:
        claims += _postures(sheet, root)
        claims += (*host_claims(sheet, root), *inventoried(sheet, root))
        claims += _flat(sheet, root, _is_port_map(sheet.file))
        claims += _suffixed(sheet, root)
    problems = stream.problems if claims or _is_named_for_it(sheet.file) else ()
    return Reading(tuple(dict.fromkeys((*problems, *claims))))


def _is_named_for_it(path: str) -> bool:
    return COLLECTION.search(path.split("/")[-1]) is not None


def _is_port_map(path: str) -> bool:
    return bool(re.search(r"(?<![a-z])ports?(?![a-z])", path.lower().split("/")[-1]))


def _entries(root: Node, alone: bool) -> Iterator[Entry]:
    """Entries of the collections below a node, in document order; one entry is enough where `alone`."""
    keys = {id(value): key.text for node in walk(root) for key, value in node.pairs}
    within = {id(value) for node in walk(root) if _is_entry(node) for _, value in node.pairs}  # a widget of an entry
    for node in walk(root):
        if node.kind == "sequence":
            listed = [Entry(item, None) for item in node.items if _is_entry(item)]
            entries = [entry for entry in listed if _name(entry)]
        elif node.kind == "mapping":
            entries = [
                Entry(value, key)
                for key, value in node.pairs
                if key.kind == "scalar" and _is_entry(value) and id(value) not in within
            ]
            if not (alone or _is_collection(node, keys.get(id(node), ""), entries)):
                entries = []
        else:
            continue
        if len(entries) > 1 or alone:
            yield from entries


def _is_collection(node: Node, key: str, entries: list[Entry]) -> bool:
    """Is a mapping of mappings a list of services, and not the sections of one program's settings?"""
    if COLLECTION.search(key):
        return True
    telling = [entry for entry in entries if _name(entry) is not entry.key or has_sides(entry.node)]
    return len(telling) > 1 or 2 < len(entries) == len(node.pairs)


def _is_entry(node: Node) -> bool:
    return node.kind == "mapping" and (bool(_ports(node)) or any(_url(key, value) for key, value in node.pairs))


def _ports(node: Node) -> list[tuple[Node, Node]]:
    return [(key, value) for key, value in node.pairs if role(plain(key.text)).endswith("port") and _is_port(value)]


def _is_port(value: Node) -> bool:
    below = [*value.items, *(other for _, other in value.pairs)]
    if below:
        return all(item.kind == "scalar" and _is_port(item) for item in below)
    return value.kind == "scalar" and bool(re.fullmatch(r"\d{2,5}|(?:[\d.]+:)?\d{2,5}:\d{2,5}(?:/\w+)?", value.text))


def _url(key: Node, value: Node) -> bool:
    return role(plain(key.text)) == "url" and value.kind == "scalar" and bool(found(value.text))


def _private(node: Node) -> bool:
    return any(is_private(found(value.text)[0].host) for key, value in node.pairs if _url(key, value))


def _name(entry: Entry) -> Node | None:
    by_key = {plain(key.text): value for key, value in reversed(entry.node.pairs) if value.kind == "scalar"}
    for word in NAMES:
        value = by_key.get(word)
        if value is not None and re.search(r"[^\W\d_]", value.text) and "://" not in value.text:
            return value
    return entry.key


def _postures(sheet: Sheet, root: Node) -> Iterator[Claim]:
    """`posture: {ollama: maintenance-only}`: which direction each technology takes."""
    for node in (value for parent in walk(root) for key, value in parent.pairs if plain(key.text) == "posture"):
        for key, value in node.pairs:
            if value.kind == "scalar" and value.text:
                at = sheet.statement(key.start)
                yield sheet.claim("posture", value.text, *value.own(), service=key.text, statement=at)


def _flat(sheet: Sheet, root: Node, whole: bool) -> Iterator[Claim]:
    """`ports: {grafana: 3000, prometheus: 9090}`: a mapping of names to numbers that says it holds ports."""
    maps = [value for key, value in root.pairs if plain(key.text) in ("ports", "portmap", "portregistry")]
    for node in ([root] if whole else []) + maps:
        pairs = [(key, value) for key, value in node.pairs if value.kind == "scalar" and key.text[:1] not in ("$", "_")]
        if len(pairs) < 2 or not all(re.fullmatch(r"\d{2,5}", value.text) for _, value in pairs):
            continue
        for key, value in pairs:
            yield from _said(sheet, key, value, key.text)


def _suffixed(sheet: Sheet, root: Node) -> Iterator[Claim]:
    """`grafana_port: 3000` beside `loki_port: 3100`: settings whose keys name the service."""
    for node in walk(root):
        pairs = [(service, key, value) for key, value in node.pairs if (service := named_port(key.text))]
        pairs = [(service, key, value) for service, key, value in pairs if re.fullmatch(r"\d{2,5}", value.text)]
        if len(pairs) > 1:
            for service, key, value in pairs:
                yield from _said(sheet, key, value, service)


def _said(sheet: Sheet, key: Node, value: Node, service: str) -> Iterator[Claim]:
    for number in numbers(value.text):
        at = sheet.statement(key.start)
        part = "dns" if is_of_dns(key.text) else ""
        yield sheet.claim("port", str(number), *value.own(), service=service, port=number, statement=at, part=part)
