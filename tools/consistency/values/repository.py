"""Addresses of repositories: who keeps a project where, `https://github.com/heron-birds/heron.git`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.pattern import lazily

FORGES = ("github.com", "gitlab.com", "codeberg.org")
#: In every page that gives an address of one.
SIGNS = tuple(f"{forge}/" for forge in FORGES)
_ADDRESS = lazily(
    r"(?<![\w.])(?P<forge>github\.com|gitlab\.com|codeberg\.org)[/:](?P<owner>[A-Za-z0-9][\w-]*)/(?P<name>[A-Za-z0-9][\w.-]*[\w-])"
)
#: Pages of a forge that are nobody's, and what stands for an owner.
_NOBODYS = lazily(
    r"(?:orgs|sponsors|features|marketplace|topics|user-attachments|apps|settings|login|about|search|explore|notifications|issues|pulls|"
    r".*(?:your|example|placeholder|someone|somebody).*|(?:my|the|some)[-_].*|my(?:org|name|user)\w*|user(?:name)?|org(?:s|name|anization)?|owner|team|group|company|other[-_]\w+|acme\w*|foo|bar|xxx+|me)",
)


class Repository(NamedTuple):
    """`text[start:end]` names it; the owner and the name are in lower case."""

    forge: str
    owner: str
    name: str
    start: int
    end: int


def repositories(text: str) -> Iterator[Repository]:
    """Every repository that a text gives an address of, blanks left out."""
    for match in _ADDRESS.finditer(text) if any(forge in text for forge in FORGES) else ():
        owner, name = match["owner"].lower(), match["name"].lower()
        end = match.end()
        if name.endswith(".git"):
            name, end = name[:-4], end - 4
        if name and not _NOBODYS.fullmatch(owner):
            yield Repository(match["forge"], owner, name, match.start(), end)
