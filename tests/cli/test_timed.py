"""-v and --profile tell how a run went, beside its output and never in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from consistency.cli.timed import covered

PAGE = "# Ports\n\n| Service | Host | Port |\n| --- | --- | --- |\n| Cache | nas | 6379 |\n"
GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "ports.md").write_text(PAGE)
    (tmp_path / "more.md").write_text("# More\n\nWords.\n")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one")):
        subprocess.run((*GIT, *words), cwd=tmp_path, check=True)
    return tmp_path


def check(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "consistency", "check", *words)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)


def test_v_says_what_was_read_and_how_long_it_took(repository: Path) -> None:
    plain, told = check(repository, "--no-cache"), check(repository, "-v", "--no-cache")
    assert told.stdout == plain.stdout
    assert "2 documents of worktree, 2 of them anew" in told.stderr
    assert "time: " in told.stderr
    assert "reading" in told.stderr
    assert plain.stderr == ""


def test_v_says_where_readings_are_kept_and_what_a_later_run_needs(repository: Path) -> None:
    assert "claims-1.sqlite" in check(repository, "-v").stderr
    (repository / "more.md").write_text("# More\n\nOther words.\n")
    assert "1 documents differ" in check(repository, "-v").stderr


def test_profile_shows_functions(repository: Path) -> None:
    plain, told = check(repository), check(repository, "--profile")
    assert told.stdout == plain.stdout
    assert "cumulative" in told.stderr
    assert "check.py" in told.stderr


FORKING = """
import os, sys
from consistency.cli.timed import timed

def work():
    if (child := os.fork()) == 0:
        os._exit(0 if sys.getprofile() is None else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

sys.exit(timed(None, True, work))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts processes without forking")
def test_a_worker_is_not_profiled() -> None:
    done = subprocess.run((sys.executable, "-c", FORKING), capture_output=True, text=True, check=False)
    assert done.returncode == 0, "the worker inherited the profiler"


def test_profile_says_what_it_leaves_out() -> None:
    assert "did all of the work" in covered(0.0)
    assert "2.50 s" in covered(2.5)
    assert "--jobs 1" in covered(2.5)


@pytest.mark.parametrize("edit", ["| Cache | nas | 6380 |", "Words.", "| Queue | nas | 6379 |"])
def test_the_hook_says_what_the_command_says(repository: Path, edit: str) -> None:
    (repository / "more.md").write_text(f"# More\n\n| Service | Host | Port |\n| --- | --- | --- |\n{edit}\n")
    subprocess.run((*GIT, "add", "-A"), cwd=repository, check=True)
    for _ in range(2):
        hook, command = (
            subprocess.run((sys.executable, "-m", "consistency", "check", "--staged", *words), cwd=repository,
                           capture_output=True, text=True, check=False)
            for words in ((), ("--no-color",))
        )  # fmt: skip
        assert (hook.returncode, hook.stdout, hook.stderr) == (command.returncode, command.stdout, command.stderr)
        subprocess.run((*GIT, "commit", "-q", "-m", "more", "--no-verify"), cwd=repository, check=True)
        page = (repository / "more.md").read_text()
        (repository / "more.md").write_text(page + "\nMore words.\n")
        subprocess.run((*GIT, "add", "-A"), cwd=repository, check=True)
