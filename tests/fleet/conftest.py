"""Small fleets: repositories that share hosts, written where a test wants them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from consistency.fleet.run import Fleet, run
from consistency.fleet.source import sources
from consistency.model.claim import Claim
from consistency.model.objects import claim_object

TODAY = "2026-02-09"


def table(*rows: tuple[str, str, int]) -> str:
    """A registry page: service, host ("" for none), port."""
    lines = [f"| {service} | {host} | {port} |" for service, host, port in rows]
    return "\n".join(["# Services", "", "| Service | Host | Port |", "|---|---|---|", *lines, ""])


@pytest.fixture
def clones(tmp_path: Path) -> Callable[[Mapping[str, Mapping[str, str]]], str]:
    """Writes repositories by owner/name, each with its files; gives their folder."""

    def write(repositories: Mapping[str, Mapping[str, str]]) -> str:
        folder = tmp_path / "clones"
        for name, files in repositories.items():
            (folder / name).mkdir(parents=True)
            subprocess.run(["git", "init", "--quiet"], cwd=folder / name, check=True)
            for path, text in files.items():
                (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / name / path).write_text(text, encoding="utf-8")
        return str(folder)

    return write


@pytest.fixture
def judged(clones: Callable[[Mapping[str, Mapping[str, str]]], str]) -> Callable[..., Fleet]:
    """The run over repositories that each have one registry page."""

    def judge(**pages: Iterable[tuple[str, str, int]]) -> Fleet:
        folder = clones({f"team/{name}": {"README.md": table(*rows)} for name, rows in pages.items()})
        return run(sources(folder), TODAY, jobs=1)

    return judge


@pytest.fixture
def exported(tmp_path: Path) -> Callable[[int], Path]:
    """Writes claim files: each names two services on one of a few hosts; neighbours on a host disagree."""

    def write(number: int) -> Path:
        folder = tmp_path / "exported"
        folder.mkdir()
        for index in range(number):
            owner = folder / f"team{index % 3}"
            owner.mkdir(exist_ok=True)
            host = f"rack{index % 5}"
            said = [("Stock Keeper", 7000 + index % 7), (f"worker{index}", 9000 + index % 4), ("Redis", 6379)]
            claims = [
                Claim("port", str(port), "ports.md", line, 1, 5, str(port), service, host, port, source="table")
                for line, (service, port) in enumerate(said, 1)
            ]
            text = "".join(json.dumps(claim_object(claim)) + "\n" for claim in claims)
            (owner / f"repository{index:02}.jsonl").write_text(text, encoding="utf-8")
        return folder

    return write
