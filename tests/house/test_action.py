"""The composite action, its own scripts run as a runner runs them."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
TABLE = "# Ports\n\n| service | host | port |\n| --- | --- | --- |\n| Jellyfin | nas | 8096 |\n"


def test_no_script_holds_an_expression() -> None:
    """What comes from outside would be run as code."""
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")


def test_every_input_is_used_and_every_used_one_is_declared() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(ACTION["inputs"])


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A runner's temporary folder, with the package installed by the action's first step."""
    folder = tmp_path_factory.mktemp("runner")
    environment = {**os.environ, "RUNNER_TEMP": str(folder), "GITHUB_ACTION_PATH": str(ROOT)}
    subprocess.run(["bash", "-e", "-c", STEPS["Install"]["run"]], env=environment, check=True, capture_output=True)
    return folder


def report(
    runner: Path, folder: Path, base: str, fail: str = "true"
) -> tuple["subprocess.CompletedProcess[str]", dict[str, str]]:
    """The step's run, and what it left: summary, outputs and SARIF as text."""
    files = {name: folder.parent / name for name in ("summary", "output")}
    for file in files.values():
        file.write_text("")
    environment = {
        **os.environ,
        "RUNNER_TEMP": str(runner),
        "GITHUB_STEP_SUMMARY": str(files["summary"]),
        "GITHUB_OUTPUT": str(files["output"]),
        "DIRECTORY": ".",
        "BASE": base,
        "FAIL": fail,
        "SARIF": "consistency.sarif",
    }
    script = STEPS["Report"]["run"]
    done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=environment, capture_output=True, text=True)
    left = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    return done, left | {"sarif": (folder / "consistency.sarif").read_text(encoding="utf-8")}


def test_a_pull_request_that_contradicts(runner: Path, git_repository: Callable[..., Any]) -> None:
    repository = git_repository()
    base = repository.commit({"docs/PORTS.md": TABLE})
    repository.commit({"docs/PORTS.md": TABLE + "| Navidrome | nas | 8096 |\n"})
    done, left = report(runner, repository.path, base)
    assert done.returncode == 1, done.stderr
    assert "::error file=docs/PORTS.md" in done.stdout
    assert "Navidrome" in left["summary"]
    assert json.loads(left["sarif"])["runs"][0]["results"]
    assert "sarif=consistency.sarif" in left["output"]
    comment = re.search(r"^comment=(.*)$", left["output"], re.MULTILINE)
    assert comment is not None
    assert "Navidrome" in Path(comment[1]).read_text(encoding="utf-8")
    lenient, _ = report(runner, repository.path, base, fail="false")
    assert lenient.returncode == 0


def test_a_harmless_one_and_a_base_that_is_not_there(runner: Path, git_repository: Callable[..., Any]) -> None:
    repository = git_repository()
    base = repository.commit({"docs/PORTS.md": TABLE})
    repository.commit({"docs/PORTS.md": TABLE + "| Navidrome | nas | 4533 |\n"})
    for revision in (base, "0" * 40, ""):
        done, left = report(runner, repository.path, revision)
        assert done.returncode == 0, done.stderr
        assert json.loads(left["sarif"])["runs"][0]["results"] == []
