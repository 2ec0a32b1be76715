"""Real commits through the real pre-commit: what contradicts is blocked, what is corrected goes in."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md"
INVENTORY = "docs/_core/03-SERVICE_INVENTORY.md"
SNAPSHOT = "docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md"
LAST_ROW = "| Home Assistant (DietPi) |"
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


@pytest.fixture
def example(git_repository: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The worked example in a repository of its own, with the hook installed."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    repository = git_repository()
    for name in ("docs/_core", "docs/snapshots"):
        shutil.copytree(ROOT / name, repository.path / name)
    (repository.path / ".pre-commit-config.yaml").write_text(LOCAL, encoding="utf-8")
    repository.git("add", "-A")
    repository.git("commit", "--quiet", "-m", "documents")
    repository.run(sys.executable, "-m", "pre_commit", "install")
    return repository


def edit(repository: Any, path: str, old: str, new: str) -> None:
    file = repository.path / path
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def commit(repository: Any, *words: str) -> "subprocess.CompletedProcess[str]":
    done: subprocess.CompletedProcess[str] = repository.run("git", "commit", "-m", "edit", *words, check=False)
    return done


def head(repository: Any) -> str:
    return str(repository.git("rev-parse", "HEAD"))


def test_a_second_service_on_a_taken_port_is_blocked_until_it_moves(example: Any) -> None:
    before = head(example)
    row = "| Grafana | Mini | {} | 0.0.0.0 | http://192.168.1.71:{} | none documented | asked for today |\n"
    edit(example, REGISTRY, LAST_ROW, row.format(3000, 3000) + LAST_ROW)
    blocked = commit(example, "-a")
    said = blocked.stdout + blocked.stderr
    assert blocked.returncode != 0
    assert head(example) == before
    assert "Grafana" in said
    assert "Open WebUI" in said
    assert f"{REGISTRY}:8" in said
    edit(example, REGISTRY, row.format(3000, 3000), row.format(3900, 3900))
    done = commit(example, "-a")
    assert done.returncode == 0, done.stdout + done.stderr
    assert head(example) != before


OPENVINO = "| Mini | 9000 | 0.0.0.0 | http://localhost:9000 |"


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        pytest.param(
            REGISTRY, OPENVINO, OPENVINO.replace("9000", "9001"), (f"{REGISTRY}:9", INVENTORY), id="moves a fixed port"
        ),
        pytest.param(INVENTORY, "--port 3000", "--port 3001", (f"{REGISTRY}:8", INVENTORY), id="another port"),
        pytest.param(
            INVENTORY, "--host 0.0.0.0 --port 9000", "--host 127.0.0.1 --port 9000", (REGISTRY, INVENTORY), id="a bind"
        ),
        pytest.param(SNAPSHOT, "127.0.0.1", "0.0.0.0", (SNAPSHOT,), id="edits a snapshot"),
    ],
)
def test_blocked(path: str, old: str, new: str, shown: tuple[str, ...], example: Any) -> None:
    before = head(example)
    edit(example, path, old, new)
    blocked = commit(example, "-a")
    said = blocked.stdout + blocked.stderr
    assert blocked.returncode != 0, said
    assert head(example) == before
    for place in shown:
        assert place in said


def test_a_commit_of_prose_passes_and_old_findings_do_not_block(example: Any) -> None:
    edit(example, REGISTRY, "Which service answers where.", "This page says which service answers where.")
    done = commit(example, "-a")
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_what_is_staged_is_judged(example: Any) -> None:
    row = "| Grafana | Mini | 3000 | 0.0.0.0 | http://192.168.1.71:3000 | none documented | asked for today |\n"
    edit(example, REGISTRY, LAST_ROW, row + LAST_ROW)
    edit(example, INVENTORY, "chat in the browser", "chat in a browser")
    done = commit(example, INVENTORY)
    assert done.returncode == 0, done.stdout + done.stderr


def test_another_repository_uses_this_ones_hook(
    git_repository: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    repository = git_repository()
    revision = repository.git("-C", str(ROOT), "rev-parse", "HEAD").strip()
    row = "| {} | nas | {} |\n"
    table = "# Ports\n\n| service | host | port |\n| --- | --- | --- |\n" + row.format("Jellyfin", 8096)
    config = f"repos:\n  - repo: {ROOT}\n    rev: {revision}\n    hooks:\n      - id: consistency\n"
    repository.commit({"docs/PORTS.md": table, ".pre-commit-config.yaml": config}, "documents")
    repository.run(sys.executable, "-m", "pre_commit", "install")
    repository.stage({"docs/PORTS.md": table + row.format("Navidrome", 8096)})
    blocked = commit(repository)
    said = blocked.stdout + blocked.stderr
    assert blocked.returncode != 0, said
    assert "docs/PORTS.md:5" in said
    assert "docs/PORTS.md:6" in said
    repository.stage({"docs/PORTS.md": table + row.format("Navidrome", 4533)})
    done = commit(repository)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "consistency" in done.stdout + done.stderr
