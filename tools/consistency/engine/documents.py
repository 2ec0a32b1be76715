"""The documents of a tree: what is known of each is taken from the store, what is not is read, in several processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from consistency.cache import patterns as compiled
from consistency.cache.packed import Kept
from consistency.config import Config
from consistency.engine.means import Means
from consistency.engine.processes import Task, many, worth
from consistency.engine.reading import is_markdown, kept_of, patterns, problem, wanted
from consistency.markdown.text import Text
from consistency.model.claim import Claim
from consistency.model.digest import hexdigest
from consistency.tree.source import Entry, TooLarge, Tree, TreeError
from consistency.values.starred import Finder

#: Documents read and kept at a time: what a run that is killed has done, the next one need not do.
ROUND = 2000
#: Texts fetched one at a time before all are fetched together.
_SINGLY = 8


class Texts(Mapping[str, str]):
    """The decoded text of each document that could be read, by path; fetched when it is asked for.

    Where a few are asked for one by one, `eager` fetches the others, too.
    """

    def __init__(self, tree: Tree, entries: Mapping[str, Entry], limit: int, eager: bool = True) -> None:
        self._tree, self._entries, self._limit, self._eager = tree, entries, limit, eager
        self._held: dict[str, str] = {}
        self._alone = 0
        self.moved = False  # a file has become another one since the tree was listed

    def __getitem__(self, path: str) -> str:
        if path not in self._held:
            if path not in self._entries:
                raise KeyError(path)
            self._alone += 1
            self.fetch(self._entries if self._eager and self._alone > _SINGLY else (path,))
        return self._held[path]

    def __contains__(self, path: object) -> bool:
        return path in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def fetch(self, paths: Iterable[str]) -> None:
        """Get several at once."""
        wanted = [self._entries[path] for path in paths if path in self._entries and path not in self._held]
        for entry, data in self._tree.read_many(wanted, self._limit):
            self._held[entry.path] = Text.of(data).text if isinstance(data, bytes) else ""
            self.moved |= not isinstance(data, bytes) or (bool(entry.blob) and self._tree.blob_id(data) != entry.blob)


class Documents:
    """What a tree's documents say, by path in its order: `kept`, or one after another from `each`, which holds none.

    `entries` are the files that they are, `anew` how many had to be read so far.
    """

    def __init__(self, tree: Tree, config: Config, means: Means) -> None:
        self._tree, self._config, self.means = tree, config, means
        self.entries = {entry.path: entry for entry in tree.entries() if wanted(entry.path, config)}
        self.anew = 0
        self._paths = Finder(self.entries)
        self._data: dict[str, bytes | TreeError] = {}
        self._all: dict[str, Kept] | None = None
        self._identify()

    @property
    def kept(self) -> dict[str, Kept]:
        """Everything at once."""
        if self._all is None:
            self._all = dict(self.each())
        return self._all

    @property
    def texts(self) -> Texts:
        """The texts of the documents that could be read."""
        readable = {path: entry for path, entry in self.entries.items() if self.kept[path].state == "read"}
        return Texts(self._tree, readable, self._config.max_file_size)

    def each(self) -> Iterator[tuple[str, Kept]]:
        """Path and reading of every document; what is not known is read, many at a time."""
        every = list(self.entries.values())
        for start in range(0, len(every), ROUND):
            some = every[start : start + ROUND]
            found = self._known(some)
            missing = [entry for entry in some if entry.path not in found]
            self.anew += len(missing)
            found.update(self._read(missing, start, len(every)))
            yield from ((entry.path, found[entry.path]) for entry in some)

    def _identify(self) -> None:
        """The blob id of every file, where git does not know it from the bytes."""
        unknown = [entry for entry in self.entries.values() if not entry.blob]
        for entry, data in self._tree.read_many(unknown, self._config.max_file_size):
            blob = self._tree.blob_id(data) if isinstance(data, bytes) else ""
            self.entries[entry.path] = entry._replace(blob=blob)
            if len(self._data) < ROUND or not blob:
                self._data[entry.path] = data

    def _key(self, entry: Entry, around: str = "") -> str:
        return reading_key(self._config, entry.blob, entry.path, around)

    def _known(self, entries: Iterable[Entry]) -> dict[str, Kept]:
        """What is kept of these, read beside the very files that are there now."""
        keys = {self._key(entry): entry for entry in entries if entry.blob}
        found: dict[str, Kept] = {}
        others: dict[str, str] = {}
        for key, kept in self.means.store.get(list(keys)).items():
            around = self._around(kept.beside)
            if kept.around == around:
                found[keys[key].path] = kept
            elif around:
                others[self._key(keys[key], around)] = keys[key].path
        again = self.means.store.get(list(others)) if others else {}
        return found | {others[key]: kept for key, kept in again.items()}

    def _around(self, meant: tuple[str, ...]) -> str:
        """A digest of the files beside a document, "" where it looks at none."""
        if not meant:
            return ""
        seen = [(path, self.entries[path].blob) for path in self._paths.meant(meant)]
        return hexdigest(repr(seen))

    def _read(self, entries: Sequence[Entry], done: int, total: int) -> dict[str, Kept]:
        """Read these documents, and keep what they say."""
        if not entries:
            return {}
        compiled.load(self.means.store)
        read: dict[str, Kept] = {}
        tasks: list[Task] = []
        new: dict[str, Kept] = {}
        unread = [entry for entry in entries if entry.path not in self._data]
        fetched = dict(self._tree.read_many(unread, self._config.max_file_size))
        texts = Texts(self._tree, self.entries, self._config.max_file_size)
        for entry in entries:
            data = fetched[entry] if entry in fetched else self._data.pop(entry.path)
            if isinstance(data, TreeError):
                read[entry.path] = failed = _failed(entry, data)
                if entry.blob and failed.state == "too-large":
                    new[self._key(entry)] = failed
            else:
                tasks.append(self._task(entry, data, texts))
        for task, kept in zip(tasks, self._parsed(tasks, done, total), strict=True):
            read[task.entry.path] = kept = kept._replace(beside=task.beside, around=task.around)
            if not texts.moved and self._tree.blob_id(task.data) == task.entry.blob:
                new[self._key(task.entry)] = new[self._key(task.entry, task.around)] = kept
        self.means.store.put(new)
        return read

    def _task(self, entry: Entry, data: bytes, texts: Texts) -> Task:
        if is_markdown(entry.path):
            return Task(entry, data, {}, (), "")
        meant = patterns(entry.path, Text.of(data).text)
        near = {path: texts[path] for path in self._paths.meant(meant)}
        return Task(entry, data, near, meant, self._around(meant))

    def _parsed(self, tasks: Sequence[Task], done: int, total: int) -> Iterator[Kept]:
        jobs = worth(len(tasks), self.means.jobs)
        if jobs > 1:
            results: Iterator[Kept] = many(tasks, self._config, jobs)
        else:
            results = (kept_of(task.entry.path, task.data, task.texts, self._config) for task in tasks)
        for position, kept in enumerate(results, 1):
            self.means.at("reading", done + position, total)
            yield kept


def reading_key(config: Config, blob: str, path: str, around: str = "") -> str:
    """What a reading is kept under: all that it depends on; without a digest of the files beside it, the latest reading."""
    return f"{config.digest()} {blob} {path}" + (f"\n{around}" if around else "")


def _failed(entry: Entry, error: TreeError) -> Kept:
    kind = "too-large" if isinstance(error, TooLarge) else "unreadable"
    found: Claim = problem(entry.path, kind, str(error))
    return Kept((found,), state=kind)
