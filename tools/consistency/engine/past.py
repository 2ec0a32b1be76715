"""The states of a branch, commit by commit: each content read once, rules run again only where claims changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from consistency.config import Config, load
from consistency.engine.gather import Gathered, governing, is_markdown, read, wanted
from consistency.engine.growing import Growing
from consistency.engine.judge import finish
from consistency.engine.site import declared
from consistency.markdown.text import Text
from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.identity import Identity
from consistency.model.run import Looked
from consistency.readers.config import kinds
from consistency.tree.blobs import read_blobs
from consistency.tree.git import Repository, find, required
from consistency.tree.history import Commit, blobs_touched, commit_at, commits
from consistency.tree.revision import Revision, revision
from consistency.tree.source import Entry
from consistency.values.starred import means


class State(NamedTuple):
    """The documents as a commit left them. `moved` maps the old paths of what it renamed to the new ones.

    `findings` are those of families A to F: what documents say against each other and against evidence.
    """

    commit: Commit
    moved: Mapping[str, str]
    identity: Identity
    groups: Mapping[str, Mapping[str, tuple[Fact, ...]]]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A branch's own line of commits, oldest first: a merge stands for all that it brought."""

    repository: Repository
    config: Config
    commits: tuple[Commit, ...]

    def states(self) -> Iterator[State]:
        """The state after each commit, oldest first."""
        growing = Growing(self.config)
        contents = Contents(self)
        checked: list[Finding] = []
        for commit in self.commits:
            touched = contents.take(commit)
            changed = {path: contents.claims(path) for path in touched}
            grown = growing.change({path: claims for path, claims in changed.items() if claims is not None})
            if commit.changes:  # a declared check may read any file, not only the documents
                checked = contents.declared() if contents.pages else []
            findings = finish([*(one for one in grown if one.family not in "GM"), *checked], self.config)
            moved = {
                change.old.path: change.new.path
                for change in commit.changes
                if change.status == "R" and change.old and change.new
            }
            yield State(commit, moved, growing.identity, growing.groups, tuple(findings))


def past(folder: str = ".", name: str = "HEAD") -> Past:
    """The past of a revision's branch, read with the configuration that it has now. Raises TreeError, ConfigError."""
    repository = required(find(folder), folder)
    return Past(repository, load(revision(repository, name)), tuple(commits(repository, name, first_parent=True)))


def tree_at(folder: str, day: str, name: str = "HEAD") -> Revision:
    """The tree as the branch's last commit of a day (YYYY-MM-DD) or before left it. Raises TreeError, MissingBase."""
    repository = required(find(folder), folder)
    return revision(repository, commit_at(repository, day, name))


class Contents:
    """The files of the state that was reached, and what they say; moves forward with `take`."""

    def __init__(self, past: Past) -> None:
        self._repository = past.repository
        self._config = past.config
        needed = [entry for entry in blobs_touched(past.commits) if self._reads(entry.path)]
        paths = {entry.blob for entry in needed}
        named = (change.new for commit in past.commits for change in commit.changes)
        # One content may lie at two places, and be read at the second only.
        needed += [entry for entry in named if entry and entry.blob not in paths and self._reads(entry.path)]
        self._coming = zip(
            needed, read_blobs(past.repository, needed, past.config.max_file_size), strict=True
        )  # as commits need them
        self._texts: dict[str, str | None] = {}
        self._claims: dict[tuple[str, ...], tuple[Claim, ...]] = {}
        self._files: dict[str, Entry] = {}
        self._siblings: dict[str, tuple[str, ...]] = {}

    def _reads(self, path: str) -> bool:
        return wanted(path, self._config)

    @property
    def pages(self) -> list[str]:
        """The definitions of done."""
        from consistency.values.glob import matches

        return [path for path in self._files if any(matches(glob, path) for glob in self._config.dod)]

    def take(self, commit: Commit) -> set[str]:
        """Go on to a commit; the documents to read anew: changed, gone, or beside a changed one that they need."""
        touched: set[str] = set()
        for change in commit.changes:
            if change.old:
                self._files.pop(change.old.path, None)
                touched.add(change.old.path)
        for change in commit.changes:
            if change.new:
                self._files[change.new.path] = change.new
                touched.add(change.new.path)
        beside = {
            path
            for path, patterns in self._siblings.items()
            if any(means(pattern, other) for pattern in patterns for other in touched)
        }
        return {path for path in touched | beside if self._reads(path)}

    def text(self, path: str) -> str | None:
        """The text of a document, None where it is not there or cannot be read."""
        entry = self._files.get(path)
        if entry is None:
            return None
        while entry.blob not in self._texts:
            coming = next(self._coming, None)
            if coming is None:
                coming = (entry, next(read_blobs(self._repository, [entry], self._config.max_file_size)))
            self._texts[coming[0].blob] = Text.of(coming[1]).text if isinstance(coming[1], bytes) else None
        return self._texts[entry.blob]

    def claims(self, path: str) -> tuple[Claim, ...]:
        """What a document says; nothing where it is gone."""
        text = self.text(path)
        if text is None:
            self._siblings.pop(path, None)
            return ()
        beside = self._beside(path, text)
        key = (path, self._files[path].blob, *(part for name in beside for part in (name, self._files[name].blob)))
        if key not in self._claims:
            texts = {name: found for name in beside if (found := self.text(name)) is not None}
            self._claims[key] = read(path, text, texts, self._config).claims
        return self._claims[key]

    def _beside(self, path: str, text: str) -> list[str]:
        """The other documents that this one cannot be read without."""
        kind = "" if is_markdown(path) else kinds.kind_of(path, text[: kinds.HEAD])
        patterns = tuple(kinds.siblings_of(kind, path, text)) if kind else ()
        if not patterns:
            self._siblings.pop(path, None)
            return []
        self._siblings[path] = patterns
        return sorted(
            name for name in self._files if self._reads(name) and any(means(pattern, name) for pattern in patterns)
        )

    def declared(self) -> list[Finding]:
        """What the checks find that the definition of done declares."""
        paths = tuple(sorted(self._files))
        claims = tuple(claim for path in paths if self._reads(path) for claim in self.claims(path)[:1])
        gathered = Gathered(claims, (), {}, paths, Looked(), governing=governing(paths, self._config))
        found = declared(gathered, self._config, self.text)
        return [one for one in found if one.family not in "GM"]
