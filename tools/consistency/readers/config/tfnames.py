"""The names that Terraform gives to databases which it makes itself, and the ports of those.

Format: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route53_record
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.model.stores import CLIENTS
from consistency.readers.config.node import Node
from consistency.readers.config.publish import numbers
from consistency.readers.config.sheet import Sheet
from consistency.values import exact

_NAME = lazily(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}\.?")
_ADDRESS = lazily(
    r"(?P<kind>[a-z][a-z0-9_]*)\.(?P<label>[A-Za-z_][\w-]*)\.(?:address|endpoint|reader_endpoint|fqdn|host)"
)
#: Where records keep what they lead to.
_LEADING = ("records", "record", "content", "value", "rrdatas")


def named(sheet: Sheet, root: Node) -> Iterator[Claim]:
    """The port of each database that a record of the same file leads to by a name that is written out."""
    made = {
        (kind.text, label.text): body
        for key, value in root.pairs
        if key.text == "resource"
        for kind, labels in value.pairs
        for label, body in labels.pairs
    }
    for record in made.values():
        name = record.word("name")
        if not _NAME.fullmatch(name):
            continue
        for word in _LEADING:
            held = record.get(word)
            for target in [*held.items, held] if held is not None else ():
                match = _ADDRESS.fullmatch(target.text)
                body = made.get((match["kind"], match["label"])) if match else None
                yield from _port(sheet, body, name.rstrip(".")) if body is not None else ()


def _port(sheet: Sheet, body: Node, name: str) -> Iterator[Claim]:
    port = body.get("port")
    engine = body.word("engine").removeprefix("aurora-")
    store = next((CLIENTS[one] for one in CLIENTS if engine.startswith(one)), "")
    if not store or port is None or port.kind != "scalar":
        return
    for number in numbers(port.text):
        service = exact.store_listening(store, name)
        yield sheet.claim("port", str(number), *port.own(), service=service, port=number, source=PROJECT)
