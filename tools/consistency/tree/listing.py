"""What git's listings say: entries of an index or a commit, and what of them is no file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from consistency.tree.blobs import read_blobs
from consistency.tree.git import Repository
from consistency.tree.source import Entry, LeftOut

LINK = "120000"
SUBMODULE = "160000"
#: A file without content, by object format.
EMPTY_BLOB = {
    "sha1": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "sha256": "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
}
#: The tree without files, by object format. git knows it even where it is not stored.
EMPTY_TREE = {
    "sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


def links_left_out(repository: Repository, links: Iterable[Entry], paths: Iterable[str]) -> Iterator[LeftOut]:
    """Which of the links lead out of the tree, or to nothing in it; `paths` are all that the tree holds."""
    links = list(links)
    if not links:
        return
    places = folders(paths)
    for link, content in zip(links, read_blobs(repository, links, limit=1 << 16), strict=True):
        if isinstance(content, bytes) and (
            reason := leads(link.path, content.decode("utf-8", "surrogateescape"), places)
        ):
            yield LeftOut(link.path, reason)


def leads(path: str, target: str, places: set[str]) -> str:
    """Why a link is left out and to be mentioned: link-out, link-broken, or "" for one within the tree."""
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), target))
    climbs = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    if target.startswith("/") or climbs == ".." or climbs.startswith("../"):
        return "link-out"
    return "" if joined[1:] in places else "link-broken"


def folders(paths: Iterable[str]) -> set[str]:
    """The paths and every folder above one."""
    places = {""}
    for path in paths:
        while path not in places:
            places.add(path)
            path = path.rpartition("/")[0]
    return places
