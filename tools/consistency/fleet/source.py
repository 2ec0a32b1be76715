"""What a fleet is made of: local clones and exported claim files, from a list or a folder."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from consistency.fleet.error import FleetError

EXPORTED = (".jsonl", ".ndjson", ".parquet")


class Source(NamedTuple):
    """One repository: `path` is its clone or its exported claims, `owner` "" where nobody is named."""

    number: int
    name: str
    path: str
    owner: str = ""

    @property
    def exported(self) -> bool:
        return self.path.lower().endswith(EXPORTED)


def sources(given: str) -> tuple[Source, ...]:
    """The repositories of a list or a folder, in order of their names. Raises FleetError where there are none.

    A list has one path a line, relative to the list, and behind white space the owner; `#` starts a comment line, a
    path with blanks stands in double quotes. A folder holds clones or claim files, directly or one folder (the owner)
    deeper. A single claim file is a fleet of one.
    """
    path = Path(given)
    if path.is_dir():
        found = list(_in_folder(path))
        empty = "holds no git repository and no claim file (.jsonl, .parquet)"
    elif given.lower().endswith(EXPORTED):
        found, empty = [(given, "")], ""
    else:
        found = list(_listed(path))
        empty = "lists nothing: write one path a line"
    if not found:
        raise FleetError(f"{given} {empty}")
    return named(found)


def _in_folder(folder: Path) -> Iterable[tuple[str, str]]:
    for child in _children(folder):
        if _is_source(child):
            yield str(child), ""
        elif child.is_dir():
            for inner in _children(child):
                if _is_source(inner):
                    yield str(inner), child.name


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(child for child in folder.iterdir() if not child.name.startswith("."))
    except OSError:
        return []


def _is_source(path: Path) -> bool:
    return (path.is_file() and path.name.lower().endswith(EXPORTED)) or (path / ".git").exists()


def _listed(path: Path) -> Iterable[tuple[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise FleetError(f"{path} is not UTF-8 text: give a list with one repository a line, or a folder") from None
    except OSError as error:
        raise FleetError(f"{path} cannot be read: {error.strerror or error}; give a list or a folder") from None
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.fullmatch(r'\s*(?:"([^"]+)"|(\S+))(?:\s+(.*?))?\s*', line)
        if match is None:
            raise FleetError(f"{path}:{number}: this is no path with an owner behind it: write PATH OWNER")
        yield os.path.join(path.parent, match[1] or match[2]), match[3] or ""


def named(found: Iterable[tuple[str, str]]) -> tuple[Source, ...]:
    """Sources with names of their own: the last part of the path, with as many folders before it as it takes."""
    places: dict[str, str] = {}
    for path, owner in found:
        places.setdefault(os.path.normpath(os.path.abspath(path)), owner)
    parts = {path: _plain(path).strip("/").split("/") for path in places}
    depth = dict.fromkeys(places, 1)
    while True:
        names = {path: "/".join(parts[path][-depth[path] :]) for path in places}
        taken = Counter(names.values())
        twice = [path for path in places if taken[names[path]] > 1 and depth[path] < len(parts[path])]
        if not twice:
            break
        for path in twice:
            depth[path] += 1
    ordered = sorted(places, key=lambda path: (names[path], path))
    return tuple(Source(index, names[path], path, places[path]) for index, path in enumerate(ordered))


def _plain(path: str) -> str:
    """The path without a claim file's ending, and without the colon that will end the name in `name:path`."""
    plain = path.replace(os.sep, "/").replace(":", "_")
    ending = next((end for end in EXPORTED if plain.lower().endswith(end)), "")
    return plain[: len(plain) - len(ending)] if ending else plain
