"""Files of a plain folder, and how a file of the disk is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from consistency.tree.listing import folders, leads
from consistency.tree.source import Entry, LeftOut, TooLarge, TreeError, shown

#: Folders that hold no documents of the folder's own: version control, installed packages, caches.
SKIPPED = frozenset(
    (
        *(".git", ".hg", ".svn", ".jj", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".nox", ".direnv"),
        *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".terraform", ".cache"),
    )
)


def walk(top: str) -> tuple[list[Entry], list[LeftOut]]:
    """The files of a folder in no repository, and what is left out. Raises TreeError when there is no such folder."""
    found: list[Entry] = []
    links: list[str] = []
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(disk(top, folder)) as items:
                for item in items:
                    path = f"{folder}/{text(item.name)}" if folder else text(item.name)
                    if item.is_symlink():
                        links.append(path)
                    elif item.is_dir(follow_symlinks=False):
                        if text(item.name) not in SKIPPED:
                            pending.append(path)
                    elif item.is_file(follow_symlinks=False):
                        found.append(Entry(path, "", item.stat(follow_symlinks=False).st_size))
        except OSError as error:
            if not folder:
                raise TreeError(f"{shown(top)} cannot be read: {error.strerror}; name a folder that can.") from None
    return found, list(left_links(top, links, [entry.path for entry in found] + links))


def left_links(top: str, links: list[str], paths: list[str]) -> Iterator[LeftOut]:
    """Which links lead out of the tree or to nothing; `paths` are all that the tree holds."""
    places = folders(paths) if links else set()
    for path in links:
        try:
            target = text(os.readlink(disk(top, path)))
        except OSError:
            continue
        if reason := leads(path, target, places):
            yield LeftOut(path, reason)


def read_file(top: str, entry: Entry, limit: int = -1) -> bytes:
    """A file's bytes. Raises TooLarge before reading more than the limit, TreeError when it cannot be read."""
    try:
        number = os.open(disk(top, entry.path), os.O_RDONLY | NO_SURPRISE)
        with open(number, "rb", buffering=0) as file:
            about = os.fstat(number)
            if not stat.S_ISREG(about.st_mode):
                raise TreeError(f"{shown(entry.path)} is no file any more: run again.")
            if -1 < limit < about.st_size:
                raise TooLarge(entry.path, about.st_size, limit)
            return file.read()
    except OSError as error:
        raise TreeError(
            f"{shown(entry.path)} cannot be read: {error.strerror}; see its permissions, or run again."
        ) from None


#: A file that became a link or a pipe since it was listed is neither followed nor waited for.
NO_SURPRISE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def disk(top: str, path: str) -> bytes:
    """Where a path of the tree is on the disk: its own bytes, whatever the locale."""
    return os.path.join(os.fsencode(top), path.encode("utf-8", "surrogateescape"))


def text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
