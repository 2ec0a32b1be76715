"""The recipes of the guide: they parse, and their commands do what they say."""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from consistency.report.pr_comment import MARKER

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
TABLE = "# Ports\n\n| service | host | port |\n| --- | --- | --- |\n| Jellyfin | nas | 8096 |\n"


def fences(page: str, info: str) -> list[str]:
    """The fences of a page with that info string."""
    text = (GUIDE / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{info}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


GITHUB, GITLAB = (yaml.safe_load(fence) for fence in fences("pull-requests.md", "yaml"))


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for PATH: `consistency` is this one, `pip` does nothing, `gh` notes its words."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name, script in {
        "consistency": f'exec {sys.executable} -m consistency "$@"',
        "pip": "exit 0",
        "gh": f'printf "%s\\n" "$*" >> {tmp_path}/gh; case "$*" in *--paginate*) cat {tmp_path}/known;; esac',
    }.items():
        file = folder / name
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "known").write_text("")
    return folder


def shell(script: str, folder: Path, programs: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", **variables}
    return subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def branch(git_repository: Callable[..., Any]) -> Any:
    """A branch that brings a contradiction in; its base is HEAD~1."""
    repository = git_repository()
    repository.commit({"docs/PORTS.md": TABLE})
    repository.commit({"docs/PORTS.md": TABLE + "| Navidrome | nas | 8096 |\n"})
    return repository


def test_the_github_recipe_uses_the_action_as_it_is() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps = GITHUB["jobs"]["consistency"]["steps"]
    used = next(step for step in steps if step.get("id") == "consistency")
    assert set(used["with"]) <= set(action["inputs"])
    assert set(re.findall(r"steps\.consistency\.outputs\.(\w+)", str(steps))) <= set(action["outputs"])
    assert steps[0]["with"]["fetch-depth"] == 0
    assert MARKER in steps[-1]["run"]


@pytest.mark.parametrize(("known", "words"), [("", "--method POST"), ("17\n18\n", "--method PATCH")])
def test_the_comment_is_made_once_and_then_kept_up(known: str, words: str, programs: Path, tmp_path: Path) -> None:
    (tmp_path / "known").write_text(known)
    step = GITHUB["jobs"]["consistency"]["steps"][-1]
    done = shell(step["run"], tmp_path, programs, GITHUB_REPOSITORY="o/r", NUMBER="7", COMMENT="/c.md")
    assert done.returncode == 0, done.stderr
    last = (tmp_path / "gh").read_text().strip().rpartition("\n")[2]
    assert words in last
    assert last.endswith("--field body=@/c.md")
    assert ("comments/17" in last) == bool(known)


def test_the_gitlab_recipe_writes_what_it_hands_over(branch: Any, programs: Path) -> None:
    job = GITLAB["consistency"]
    done = shell("\n".join(job["script"]), branch.path, programs, CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD~1")
    assert done.returncode == 1, done.stderr
    for file in job["artifacts"]["reports"].values():
        assert "8096" in (branch.path / file).read_text(encoding="utf-8")


def test_the_recipe_for_anywhere_else(branch: Any, programs: Path) -> None:
    (script,) = fences("pull-requests.md", "sh")
    done = shell(script, branch.path, programs, BASE="HEAD~1")
    assert done.returncode == 1, done.stderr
    assert (branch.path / "consistency.xml").exists()
    assert "<html" in (branch.path / "consistency.html").read_text(encoding="utf-8")


def test_the_hook_without_pre_commit(branch: Any, programs: Path) -> None:
    (script,) = fences("hook.md", "sh")
    assert shell(script, branch.path, programs).returncode == 0
    branch.stage({"docs/PORTS.md": TABLE + "| Navidrome | nas | 8096 |\n| Kavita | nas | 8096 |\n"})
    blocked = shell("git commit -m more", branch.path, programs)
    assert blocked.returncode != 0
    assert "Kavita" in blocked.stdout + blocked.stderr
    branch.stage({"docs/PORTS.md": TABLE + "| Navidrome | nas | 4533 |\n"})
    assert shell("git commit -m less", branch.path, programs).returncode == 0


def test_the_hook_recipe_is_what_pre_commit_takes() -> None:
    (recipe,) = fences("hook.md", "yaml")
    (manifest,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert yaml.safe_load(recipe)["repos"][0]["hooks"] == [{"id": manifest["id"]}]
