"""Ports of machines that config asks for, with the words around them: the line, the keys above it, a comment before it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.passing import Ask, asks, may_ask, names_in
from consistency.values.port import valid

#: A file with more of them is a list of targets, or a log.
_MANY = 60
#: Lines that are looked at above one, and keys among them.
_FAR, _KEYS = 40, 4
#: Kinds whose every port is another one for numbers, but for those of where they are sent.
_OF_NUMBERS = ("prometheus",)
_SENT = lazily(r"\s*(?:-\s)?url:\s")
#: Variables of tests.
_OF_TESTS = lazily(r"\b(?:TEST|CI|E2E)_", re.IGNORECASE)
_HOST_LINE = lazily(
    r"[ \t]*(?:-[ \t])?(?:host|server|hostname):[ \t]*[\"']?(?P<host>(?!127\.|0\.)\d{1,3}(?:\.\d{1,3}){3})[\"']?[ \t]*(?:#.*)?$"
)
_PORT_LINE = lazily(r"[ \t]*(?:-[ \t])?port:[ \t]*[\"']?(?P<port>[1-9]\d{3,4})[\"']?[ \t]*(?:#.*)?$")
#: Lines between the two.
_BESIDE = 2
_COMMENTS = ("#", "//", ";", "--")


def of_text(sheet: Sheet) -> tuple[Claim, ...]:
    """asked claims with the machine as host; `part` has the words."""
    if not may_ask(sheet.text) and "host: " not in sheet.text:
        return ()
    found = []
    for row, piece in enumerate(sheet.pieces):
        if ":" not in piece.text or piece.text.lstrip().startswith(_COMMENTS) or _OF_TESTS.search(piece.text):
            continue
        if _is_one_of_many(sheet, row) or (sheet.source in _OF_NUMBERS and not _SENT.match(piece.text)):
            continue
        for ask in (*(one for one in asks(piece.text) if not one.bare), *_of_pair(sheet, row)):
            start = sheet.starts[row]
            found.append(
                sheet.claim(
                    "asked", str(ask.port), start + ask.start, start + ask.end, service=exact.ASKED, host=ask.host, port=ask.port,
                    part=f"{exact.NEAR}{names_in(piece.text, *_above(sheet, row))}", source=PROJECT,
                )
            )  # fmt: skip
            if len(found) > _MANY:
                return ()
    return tuple(found)


def _of_pair(sheet: Sheet, row: int) -> Iterator[Ask]:
    """The port of a line that has the machine's address beside it: `host: 10.0.0.20`, `port: 8086`."""
    match = _PORT_LINE.match(sheet.pieces[row].text)
    for at in range(max(row - _BESIDE, 0), min(row + _BESIDE + 1, len(sheet.pieces))) if match else ():
        host = _HOST_LINE.match(sheet.pieces[at].text)
        if match and host and _indent(host[0]) == _indent(match[0]) and valid(int(match["port"])):
            yield Ask(host["host"], int(match["port"]), *match.span("port"), True, False)
            return


def unlisted(asked: Iterable[Claim], said: Iterable[Claim]) -> tuple[Claim, ...]:
    """What is asked for at ports that no other line of the same file gives."""
    told = tuple(asked)
    ports = {claim.port for claim in told}
    lines: dict[int, set[int]] = defaultdict(set)
    for claim in said if told else ():
        if claim.attribute in ("port", "range") and claim.port in ports and claim.source != PROJECT:
            lines[claim.port].add(claim.line)
    return tuple(claim for claim in told if not lines[claim.port] - {claim.line})


def _is_one_of_many(sheet: Sheet, row: int) -> bool:
    """Whether the line, or the one before or behind it, which begins alike, asks for another port: servers that share their work."""
    ports = {ask.port for ask in asks(sheet.pieces[row].text)}
    begins = sheet.pieces[row].text.split(maxsplit=1)[:1]
    for at in (row - 1, row + 1) if begins in (["server"], ["-"]) else ():
        if 0 <= at < len(sheet.pieces) and sheet.pieces[at].text.split(maxsplit=1)[:1] == begins:
            ports |= {ask.port for ask in asks(sheet.pieces[at].text)}
    return len(ports) > 1


def _above(sheet: Sheet, row: int) -> Iterator[str]:
    """The lines that a line stands below, by their indents, and the comment directly before it."""
    depth = _indent(sheet.pieces[row].text)
    if row and sheet.pieces[row - 1].text.lstrip().startswith(_COMMENTS):
        yield sheet.pieces[row - 1].text
    keys = 0
    for at in range(row - 1, max(row - 1 - _FAR, -1), -1):
        text = sheet.pieces[at].text
        bare = text.lstrip()
        begins = bare.startswith("- ") and _indent(text) == depth  # the item of which the line is a part
        if bare and not bare.startswith(_COMMENTS) and (begins or _indent(text) < depth):
            yield text[:200]
            depth, keys = len(text) - len(bare) if begins else _indent(text), keys + 1
            if not depth or keys == _KEYS:
                return


def _indent(text: str) -> int:
    """The column of the first letter of a key; a dash of a list counts as what is before it."""
    return len(text) - len(text.lstrip(" \t-"))
