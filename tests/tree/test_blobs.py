"""Contents asked for one after another of one git: the same as all at once, whatever becomes of that git."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from consistency.tree import git
from consistency.tree.blobs import Blobs, read_blobs
from consistency.tree.revision import revision
from consistency.tree.source import Entry, TooLarge, TreeError

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]
TEXTS = {"a.md": "a\n", "b.md": "", "c.md": "c" * 300_000, "d.md": "one\r\ntwo", "e.md": "last\n"}


def asked(make: Make) -> tuple[git.Repository, list[Entry]]:
    made = make()
    made.commit(TEXTS)
    repository = git.find(str(made.path))
    assert repository
    return repository, list(revision(repository).entries())


def test_one_by_one_as_all_at_once(git_repository: Make) -> None:
    repository, entries = asked(git_repository)
    blobs = Blobs(repository)
    one_by_one = [content for entry in entries for content in blobs.many([entry])]
    assert one_by_one == [text.encode() for text in TEXTS.values()] == list(read_blobs(repository, entries))


def test_what_is_too_large_or_not_there_spoils_no_other(git_repository: Make) -> None:
    repository, entries = asked(git_repository)
    absent = Entry("gone.md", "0" * 40)
    blobs = Blobs(repository)
    found = list(blobs.many([entries[0], entries[2], absent, entries[4]], limit=1000))
    assert [type(one) for one in found] == [bytes, TooLarge, TreeError, bytes]
    assert found[3] == b"last\n"


def test_git_that_dies_between_two_questions_is_started_again(git_repository: Make) -> None:
    repository, entries = asked(git_repository)
    blobs = Blobs(repository)
    assert blobs.one(entries[0]) == b"a\n"
    assert blobs._talk
    os.kill(blobs._talk[0]._pid, 9)
    assert [blobs.one(entry) for entry in entries] == [text.encode() for text in TEXTS.values()]


def test_a_broken_object_is_told_with_its_reason(git_repository: Make) -> None:
    repository, entries = asked(git_repository)
    blob = entries[0].blob
    place = os.path.join(repository.common, "objects", blob[:2], blob[2:])
    os.chmod(place, 0o644)
    with open(place, "wb") as file:
        file.write(b"no object")
    first, second = Blobs(repository).many(entries[:2])
    assert isinstance(first, TreeError)
    assert "a.md" in str(first)
    assert "git" in str(first)
    assert second == b""
