"""Who brought a line in, and when: through GitPython, which knows git's blame."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from consistency.tree.git import FORCED, Repository
from consistency.tree.revision import resolve
from consistency.tree.source import TreeError, shown

if TYPE_CHECKING:
    import git


class Blamed(NamedTuple):
    """The commit that a line came with; `date` is its author's, ISO 8601 with offset.

    path, line: of the line in that commit. Of a line that is not committed yet, `commit`, `author` and `date` are "".
    """

    commit: str
    author: str
    date: str
    subject: str
    path: str
    line: int


def blame(
    repository: Repository, path: str, lines: Iterable[int], revision: str = "", contents: bytes | None = None
) -> dict[int, Blamed]:
    """Who brought in the lines of a file, by line number (1-based, as git counts: \\n alone ends a line).

    The file is that of a commit (`revision`, an id or a name), else `contents` (say the index's), else the work tree's.
    In a shallow clone, what is older than the clone is put down to its oldest commit. Raises TreeError.
    """
    wanted = sorted(set(lines))
    if not wanted:
        return {}
    import git

    spans = [f"{line},{line}" for line in wanted]
    rev = resolve(repository, revision) if revision else None
    try:
        with opened(repository) as repo, held(contents) as options:
            # `rev` is an id and the rest is ours, so no option can slip in; --contents counts as unsafe there.
            found = repo.blame_incremental(rev, path, allow_unsafe_options=True, L=spans, **options)
            return {line: blamed for entry in found for line, blamed in described(entry)}
    except git.exc.GitError as error:
        reason = str(getattr(error, "stderr", error)).strip().removeprefix("stderr: '").removeprefix("fatal: ")
        raise TreeError(
            f"{shown(path)}: git cannot say who wrote line {wanted[0]}: {reason.rstrip(chr(39))}."
        ) from None


@contextmanager
def opened(repository: Repository) -> Iterator[git.Repo]:
    """GitPython's view of the repository, as unobtrusive as the other door."""
    import git

    forced = FORCED | {b"GIT_DIR": os.fsencode(repository.folder)}
    if repository.top:
        forced[b"GIT_WORK_TREE"] = os.fsencode(repository.top)
    with git.Repo(repository.top or repository.folder) as repo:
        repo.git.update_environment(**{os.fsdecode(name): os.fsdecode(value) for name, value in forced.items()})
        yield repo


@contextmanager
def held(contents: bytes | None) -> Iterator[dict[str, str]]:
    """The option that makes git blame these contents; the file that holds them is gone afterwards."""
    if contents is None:
        yield {}
        return
    with tempfile.NamedTemporaryFile(prefix="consistency-") as file:
        file.write(contents)
        file.flush()
        yield {"contents": file.name}


def described(entry: git.repo.base.BlameEntry) -> Iterator[tuple[int, Blamed]]:
    """Each line that one answer is about, and its commit."""
    commit = entry.commit
    known = commit.hexsha.strip("0") != ""
    author = str(commit.author.name or "") if known else ""
    date = commit.authored_datetime.isoformat() if known else ""
    subject = text(commit.summary) if known else ""
    for line, before in zip(entry.linenos, entry.orig_linenos, strict=True):
        yield (
            line,
            Blamed(commit.hexsha if known else "", author, date, subject, unquoted(entry.orig_path or ""), before),
        )


def text(message: str | bytes) -> str:
    return message.decode("utf-8", "replace") if isinstance(message, bytes) else message


def unquoted(path: str) -> str:
    """A path that git put in quotes because of what is in it (core.quotePath in git-config(1))."""
    if not path.startswith('"'):
        return path
    escaped = path[1:-1].encode("utf-8", "surrogateescape")
    return escaped.decode("unicode_escape").encode("latin-1").decode("utf-8", "surrogateescape")
