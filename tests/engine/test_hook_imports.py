"""What the hook's path loads is a budget: a parser that is not needed is time that everybody waits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PARSERS = {"markdown_it", "yaml", "jsonschema", "git", "referencing", "dotenv", "duckdb", "dask"}
SHOW = "import os, sys; os._exit = sys.exit; sys.argv = ['consistency', *sys.argv[1:]]; import consistency.__main__ as m\ntry:\n    m.main()\n"
SHOW += "finally:\n    print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
PAGE = "# Ports\n\n| Service | Host | Port |\n| --- | --- | --- |\n| Cache | nas | 6379 |\n"
GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid")


def loaded(folder: Path, *words: str) -> set[str]:
    done = subprocess.run((sys.executable, "-c", SHOW, *words), cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "ports.md").write_text(PAGE)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one")):
        subprocess.run((*GIT, *words), cwd=tmp_path, check=True)
    with (tmp_path / "ports.md").open("a") as page:
        page.write("\nAsk before you take one.\n")
    subprocess.run((*GIT, "add", "-A"), cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("words", [("--version",), ("explain",)])
def test_what_reads_no_document_loads_no_parser_and_no_database(words: tuple[str, ...], tmp_path: Path) -> None:
    assert not loaded(tmp_path, *words) & (PARSERS | {"sqlite3"})


def test_the_hook_loads_no_parser_for_contents_that_were_read_before(repository: Path) -> None:
    assert "markdown_it" in loaded(repository, "check", "--staged")
    assert not loaded(repository, "check", "--staged") & (PARSERS | {"concurrent", "multiprocessing"})


def test_git_is_at_work_before_readers_and_rules_are_loaded() -> None:
    text = "import sys, consistency.engine.prepared; print(*sys.modules)"
    done = subprocess.run((sys.executable, "-c", text), capture_output=True, text=True, check=True)
    rooms = {name.split(".")[1] for name in done.stdout.split() if name.startswith("consistency.")}
    assert "tree" in rooms
    assert not rooms & {"readers", "rules", "config", "markdown", "report"}


def test_nothing_is_written_into_the_work_tree(repository: Path) -> None:
    before = sorted(os.listdir(repository))
    loaded(repository, "check")
    assert sorted(os.listdir(repository)) == before
    assert (repository / ".git/consistency").is_dir()
