"""Containers as those of one network find them: the ports that they have inside, and those at which config calls them.

Names are kept as they are written and held against nothing else: a machine may be called so, too.
Format: https://docs.docker.com/compose/how-tos/networking/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.port import valid

#: A port behind a name. Ports of fewer digits are versions of images and hours, too.
_PORT = lazily(r":(?P<port>[1-9]\d{3,4})(?![\w.:@-])")
_NAME = lazily(
    r"(?:^|[\s\"'=,;(\[@>|]|(?<![\w.])[a-z][a-z0-9+.-]{1,20}://)(?P<name>[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)$",
)
_LONGEST = 80
_COMMENT = ("#", "//", ";", "<!--", "--")
#: Kinds of config that know other networks.
_ELSEWHERE = frozenset(("kubernetes", "helm", "nomad", "systemd", "terraform", "ansible"))
#: Names of no container.
_NOBODY = frozenset(("localhost", "host", "port", "image", "from"))


def paired(claims: Iterable[Claim]) -> Iterator[Claim]:
    """call claims of a name and a port that two variables of an env file give: `DB_HOST=db`, `DB_PORT=5432`."""
    for claim in claims:
        if claim.attribute == "depends" and claim.namespace == "container" and claim.quote == str(claim.port):
            yield claim._replace(
                attribute="call", value=claim.quote, service=exact.networked(claim.host), host="", source=PROJECT
            )


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """call claims of the ports behind names without a dot: `http://registry:8081`, `kafka:9092`, `redis://:pw@cache:6379`."""
    for match in _PORT.finditer(sheet.text) if sheet.source not in _ELSEWHERE else ():
        row = sheet.starts[sheet.row(match.start())]
        before = sheet.text[max(row, match.start() - _LONGEST) : match.start()]
        named = _NAME.search(before)
        if not named or named["name"] in _NOBODY or not valid(int(match["port"])):
            continue
        if sheet.text[row : row + _LONGEST].lstrip().startswith(_COMMENT):
            continue
        yield sheet.claim(
            "call", match["port"], *match.span("port"), service=exact.networked(named["name"]), port=int(match["port"]),
            part=exact.METRICS if sheet.source == "prometheus" else "", namespace="container", source=PROJECT,
            statement=sheet.statement(match.start()),
        )  # fmt: skip


def listening_inside(nodes: Mapping[str, Node], owners: Mapping[str, Sequence[Claim]]) -> Iterator[Claim]:
    """port claims of what each service of a compose file has inside, under each name that others call it by.

    A port at which it calls itself is its own: what it tells the others about itself.
    """
    for name, node in nodes.items():
        names = {name, node.word("container_name"), node.word("hostname")}
        for claim in _inside(name, names, owners.get(name, ())):
            for one in sorted(names - {""}):
                yield claim._replace(
                    attribute="port", value=str(claim.port), service=exact.networked(one), host="", part="", namespace="container",
                    source=PROJECT, scope="",
                )  # fmt: skip


def exposed(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The same of what an image exposes, by the name of its service: it tells no compose file's folder from another."""
    for claim in claims:
        if claim.attribute == "port" and claim.namespace == "container" and claim.service and claim.source != PROJECT:
            yield claim._replace(service=exact.networked(claim.service), host="", part=exact.EXPOSED, source=PROJECT)


def of_program(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The same of a program that a file of settings names, and gives its one port."""
    ports = [claim for claim in claims if claim.attribute == "port" and claim.service and not claim.part]
    for claim in ports if len({claim.port for claim in ports}) == 1 else ():
        yield claim._replace(service=exact.networked(claim.service), host="", namespace="container", source=PROJECT)


def _inside(name: str, names: Iterable[str], claims: Sequence[Claim]) -> Iterator[Claim]:
    for claim in claims:
        listens = claim.attribute == "port" and claim.namespace == "container" and claim.service == name
        if claim.port and (listens or (claim.attribute == "depends" and claim.host in names)):
            yield claim
