"""Where snapshots of this repository go, and what its configuration says about hosts."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from consistency.config.read import load
from consistency.config.settings import Config
from consistency.tree.git import Repository, find
from consistency.tree.source import TreeError
from consistency.tree.worktree import Worktree


class Site(NamedTuple):
    """top: the repository's work tree, or the folder where there is none. folder: where snapshots are written."""

    top: Path
    config: Config
    repository: Repository | None = None

    @property
    def folder(self) -> Path:
        return self.top / self.config.snapshot_folder()

    def commit(self) -> str:
        """The commit that is checked out, "" where there is none."""
        try:
            head = self.repository.run("rev-parse", "--verify", "HEAD") if self.repository else b""
        except TreeError:
            return ""
        return head.decode("ascii", "replace").strip()[:12]

    def shown(self, path: Path) -> str:
        """A path as the reader would write it: from here where it lies below, else whole."""
        for start in (Path.cwd(), self.top):
            if path.is_relative_to(start):
                return str(path.relative_to(start))
        return str(path)


def site(directory: str) -> Site:
    """The repository around a folder and its configuration. Raises ConfigError, TreeError."""
    repository = find(directory)
    top = repository.top if repository and repository.top else directory
    return Site(
        Path(top).resolve(), load(Worktree(top, repository if repository and repository.top else None)), repository
    )
