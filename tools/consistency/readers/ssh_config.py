"""Settings of ssh in a page, which say where machines are: `Host juno`, below it `HostName 10.20.0.6`.

Format: https://man.openbsd.org/ssh_config
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.model.claim import Claim
from consistency.model.name import host_key
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values import address

_HOST = lazily(r"\s*Host[ \t]+(?P<name>[A-Za-z][\w-]*)\s*$")
_PLACE = lazily(r"\s+HostName[ \t]+(?P<ip>\d{1,3}(?:\.\d{1,3}){3})\s*$")
_BLOCK = lazily(r"\s*(?:Host|Match)\b(?!Name)")


def read(lines: Sequence[Passage], context: Context) -> Iterator[Claim]:
    """address claims of the machines that have a block, and an address of the site, of their own."""
    name = ""
    for line in lines:
        if _BLOCK.match(line.text):
            match = _HOST.match(line.text)
            name = match["name"] if match and host_key(match["name"]) else ""
        elif name and (match := _PLACE.match(line.text)) and address.is_ours(match["ip"]):
            yield make(
                context, line, *match.span("ip"), "address", match["ip"], host=name, source="fence", statement=f"L{line.line}"
            )  # fmt: skip
