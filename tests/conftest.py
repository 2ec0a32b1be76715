"""Real git repositories for tests, and an environment in which they are the same everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "tools"

CONFIG = """
[user]
    name = Ada Example
    email = ada@example.org
[init]
    defaultBranch = main
[core]
    excludesFile =
    attributesFile =
[commit]
    gpgSign = false
[protocol "file"]
    allow = always
[safe]
    directory = *
"""


settings.register_profile("consistency", deadline=None)  # how long a loaded machine takes says nothing
settings.load_profile("consistency")


@pytest.fixture(autouse=True)
def _known_git(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting, identity or repository of whoever runs the tests reaches a git that they start."""
    for name in list(os.environ):
        if name.startswith("GIT"):
            monkeypatch.delenv(name)
    config = tmp_path_factory.getbasetemp() / "gitconfig"
    if not config.exists():
        config.write_text(CONFIG)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_ATTR_NOSYSTEM", "1")


class GitRepository:
    """A repository on the disk, driven as a user would."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def git(self, *words: str, cwd: str = ".", date: str = "", check: bool = True, **variables: str) -> str:
        """What a git command prints. `date` (2026-02-09, or with a time and offset) dates a commit."""
        return self.run("git", *words, cwd=cwd, date=date, check=check, **variables).stdout

    def run(
        self, *command: str, cwd: str = ".", date: str = "", check: bool = True, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run any command in the repository; `check` turns a failure into an error that shows what it said."""
        if date:
            moment = date if "T" in date else f"{date}T12:00:00+00:00"
            variables = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, **variables}
        environment = {**os.environ, **variables}
        done = subprocess.run(
            command, cwd=self.path / cwd, env=environment, capture_output=True, text=True, errors="surrogateescape"
        )
        if check and done.returncode:
            raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files, with the folders they lie in; line ends stay as given."""
        for name, text in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))

    def stage(self, files: Mapping[str, str | bytes]) -> None:
        """Write files and stage exactly these."""
        self.write(files)
        self.git("--literal-pathspecs", "add", "--", *files)

    def commit(self, files: Mapping[str, str | bytes], message: str = "change", date: str = "") -> str:
        """Write, stage and commit files; the new commit's id. No hook runs: for that use `git("commit", ...)`."""
        if files:
            self.stage(files)
        self.git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", message, date=date)
        return self.git("rev-parse", "HEAD").strip()

    def hook(self, script: str, name: str = "pre-commit") -> None:
        """Install a git hook: a Python script that can import the package."""
        path = Path(self.git("rev-parse", "--path-format=absolute", "--git-path", f"hooks/{name}").strip())
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(PACKAGE)!r})\n{script}\n")
        path.chmod(0o755)


@pytest.fixture
def git_repository(tmp_path: Path) -> Callable[..., GitRepository]:
    """Makes repositories: `git_repository()`, or by name, with words for git init: `git_repository("b", "--bare")`."""

    def make(name: str = "repository", *options: str) -> GitRepository:
        path = tmp_path / name
        path.mkdir(parents=True)
        repository = GitRepository(path)
        repository.git("init", "--quiet", *options)
        return repository

    return make


@pytest.fixture
def worked(git_repository: Callable[..., GitRepository]) -> GitRepository:
    """A repository whose first commit holds the worked example: its canon and its evidence."""
    repository = git_repository()
    for name in ("docs/_core", "docs/snapshots"):
        shutil.copytree(ROOT / name, repository.path / name)
    repository.git("add", "-A")
    repository.commit({}, "documents")
    return repository
