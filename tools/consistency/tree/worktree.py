"""The work tree: the files as they lie on the disk, tracked and new, without the ignored ones.

An entry has a blob id only where the file on the disk surely is that blob: its stat data are the index's, and no
attribute or setting converts it (line ends, filters, keywords, encodings). Of any other file the id is known when it
has been read. So what is kept by blob id never depends on where the bytes came from.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator

from consistency.tree import files
from consistency.tree.git import Repository, complaint, fields
from consistency.tree.listing import LINK, SUBMODULE
from consistency.tree.process import Process, Waited
from consistency.tree.source import Entry, LeftOut, TreeError, blob_id, one_by_one

#: What makes git convert a file between the disk and the store (gitattributes(5)); "!" asks for the files without.
UNCONVERTED = ":(top,attr:!text !eol !crlf !filter !ident !working-tree-encoding)"
INDEXED = ("ls-files", "-s", "-v", "-z")
NEW = ("ls-files", "--others", "--exclude-standard", "-z")
EDITED = ("diff-files", "--name-only", "--no-renames", "--ignore-submodules=all", "-z")
PLAIN = ("ls-files", "-z", "--", UNCONVERTED)
LINE_ENDS = ("config", "--get", "core.autocrlf")

#: A question to git, and git at work on it.
Asked = tuple[tuple[str, ...], Process | Waited]


class Worktree:
    """The files below `top`; with a repository what git counts among them, else every file. Looks once."""

    label = "worktree"

    def __init__(self, top: str, repository: Repository | None = None) -> None:
        self.top = top
        self.repository = repository
        self._looked: tuple[tuple[Entry, ...], tuple[LeftOut, ...]] | None = None
        self._asked: list[Asked] = []

    def begin(self) -> None:
        """Let git start on its answers, which the first question to this tree waits for. Raises TreeError."""
        if self.repository and not self._asked and self._looked is None:
            self._asked = ask(self.repository)

    def entries(self) -> tuple[Entry, ...]:
        return self._look()[0]

    def left_out(self) -> tuple[LeftOut, ...]:
        return self._look()[1]

    def read(self, entry: Entry, limit: int = -1) -> bytes:
        return files.read_file(self.top, entry, limit)

    def read_many(self, entries: Iterable[Entry], limit: int = -1) -> Iterator[tuple[Entry, bytes | TreeError]]:
        return one_by_one(self, entries, limit)

    def blob_id(self, data: bytes) -> str:
        return blob_id(data, self.repository.object_format if self.repository else "sha1")

    def _look(self) -> tuple[tuple[Entry, ...], tuple[LeftOut, ...]]:
        if self._looked is None:
            self.begin()
            asked, self._asked = self._asked, []
            found, left = list_worktree(self.repository, asked) if self.repository else files.walk(self.top)
            self._looked = tuple(sorted(found)), tuple(sorted(left))
        return self._looked


def worktree(folder: str, repository: Repository | None) -> Worktree:
    """The work tree of a repository, from its top; the plain folder where there is none (or a bare one)."""
    if repository is None or not repository.top:
        return Worktree(os.path.abspath(folder))
    return Worktree(repository.top, repository)


def list_worktree(repository: Repository, asked: list[Asked]) -> tuple[list[Entry], list[LeftOut]]:
    """The files that git counts to the work tree, and what is left out, by what `ask` asked."""
    indexed, new, edited, plain = listings(asked)
    unsure = set(edited)
    sure = set(plain)
    found: list[Entry] = []
    left: list[LeftOut] = []
    links: list[str] = []
    look = list(new)
    for record in indexed:
        head, _, path = record.partition("\t")
        tag, mode, blob, stage = head.split(" ")
        if tag == "H" and stage == "0" and path not in unsure and mode not in (LINK, SUBMODULE):
            found.append(Entry(path, blob if path in sure else ""))
        elif mode != SUBMODULE:
            look.append(path)
            if tag in "Ss" and not os.path.lexists(files.disk(repository.top, path)):
                left.append(LeftOut(path, "sparse"))
    folders: dict[bytes, bool] = {}
    for path in dict.fromkeys(look):
        kind, size = kind_of(repository.top, path, folders)
        if kind == "file":
            found.append(Entry(path, "", size))
        elif kind == "link":
            links.append(path)
        elif kind == "folder" and path.endswith("/"):
            left.append(LeftOut(path[:-1], "nested"))
    left += files.left_links(repository.top, links, [entry.path for entry in found] + links)
    return found, left


def ask(repository: Repository) -> list[Asked]:
    """The questions above, asked of git at once."""
    calls: list[Asked] = [(words, repository.start(*words)) for words in (INDEXED, NEW, EDITED, PLAIN, LINE_ENDS)]
    for _, process in calls:
        process.widen()
    return calls


def listings(asked: list[Asked]) -> list[list[str]]:
    """The answers to the first four; no file is plain where a setting converts line ends. Raises TreeError."""
    written = [process.output() for _, process in asked]
    *calls, (_, settings) = asked
    if settings.status == 0 and written[4].strip().lower() not in (b"false", b"no", b"off", b"0"):
        written[3] = b""
    for words, process in calls:
        if process.status:
            raise TreeError(complaint(process, words))
    return [fields(answer) for answer in written[:4]]


def kind_of(top: str, path: str, folders: dict[bytes, bool]) -> tuple[str, int]:
    """file | link | folder | "" (gone, or a device), and the size in bytes; `folders` remembers which are real.

    Git's index may still have a file in a folder that has become a link: what lies behind it is not the file.
    """
    place = files.disk(top, path)
    folder = os.path.dirname(place)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder) == folder
    try:
        about = os.lstat(place) if folders[folder] or path.endswith("/") else None
    except OSError:
        about = None
    if about is None:
        return "", -1
    kinds = {stat.S_IFREG: "file", stat.S_IFLNK: "link", stat.S_IFDIR: "folder"}
    return kinds.get(stat.S_IFMT(about.st_mode), ""), about.st_size
