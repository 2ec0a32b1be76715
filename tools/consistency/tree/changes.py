"""What differs between two trees; a renamed document is the same document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from consistency.tree.git import Repository, complaint, fields
from consistency.tree.index import Index
from consistency.tree.raw import FileChange, between, by_place, changes
from consistency.tree.revision import Revision
from consistency.tree.source import Entry, Tree, TreeError

RAW = ("--raw", "-z", "--no-abbrev", "--ignore-submodules=all")
#: A rename that was also edited: at least this part of the longer file's lines is in the other, as with git's -M.
ALIKE = 0.5
#: Beyond this many pairs only renames without edits are found, as git does with its rename limit.
PAIRS = 10_000


def changed(base: Tree, tree: Tree) -> tuple[FileChange, ...]:
    """The files that differ, sorted by path. Two trees of git's take one call, whatever the repository's size.

    A file whose blob is not known without reading (`Entry.blob` is "") is read to compare it. Raises TreeError.
    """
    if isinstance(base, Revision) and isinstance(tree, Index):
        words = ("diff-index", "--cached", "--ita-invisible-in-index", *RAW)
        return by_place(asked(tree.repository, words, base.id))
    if isinstance(base, Revision) and isinstance(tree, Revision):
        return by_place(asked(tree.repository, ("diff-tree", "-r", *RAW), base.id, tree.id))
    return by_place(compared(base, tree))


def asked(repository: Repository, words: tuple[str, ...], *ids: str) -> Iterator[FileChange]:
    """git's own answer. In a partial clone it may lack what it takes to see that an edited file was renamed."""
    for renames in ("-M", "-M100%"):
        process = repository.start(*words, renames, *ids)
        written = process.output()
        if process.status == 0:
            return changes(iter(fields(written)))
    raise TreeError(complaint(process, words))


def compared(base: Tree, tree: Tree) -> Iterator[FileChange]:
    """The same for trees that git does not hold."""
    old = {entry.path: entry for entry in base.entries()}
    new = {entry.path: entry for entry in tree.entries()}
    new |= identified(tree, [entry for path, entry in new.items() if path in old and not entry.blob])
    old |= identified(base, [entry for path, entry in old.items() if path in new and not entry.blob])
    gone = [entry for path, entry in old.items() if path not in new]
    come = [entry for path, entry in new.items() if path not in old]
    pairs = renames(base, tree, gone, come)
    for path, entry in new.items():
        change = between(old.get(path) or pairs.get(entry), entry)
        if change is not None:
            yield change
    moved = set(pairs.values())
    yield from (FileChange("D", entry, None) for entry in gone if entry not in moved)


def identified(tree: Tree, entries: list[Entry]) -> dict[str, Entry]:
    """The entries with their blob ids, by path, from their bytes; one that cannot be read stays without."""
    return {
        entry.path: entry if isinstance(data, TreeError) else Entry(entry.path, tree.blob_id(data), len(data))
        for entry, data in tree.read_many(entries)
    }


def renames(base: Tree, tree: Tree, gone: list[Entry], come: list[Entry]) -> dict[Entry, Entry]:
    """For a file that came, the file that went and is the same, or the most alike: one to one."""
    if not gone or not come or len(gone) * len(come) > PAIRS:
        return {}
    before = {entry: lines(data) for entry, data in base.read_many(gone) if isinstance(data, bytes)}
    after = {entry: lines(data) for entry, data in tree.read_many(come) if isinstance(data, bytes)}
    scores = [(likeness(was, now), old, new) for old, was in before.items() for new, now in after.items()]
    pairs: dict[Entry, Entry] = {}
    for score, old, new in sorted(scores, key=lambda item: (-item[0], item[1].path, item[2].path)):
        if score >= ALIKE and new not in pairs and old not in pairs.values():
            pairs[new] = old
    return pairs


def lines(data: bytes) -> Counter[bytes]:
    return Counter(data.split(b"\n"))


def likeness(one: Counter[bytes], other: Counter[bytes]) -> float:
    """From 0 to 1: the bytes in lines that both have, of the larger one's."""
    larger = max(weight(one), weight(other))
    return weight(one & other) / larger if larger else 0.0


def weight(counted: Counter[bytes]) -> int:
    return sum((len(line) + 1) * count for line, count in counted.items()) - 1
