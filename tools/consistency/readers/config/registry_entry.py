"""The claims of one entry of a registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.endpoint import found, offered
from consistency.readers.config.node import Node
from consistency.readers.config.publish import numbers, published
from consistency.readers.config.registry_keys import AUTH, HOSTS, STATES, plain, role
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, reach
from consistency.values.blank import is_to_fill

#: An address that is no URL is the machine's: its name in full, its numbers.
_HOSTNAME = lazily(r"[\w-]+(?:\.[\w-]+)+")
_PICTURE = lazily(r"(?!mdi-|si-|sh-)(?P<name>[a-z][a-z0-9-]*)(?:\.(?:png|svg|webp))?")
_SPACES = {"inner port": "container", "node port": "node"}


def entry_claims(sheet: Sheet, node: Node, key: Node | None, name: Node | None) -> Iterator[Claim]:
    """All that a mapping says of the service `name`; `key` is its key where it stands in a mapping of entries."""
    words = {plain(other.text): value.text for other, value in node.pairs if value.kind == "scalar"}
    if "password" in words and {"user", "username"} & words.keys():
        return  # how somebody gets in there, and no entry of a register: `name` is the database's
    host = next((words[word] for word in HOSTS if words.get(word)), "")
    host = host or (words["address"] if _HOSTNAME.fullmatch(words.get("address", "")) else "")
    state = STATES.get(re.sub(r"\W", "", words.get("status", words.get("state", "")).lower()), "stated")
    state = "example" if is_to_fill(host) else state  # a pattern for an entry
    fields: dict[str, Any] = {"service": name.text if name else "", "modality": state}
    fields["statement"] = sheet.statement(key.start if key else node.start)
    fields["port"] = next((n for word, text in words.items() if role(word) == "port" for n in numbers(text)), 0)
    if host and reach(host) not in ("any", "loopback"):
        fields["host"] = host
    if key is not None and name is not None and name is not key:
        yield sheet.claim("name", key.text, *key.own(), **fields)
    for other, value in node.pairs:
        yield from _field(sheet, plain(other.text), value, fields)
    if "href" in words:
        yield from _watched(sheet, node, fields)


def _watched(sheet: Sheet, node: Node, fields: dict[str, Any]) -> Iterator[Claim]:
    """The ports at which a dashboard asks what it links to: https://gethomepage.dev/configs/services/, `siteMonitor`, `widget`.

    A title may say what something is for, "Photos"; the kind of a widget and the name of a picture are the product's.
    """
    picture = _PICTURE.fullmatch(node.word("icon"))
    product = node.word("widget", "type") or (picture["name"] if picture else "")
    if not product:
        return
    fields = {**fields, "service": product}
    linked = {(url.host, url.port) for url in found(node.word("href"))}
    asked = [node.get("siteMonitor"), node.get("widget", "url"), *(one.get("url") for one in node.list("widgets"))]
    for value in asked:
        for url in found(value.text)[:1] if value is not None and value.inner >= 0 else ():
            elsewhere = (url.host, url.port) not in linked and reach(url.host) not in ("name", "loopback", "any")
            if value is not None and elsewhere:
                own = {**fields, "host": url.host, "namespace": "host"}
                yield from (c for c in offered(sheet, url, value.inner, **own) if c.attribute == "port")


def _field(sheet: Sheet, key: str, value: Node, fields: dict[str, Any]) -> Iterator[Claim]:
    meant = role(key)
    if meant.endswith("port"):
        for item in value.items if value.kind == "sequence" else [value]:
            yield from _port(sheet, item, _SPACES.get(meant, "host"), fields)
        for _, item in value.pairs:
            yield from _port(sheet, item, _SPACES.get(meant, "host"), fields)
    elif value.kind != "scalar" or not value.text:
        return
    elif meant.endswith("url"):
        for url in found(value.text)[:1] if value.inner >= 0 else []:
            if key == "address" and url.scheme in ("ws", "wss", "tcp"):
                continue  # where one of its connections leads
            if url.scheme not in ("http", "https", "ws", "wss", "tcp") and not _speaks(fields["service"], url.scheme):
                continue  # a database that is called
            inner = meant == "inner url" or (reach(url.host) == "name" and url.port)
            own = {**fields, "host": url.host, "namespace": "container" if inner else "host"}
            yield from offered(sheet, url, value.inner, **own)
    elif meant == "container":
        for attribute in ("container", "name"):
            yield sheet.claim(attribute, value.text, *value.own(), **fields)
    elif meant == "bind" or (meant == "host" and reach(value.text) in ("any", "loopback")):
        if is_address(value.text) or value.text in ("localhost", "*"):
            yield sheet.claim("bind", value.text, *value.own(), **fields)
    elif meant == "auth":
        if asked := AUTH.get(plain(value.text), ""):
            yield sheet.claim("auth", asked, *value.own(), **fields)
    elif _says(meant, value.text):
        yield sheet.claim(meant, value.text, *value.own(), **fields)


def _speaks(service: str, scheme: str) -> bool:
    """`postgresql://...` of an entry called postgres is its own address."""
    return bool(service) and (service.lower() in scheme or scheme.split("+")[0] in service.lower())


def _says(meant: str, text: str) -> bool:
    """A plain attribute whose text has the look of its kind."""
    if meant == "health":
        return text.startswith("/")
    if meant == "domain":
        return "." in text and " " not in text
    return meant in ("alias", "model")


def _port(sheet: Sheet, value: Node, space: str, fields: dict[str, Any]) -> Iterator[Claim]:
    if value.kind != "scalar":
        return
    if ":" in value.text:
        yield from published(sheet, value, {}, **fields)
    for number in numbers(value.text):
        yield sheet.claim("port", str(number), *value.own(), **{**fields, "port": number, "namespace": space})
