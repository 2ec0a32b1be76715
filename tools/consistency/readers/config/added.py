"""Compose files that say in their first lines with which others they are run: `docker compose -f compose.yml -f compose.birds.yml up`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from consistency.model.claim import ADDED, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.comments import head
from consistency.readers.config.sheet import Sheet
from consistency.values import exact

_COMMAND = lazily(r"\bcompose(?P<files>(?:[ \t]+(?:-f|--file)[ \t=]+[^\s;&|]+){2,8})")
_FILE = lazily(r"(?:-f|--file)[ \t=]+(?P<file>[^\s;&|]+)")


def added(sheet: Sheet, claims: Iterable[Claim]) -> Iterator[Claim]:
    """A call claim for each port that the file publishes beside those of another file, whose path is the value."""
    folder, own = posixpath.split(sheet.file)
    others = {
        posixpath.normpath(posixpath.join(folder, one["file"]))
        for comment in head(sheet)
        if (command := _COMMAND.search(comment.text)) and own in command["files"]
        for one in _FILE.finditer(command["files"])
        if posixpath.basename(one["file"]) != own
    }
    for claim in claims if others else ():
        if claim.attribute == "port" and claim.namespace == "host" and claim.source == "compose" and claim.port:
            for other in sorted(others):
                yield claim._replace(attribute="call", value=other, service=exact.TOGETHER, source=ADDED)
