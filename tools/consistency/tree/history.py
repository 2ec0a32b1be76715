"""The past: which commits touched which files, and how they left them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from consistency.tree.git import Repository, complaint, fields
from consistency.tree.process import Process, Waited
from consistency.tree.raw import FileChange, by_place, changes
from consistency.tree.revision import head, resolve
from consistency.tree.source import Entry, MissingBase, TreeError, shown


class Commit(NamedTuple):
    """A commit. `date` is when it was committed, ISO 8601 with the offset of the place it was made at.

    parents: the nearest earlier commits of the same listing · changes: against the first of them, sorted by path, so
    that its files are the first parent's with these changes; of a first commit all files are added
    """

    id: str
    parents: tuple[str, ...]
    date: str
    author: str
    subject: str
    changes: tuple[FileChange, ...] = ()


FORMAT = "--format=%x02%H%x00%P%x00%cI%x00%an%x00%s%x00"


def commits(
    repository: Repository, revision: str = "HEAD", paths: Sequence[str] = (), first_parent: bool = False
) -> Iterator[Commit]:
    """The commits up to a revision that touched the paths (none: any file), oldest first, with what they changed.

    A path may be a folder; it is taken as written, without wildcards. `first_parent` follows only the line of the
    branch itself, where a merge stands for all that it brought; without it merges are listed that changed nothing,
    as they tie lines together. `revision` may be a range: `A..B`. Raises TreeError.
    """
    if revision == "HEAD" and not head(repository):
        return
    line = ["--first-parent"] if first_parent else ["--parents"]
    order = ["--full-history", "--topo-order", "--reverse", "--diff-merges=first-parent"]
    raw = ["--raw", "-z", "--no-abbrev", "-M", "--no-ext-diff", "-O/dev/null", "--ignore-submodules=all"]
    words = ("--literal-pathspecs", "log", *line, *order, *raw, FORMAT, "--end-of-options", revision, "--", *paths)
    process = repository.start(*words)
    before: tuple[str, ...] = ()
    for found in parsed(texts(process)):
        # With --parents git names, and compares with, the nearest listed ones; on a single line that is the one before.
        yield found._replace(parents=before) if first_parent else found
        before = (found.id,)
    if process.status:
        raise TreeError(complaint(process, words[1:]))


def texts(process: Process | Waited) -> Iterator[str]:
    """The NUL-ended fields of an output, as they come."""
    rest = b""
    for chunk in process.chunks():
        whole, found, rest = (rest + chunk).rpartition(b"\0")
        if found:
            yield from fields(whole + found)


def parsed(tokens: Iterator[str]) -> Iterator[Commit]:
    """The commits of a log as FORMAT writes it, each with its raw diff.

    Only the place of a field says what it is: a path or a subject may look like anything.
    """
    token = next(tokens, None)
    while token is not None:
        parents, date, author, subject = (next(tokens) for _ in range(4))
        raw: list[str] = []
        following = next(tokens, None)
        while following is not None and not following.startswith("\x02"):
            if following:
                renamed = following.rsplit(" ", 1)[-1][0] in "RC"
                raw += [following, *(next(tokens) for _ in range(2 if renamed else 1))]
            following = next(tokens, None)
        yield Commit(token[1:], tuple(parents.split()), date, author, subject, by_place(changes(iter(raw))))
        token = following


def blobs_touched(found: Iterable[Commit]) -> tuple[Entry, ...]:
    """Every content that a file of these commits had, each once: what has to be read to know their whole past."""
    entries = (entry for commit in found for change in commit.changes for entry in (change.old, change.new) if entry)
    return tuple({entry.blob: entry for entry in entries}.values())


def commit(repository: Repository, revision: str = "HEAD") -> Commit:
    """One commit, without its changes. Raises TreeError when there is none of that name, and as `resolve`."""
    return described(repository, (revision,))[0]


def described(repository: Repository, revisions: Sequence[str]) -> tuple[Commit, ...]:
    """Commits by name, without their changes, in the order given. Raises TreeError as `resolve`."""
    ids = [resolve(repository, name) for name in revisions]
    if not ids:
        return ()
    given = "".join(id + "\n" for id in dict.fromkeys(ids)).encode()  # noqa: A001
    written = repository.run("log", "--no-walk=unsorted", "-z", "--no-patch", FORMAT, "--stdin", given=given)
    known = {found.id: found for found in parsed(iter(fields(written)))}
    return tuple(known[id] for id in ids)  # noqa: A001


def commit_at(repository: Repository, day: str, revision: str = "HEAD") -> str:
    """The id of the branch's last commit on a day (YYYY-MM-DD) or before, by the calendar where it was committed.

    Raises MissingBase when the history begins later.
    """
    words = ("log", "--first-parent", "--no-patch", "-z", "--format=%H %cI", "--end-of-options", revision, "--")
    for line in repository.fields(*words):
        id, _, date = line.partition(" ")  # noqa: A001
        if date[:10] <= day:
            return id
    cut = (
        "this clone is shallow: fetch more history (git fetch --unshallow)"
        if repository.shallow
        else "name a later day"
    )
    raise MissingBase(f"{shown(revision)} has no commit of {shown(day)} or before; {cut}.")
