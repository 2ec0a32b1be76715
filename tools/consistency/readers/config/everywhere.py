"""What is read of the text of any config file, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim, Reading
from consistency.readers.config import (
    abroad,
    admission,
    authelia,
    in_passing,
    lets_in,
    network,
    opened,
    pools,
    repositories,
    subnets,
    tunnels,
)
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.sshd import logged_in

#: Kinds in which a file of settings is one program's.
_OF_PROGRAMS = ("spring",)
_OF_IMAGES = "dockerfile"


def everywhere(sheet: Sheet, reading: Reading) -> Iterator[Claim]:
    """The claims beside those of the file's own reader, which `reading` has."""
    yield from repositories.of_text(sheet)
    yield from network.of_text(sheet)
    yield from network.paired(reading.claims)
    if sheet.source == _OF_IMAGES:
        yield from network.exposed(reading.claims)
    if sheet.source in _OF_PROGRAMS:
        yield from network.of_program(reading.claims)
    yield from opened.of_binds(reading.claims)
    yield from opened.of_text(sheet)
    yield from lets_in.of_text(sheet)
    yield from tunnels.of_text(sheet)
    yield from subnets.of_text(sheet)
    yield from admission.of_text(sheet)
    yield from authelia.of_text(sheet)
    yield from abroad.of_text(sheet)
    yield from pools.of_text(sheet)
    yield from in_passing.unlisted(in_passing.of_text(sheet), reading.claims)
    yield from logged_in(sheet)
