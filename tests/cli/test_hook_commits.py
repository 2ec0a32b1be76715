"""Real commits through the real pre-commit and prek: what contradicts is blocked, what is corrected goes in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]
ROOT = Path(__file__).resolve().parents[2]
REGISTRY = "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md"
INVENTORY = "docs/_core/03-SERVICE_INVENTORY.md"
SNAPSHOT = "docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md"
LAST_ROW = "| Home Assistant (DietPi) |"
PREK = str(Path(sys.executable).parent / "prek")
LOCAL = f"""repos:
  - repo: local
    hooks:
      - id: consistency
        name: consistency
        entry: {sys.executable} -m consistency check --staged
        language: system
        always_run: true
        pass_filenames: false
"""


def row(port: int) -> str:
    """A service that no document knows yet."""
    return f"| Paperless | Mini | {port} | 0.0.0.0 | http://192.168.1.71:{port} | none documented | asked for today |\n"


@pytest.fixture
def example(worked: GitRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """The worked example in a repository of its own, with the hook installed."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    worked.commit({".pre-commit-config.yaml": LOCAL}, "the hook")
    install(worked)
    return worked


def install(repository: GitRepository) -> None:
    words = ("-t", "pre-commit", "-t", "pre-merge-commit")
    repository.run(sys.executable, "-m", "pre_commit", "install", *words)


def edit(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def give(folder: Path, port: int) -> None:
    """Put the new service on a port, whatever it had."""
    text = (folder / REGISTRY).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("| Paperless")]
    (folder / REGISTRY).write_text("\n".join(lines).replace(LAST_ROW, row(port) + LAST_ROW, 1), encoding="utf-8")


class Tried(NamedTuple):
    """How a commit ended: whether there is a new one, and all that was said."""

    made: bool
    said: str


def attempt(repository: GitRepository, *words: str, cwd: str = ".") -> Tried:
    before = repository.git("rev-parse", "HEAD", cwd=cwd)
    done = repository.run("git", *(words or ("commit", "-am", "edit")), cwd=cwd, check=False)
    made = repository.git("rev-parse", "HEAD", cwd=cwd) != before
    assert made == (done.returncode == 0)
    return Tried(made, done.stdout + done.stderr)


def assert_both_sides(tried: Tried) -> None:
    """Blocked, with the two places, what to do, and how to answer it."""
    assert not tried.made, tried.said
    for told in ("Paperless", "Open WebUI", f"{REGISTRY}:8", f"{REGISTRY}:16", "next: ", "consistency ledger accept "):
        assert told in tried.said


class Form(NamedTuple):
    """A way to commit: what is done before, and the words for git."""

    stages: bool
    words: tuple[str, ...]
    cwd: str = "."


FORMS = {
    "plain": Form(True, ("commit", "-m", "edit")),
    "all": Form(False, ("commit", "-a", "-m", "edit")),
    "paths": Form(False, ("commit", "-m", "edit", REGISTRY)),
    "amend": Form(True, ("commit", "--amend", "--no-edit")),
    "subfolder": Form(True, ("commit", "-m", "edit"), "docs/_core"),
    "subfolder, path": Form(False, ("commit", "-m", "edit", "02-PORTS_ENDPOINTS_REGISTRY.md"), "docs/_core"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_second_service_on_a_taken_port_is_blocked_until_it_moves(form: Form, example: GitRepository) -> None:
    if "--amend" in form.words:
        example.commit({"docs/words.md": "words\n"}, "to be amended")
    for port, made in ((3000, False), (3900, True)):
        give(example.path, port)
        if form.stages:
            example.git("add", REGISTRY)
        tried = attempt(example, *form.words, cwd=form.cwd)
        assert tried.made == made, tried.said
        if not made:
            assert_both_sides(tried)


def test_only_what_is_staged_is_judged(example: GitRepository) -> None:
    """The work tree may hold what it likes; and what is staged is judged even where the work tree is right again."""
    give(example.path, 3000)
    edit(example.path, INVENTORY, "chat in the browser", "chat in a browser")
    assert attempt(example, "commit", "-m", "words", INVENTORY).made
    example.git("add", REGISTRY)
    give(example.path, 3900)
    assert_both_sides(attempt(example, "commit", "-m", "partly staged"))
    assert "3900" in (example.path / REGISTRY).read_text(encoding="utf-8")
    give(example.path, 3000)
    example.git("stash", "--quiet")
    edit(example.path, INVENTORY, "chat in a browser", "chat in your browser")
    assert attempt(example).made


def test_in_a_linked_worktree(example: GitRepository) -> None:
    linked = example.path.parent / "linked"
    example.git("worktree", "add", "--quiet", "-b", "side", str(linked))
    give(linked, 3000)
    assert_both_sides(attempt(example, "commit", "-am", "edit", cwd=str(linked)))
    give(linked, 3900)
    assert attempt(example, "commit", "-am", "edit", cwd=str(linked)).made


def test_a_merge_is_judged_by_what_neither_side_had(example: GitRepository) -> None:
    other = "# More services\n\n| service | host | port |\n| --- | --- | --- |\n| Paperless | Mini | {} |\n"
    example.git("branch", "side")
    give(example.path, 3900)
    assert attempt(example).made
    example.git("checkout", "--quiet", "side")
    example.commit({"docs/_core/MORE.md": other.format(3901)}, "here on another port")
    merge = ("merge", "--no-edit", "--no-ff", "main")
    blocked = attempt(example, *merge)
    assert not blocked.made
    assert f"{REGISTRY}:16" in blocked.said
    assert "docs/_core/MORE.md:5" in blocked.said
    example.git("merge", "--abort")
    example.commit({"docs/_core/MORE.md": other.format(3900)}, "on the same port")
    assert attempt(example, *merge).made


OPENVINO = "| Mini | 9000 | 0.0.0.0 | http://localhost:9000 |"


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        pytest.param(
            REGISTRY,
            OPENVINO,
            OPENVINO.replace("9000", "9001"),
            ("[A101]", "[G301]", f"{REGISTRY}:9", f"{INVENTORY}:"),
            id="moves a fixed port",
        ),
        pytest.param(INVENTORY, "--port 3000", "--port 3001", (f"{REGISTRY}:8", f"{INVENTORY}:"), id="another port"),
        pytest.param(
            INVENTORY,
            "--host 0.0.0.0 --port 9000",
            "--host 127.0.0.1 --port 9000",
            (f"{REGISTRY}:9", f"{INVENTORY}:"),
            id="another bind",
        ),
        pytest.param(SNAPSHOT, "127.0.0.1", "0.0.0.0", ("[G302]", f"{SNAPSHOT}:1"), id="edits a snapshot"),
    ],
)
def test_blocked_until_taken_back(
    path: str, old: str, new: str, shown: tuple[str, ...], example: GitRepository
) -> None:
    edit(example.path, path, old, new)
    blocked = attempt(example)
    assert not blocked.made, blocked.said
    for told in (*shown, "next: ", "consistency ledger accept "):
        assert told in blocked.said
    edit(example.path, path, new, old)
    edit(example.path, REGISTRY, "Which service answers where.", "This page says which service answers where.")
    assert attempt(example).made


def test_prose_passes_and_old_findings_do_not_block(example: GitRepository) -> None:
    edit(example.path, REGISTRY, "Which service answers where.", "This page says which service answers where.")
    tried = attempt(example)
    assert tried.made, tried.said
    assert "Passed" in tried.said


def test_through_prek(example: GitRepository) -> None:
    example.run(PREK, "install", "-f", PREK_HOME=str(example.path.parent / "prek"))
    give(example.path, 3000)
    assert_both_sides(attempt(example))
    give(example.path, 3900)
    assert attempt(example).made


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> str:
    """This repository as it lies here, committed somewhere else: the lines that a configuration names it with."""
    folder = tmp_path_factory.mktemp("offered")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    who = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.org", "-c", "commit.gpgSign=false")
    for words in (("init", "--quiet"), ("add", "-A"), (*who, "commit", "--quiet", "--no-verify", "-m", "all")):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True)
    return f"repos:\n  - repo: {folder}\n    rev: {head.stdout.strip()}\n    hooks:\n      - id: consistency\n"


def test_another_repository_uses_this_ones_hook(
    offered: str, git_repository: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    repository = git_repository()
    line = "| {} | nas | {} |\n"
    table = "# Ports\n\n| service | host | port |\n| --- | --- | --- |\n" + line.format("Jellyfin", 8096)
    repository.commit({"docs/PORTS.md": table, ".pre-commit-config.yaml": offered}, "documents")
    install(repository)
    repository.stage({"docs/PORTS.md": table + line.format("Navidrome", 8096)})
    blocked = attempt(repository, "commit", "-m", "edit")
    assert not blocked.made
    assert "docs/PORTS.md:5" in blocked.said, blocked.said
    assert "docs/PORTS.md:6" in blocked.said
    repository.stage({"docs/PORTS.md": table + line.format("Navidrome", 4533)})
    done = attempt(repository, "commit", "-m", "edit")
    assert done.made, done.said
    assert "Passed" in done.said
    repository.write({"docs/PORTS.md": table + "\nWords.\n"})
    assert attempt(repository).made
