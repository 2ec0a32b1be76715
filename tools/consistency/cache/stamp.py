"""Which readers made a reading: with others, or with another Python, nothing that was kept is used."""

from __future__ import annotations

import os
import sys
from functools import cache

from consistency import __version__
from consistency.model.digest import hexdigest

#: The rooms on which a document's claims depend, and what is kept of a whole repository.
ROOMS = (
    "markdown",
    "model",
    "readers",
    "readers/config",
    "readers/declared",
    "values",
    "engine",
    "cache",
    "config",
    "rules",
)


@cache
def stamp() -> str:
    """Sixteen hex digits of version, Python and readers (name, size and change of each source file) as the run began.

    Looking at a hundred files costs a millisecond; reading them would cost ten.
    """
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    seen = [f"{__version__} {sys.implementation.cache_tag} {sys.hexversion}"]
    for room in ROOMS:
        try:
            with os.scandir(os.path.join(top, room)) as files:
                seen += sorted(_line(room, file) for file in files if file.name.endswith(".py"))
        except OSError:
            seen.append(f"{room} cannot be seen")  # a package in an archive: the version alone tells
    return hexdigest("\n".join(seen))


def _line(room: str, file: os.DirEntry[str]) -> str:
    about = file.stat()
    return f"{room}/{file.name} {about.st_size} {about.st_mtime_ns}"
