"""Inventories of hosts in YAML, JSON and TOML: which addresses belong to which name.

Ansible's inventory is one of them: https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node, walk
from consistency.readers.config.registry_keys import plain, role
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, is_ours

_ADDRESS = lazily(
    r"(?:ansible|ssh|lan|local|private|public|tailscale|tailnet|vpn|mgmt|management|wg|primary)?"
    r"(?:ip|ipv4|ipv6|ipaddr|ipaddress|address|host)"
)
_NAMES = ("hostname", "name", "host", "machine", "node", "id")


def host_claims(sheet: Sheet, root: Node) -> Iterator[Claim]:
    """address claims: `host` is the name, the value its address. An entry with a port or URL is no host."""
    keys = {id(value): key for node in walk(root) for key, value in node.pairs}
    for node in walk(root):
        if node.kind != "mapping" or _is_service(node):
            continue
        words = {plain(key.text): value for key, value in node.pairs if value.kind == "scalar" and value.text}
        named = [words[word] for word in _NAMES if word in words and not is_address(words[word].text)]
        name = named[0] if named else keys.get(id(node))
        if name is None or not name.text:
            continue
        for word, value in words.items():
            if _ADDRESS.fullmatch(word) and is_address(value.text) and is_ours(value.text):
                source = "inventory" if word.startswith("ansible") else sheet.source
                at = sheet.statement(name.start)
                yield sheet.claim("address", value.text, *value.own(), host=name.text, statement=at, source=source)


def _is_service(node: Node) -> bool:
    words = [plain(key.text) for key, _ in node.pairs]
    return any(role(word).endswith(("port", "url")) for word in words if word != "address")
