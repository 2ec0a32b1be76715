"""launchd property lists: what a job runs, and on what it listens.

Format: launchd.plist(5), https://developer.apple.com/library/archive/documentation/MacOSX/Conceptual/BPSystemStartup/
Read here into nodes because plistlib keeps no places; entities are the five of XML and numbers, no others.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.assignment import Variable
from consistency.readers.config.envfile import own_variables, set_claims
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address
from consistency.values.execline import Word

_TAG = lazily(
    r"<(?P<open>dict|array)\s*>|<(?P<empty>dict|array)\s*/>|</(?P<close>dict|array)\s*>"
    r"|<(?P<kind>key|string|integer|real|date|data)\s*>(?P<text>[^<]*)</(?P=kind)\s*>"
)
#: What is passed over, by how it begins and ends.
_ASIDE = (("<!--", "-->"), ("<?", "?>"), ("<!", ">"))
_GENERIC = frozenset(("server", "agent", "daemon", "service", "proxy", "api", "app", "web", "plist", "start", "main"))
DEPTH = 50


def plist_nodes(text: str) -> Node | None:
    """The property list's root; None where there is none or brackets do not match."""
    root: Node | None = None
    stack: list[Node] = []
    keys: list[Node | None] = []
    for match in _tags(text):
        if match["close"]:
            if not stack or (stack[-1].kind == "mapping") != (match["close"] == "dict"):
                return root
            stack.pop().end = match.end()
            keys.pop()
            continue
        node = _node(match)
        if node is None:
            continue
        if stack:
            _add(stack[-1], keys, node, match["kind"] == "key")
        elif root is None:
            root = node
        if match["open"]:
            stack.append(node)
            keys.append(None)
            if len(stack) > DEPTH:
                return root
    return root


def _tags(text: str) -> Iterator[re.Match[str]]:
    """The tags that matter, in order; a comment that is never closed ends the text."""
    at = text.find("<")
    while at >= 0:
        end = next((text.find(close, at) for begin, close in _ASIDE if text.startswith(begin, at)), None)
        if end is not None and end < 0:
            return
        match = _TAG.match(text, at) if end is None else None
        if match:
            yield match
        at = text.find("<", match.end() if match else (end or at) + 1)


def _node(match: re.Match[str]) -> Node | None:
    if match["open"] or match["empty"]:
        kind = "mapping" if "dict" in (match["open"], match["empty"]) else "sequence"
        return Node(kind, match.start(), match.end())
    if not match["kind"]:
        return None
    text = html.unescape(match["text"])
    inner = match.start("text") if text == match["text"] else -1
    return Node("scalar", match.start("text"), match.end("text"), text, inner)


def _add(parent: Node, keys: list[Node | None], node: Node, is_key: bool) -> None:
    if parent.kind == "sequence":
        parent.items.append(node)
        return
    key = keys[-1]
    if is_key:
        keys[-1] = node
    elif key is not None:
        parent.pairs.append((key, node))
        keys[-1] = None


def read_launchd(sheet: Sheet) -> Reading:
    """Claims of one job: unit (its label), port and bind of its program and sockets, its environment's variables."""
    root = plist_nodes(sheet.text)
    label = root.get("Label") if root else None
    if root is None or label is None or not label.text.strip():
        return Reading()
    service = short_name(label.text.strip())
    place = label.within(0, len(label.text), sheet.text)
    claims = [sheet.claim(attribute, label.text.strip(), *place, service=service) for attribute in ("unit", "name")]
    given = [
        Variable(name, value.text, value.inner, value.inner + len(value.text), key.start)
        for name, (key, value) in root.map("EnvironmentVariables").items()
        if value.kind == "scalar" and value.inner >= 0 and value.text
    ]
    argv = [_word(item) for item in root.list("ProgramArguments") if item.kind == "scalar" and item.text]
    program = " ".join([label.text, *(word.text for word in argv)])
    claims += set_claims(sheet, given, own_variables(service, program), service)
    claims += listen_claims(sheet, argv, {item.name: item.value for item in given}, 0, service=service)
    for _, value in root.map("Sockets").values():
        claims += _sockets(sheet, value, service)
    return Reading(tuple(dict.fromkeys(claims)))


def short_name(label: str) -> str:
    """What people call `com.example.litellm` or `com.ollama.server`: the last word that says anything."""
    words = [word for word in label.split(".") if word]
    if len(words) > 2 and words[-1].lower() in _GENERIC:
        return f"{words[-2]}-{words[-1]}"
    return words[-1] if words else label


def _word(node: Node) -> Word:
    if node.inner >= 0:
        return Word(node.text, tuple(range(node.inner, node.inner + len(node.text))))
    return Word(node.text, (node.start,) * len(node.text))


def _sockets(sheet: Sheet, node: Node, service: str) -> Iterator[Claim]:
    for entry in [node, *node.items]:
        port, address = entry.get("SockServiceName"), entry.get("SockNodeName")
        if port is None or not port.text.isascii() or not port.text.isdecimal() or not 0 < int(port.text) <= 65535:
            continue
        own: dict[str, Any] = {"service": service, "port": int(port.text), "statement": sheet.statement(entry.start)}
        own["protocol"] = "udp" if entry.word("SockType") == "dgram" else "tcp"
        yield sheet.claim("port", str(int(port.text)), *port.within(0, len(port.text), sheet.text), **own)
        if address is not None and (is_address(address.text) or address.text == "localhost"):
            yield sheet.claim("bind", address.text, *address.within(0, len(address.text), sheet.text), **own)
