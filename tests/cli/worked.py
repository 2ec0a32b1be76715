"""The worked example, copied into a repository of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md"
INVENTORY = "docs/_core/03-SERVICE_INVENTORY.md"
SNAPSHOT = "docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md"


def worked(git_repository: Callable[..., Any]) -> Any:
    """A repository whose first commit holds the example's canon and evidence."""
    repository = git_repository()
    for name in ("docs/_core", "docs/snapshots"):
        shutil.copytree(ROOT / name, repository.path / name)
    repository.git("add", "-A")
    repository.git("commit", "--quiet", "-m", "documents")
    return repository
