"""On which side of a machine config binds ports, whoever's they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.address import reach
from consistency.values.port import valid

#: Kinds in which an address is one inside of a container, and those whose own readers find every one.
_OTHERS = frozenset("compose dockerfile kubernetes helm nomad systemd prometheus terraform json".split())
_ANY = lazily(r"(?<![\w.:/@*-])(?:0\.0\.0\.0|\*|\[::\]):(?P<port>[1-9]\d{2,4})(?![\w.:/-])")
_COMMENT = ("#", "//", ";", "--")
_REACHES = {"loopback": exact.LOOPBACK, "any": exact.ANYWHERE}


def of_binds(claims: Iterable[Claim]) -> Iterator[Claim]:
    """call claims of what the file's own reader says of a machine's ports; `part` is the service."""
    for claim in claims:
        if claim.attribute == "bind" and claim.port and claim.namespace == "host" and reach(claim.value) in _REACHES:
            yield claim._replace(
                attribute="call",
                value=_REACHES[reach(claim.value)],
                service=exact.bound(claim.port),
                part=claim.service,
                source=PROJECT,
            )


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """The same of `bind *:8404` and `--console-address 0.0.0.0:9001` in any config of a machine; `part` is the file's name."""
    if sheet.source in _OTHERS or not _ANY.search(sheet.text):
        return
    name = sheet.path.rpartition("/")[2].partition(".")[0]
    for match in _ANY.finditer(sheet.text):
        row = sheet.starts[sheet.row(match.start())]
        if valid(int(match["port"])) and not sheet.text[row : row + 80].lstrip().startswith(_COMMENT):
            yield sheet.claim(
                "call", exact.ANYWHERE, *match.span("port"), service=exact.bound(int(match["port"])), port=int(match["port"]),
                part=name, source=PROJECT,
            )  # fmt: skip
