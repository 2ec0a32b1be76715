"""Contents from git's object store: many at once, or one after another from one git that stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.tree.git import Repository, complaint
from consistency.tree.process import Process, Talk, Waited
from consistency.tree.source import Entry, TooLarge, TreeError, shown

WORDS = ("cat-file", "--batch", "--buffer")
#: So few are asked for one at a time.
_FEW = 8


class Output:
    """A program's output, taken by the line and by the byte."""

    def __init__(self, process: Process | Waited | Talk) -> None:
        self._chunks = iter(process.chunks())
        self._held = bytearray()
        self._at = 0

    def line(self) -> bytes | None:
        """The next line without its end; None where the output ends before one does."""
        while (end := self._held.find(b"\n", self._at)) < 0:
            if not self._more():
                return None
        found = bytes(self._held[self._at : end])
        self._at = end + 1
        return found

    def take(self, size: int) -> bytes | None:
        """The next `size` bytes; None where there are fewer."""
        while len(self._held) - self._at < size:
            if not self._more():
                return None
        found = bytes(memoryview(self._held)[self._at : self._at + size])
        self._at += size
        return found

    def skip(self, size: int) -> None:
        """Pass over `size` bytes without holding them."""
        while (held := len(self._held) - self._at) < size:
            size -= held
            self._at = len(self._held)
            if not self._more():
                return
        self._at += size

    def _more(self) -> bool:
        chunk = next(self._chunks, None)
        if chunk is None:
            return False
        del self._held[: self._at]
        self._at = 0
        self._held += chunk
        return True


class Blobs:
    """The contents that a tree asks for: starting git takes longer than most answers, so for a few it stays."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._talk: tuple[Talk, Output] | None = None

    def one(self, entry: Entry, limit: int = -1) -> bytes:
        """One file. Raises TreeError, TooLarge."""
        content = self._asked(entry, limit)
        if isinstance(content, TreeError):
            raise content
        return content

    def many(self, entries: Sequence[Entry], limit: int = -1) -> Iterator[bytes | TreeError]:
        """The content of each entry's blob, as `read_blobs`."""
        if len(entries) > _FEW:
            return read_blobs(self._repository, entries, limit)
        return (self._asked(entry, limit) for entry in entries)

    def _asked(self, entry: Entry, limit: int) -> bytes | TreeError:
        """What git answers; where it has ended, what another one answers, or complains of."""
        if self._talk is None and (talk := self._repository.talk(*WORDS[:2])):
            self._talk = talk, Output(talk)
        if self._talk:
            (talk, output), self._talk = self._talk, None
            talk.ask(entry.blob.encode() + b"\n")
            content = next_blob(output, entry, limit)
            if content is not None:
                self._talk = talk, output
                return content
        return next(read_blobs(self._repository, [entry], limit))


def read_blobs(repository: Repository, entries: Sequence[Entry], limit: int = -1) -> Iterator[bytes | TreeError]:
    """The content of each entry's blob, in order; TooLarge for one over the limit, TreeError for one that is not there.

    git gives up at the first object that is broken, or that a partial clone would have to fetch: then that one is an
    error, and the others are asked for again, without those that are not in the store.
    """
    present: set[str] | None = None
    done = 0
    while done < len(entries):
        asked = [entry for entry in entries[done:] if present is None or entry.blob in present]
        process = repository.start(*WORDS, given="".join(entry.blob + "\n" for entry in asked).encode())
        output = Output(process)
        for entry in entries[done:]:
            if present is not None and entry.blob not in present:
                content: bytes | TreeError | None = absent(entry)
            else:
                content = next_blob(output, entry, limit)
            done += 1
            if content is None:
                yield TreeError(f"{shown(entry.path)} cannot be read from git: {complaint(process, WORDS)}.")
                break
            yield content
        if present is None and done < len(entries):
            present = stored(repository)
        elif present is not None and done < len(entries):
            present.discard(entries[done - 1].blob)


def next_blob(output: Output, entry: Entry, limit: int) -> bytes | TreeError | None:
    """The next answer of git cat-file --batch; None where it ended."""
    header = output.line()
    if header is None:
        return None
    if header.endswith(b" missing"):
        return absent(entry)
    size = int(header.rsplit(b" ", 1)[1])
    if -1 < limit < size:
        output.skip(size + 1)
        return TooLarge(entry.path, size, limit)
    content = output.take(size)
    return content if output.take(1) else None


def absent(entry: Entry) -> TreeError:
    return TreeError(
        f"{shown(entry.path)}: its content {entry.blob[:12]} is not in this clone; fetch it (in a partial clone "
        "`git fetch --refetch --no-filter`), or see `git fsck`."
    )


def stored(repository: Repository) -> set[str]:
    """The ids of all objects at hand; asking in this way fetches nothing."""
    words = ("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
    return set(repository.run(*words).decode().split())
