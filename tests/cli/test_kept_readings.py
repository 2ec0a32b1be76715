"""What is kept from the run before changes the time that a verb takes, and nothing that it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from consistency.report.formats import FORMATS

HEAD = "# Ports\n\n| Service | Host | Port |\n| --- | --- | --- |\n"
GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid")


def committed(folder: Path, pages: dict[str, str]) -> Path:
    folder.mkdir()
    for name, row in pages.items():
        (folder / name).write_text(HEAD + row)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one")):
        subprocess.run((*GIT, *words), cwd=folder, check=True)
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """One disagreement, and hosts about which nobody disagrees."""
    pages = {f"page{number}.md": f"| Shelf{number} | rack{number} | {5000 + number} |\n" for number in range(6)}
    return committed(tmp_path / "site", {**pages, "other.md": "| Shelf1 | rack1 | 6001 |\n"})


def said(folder: Path, *words: str) -> str:
    command = (sys.executable, "-m", "consistency", *words)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("verb", ["check", "report"])
@pytest.mark.parametrize("tree", [(), ("--staged",)])
def test_every_format_says_the_same_in_the_second_run(site: Path, verb: str, tree: tuple[str, ...]) -> None:
    for name in FORMATS:
        words = (verb, *tree, "--format", name, "--today", "2026-11-21")
        first, second, anew = said(site, *words), said(site, *words), said(site, *words, "--no-cache")
        assert first == second == anew, name


def test_a_report_names_hosts_about_which_nobody_disagrees(site: Path) -> None:
    for _ in range(2):
        assert "Evidence by host (6)" in said(site, "report")


def test_init_finds_every_host_after_a_check(site: Path) -> None:
    for _ in range(2):
        said(site, "check")
    said(site, "init")
    assert (site / "consistency.toml").read_text().count("[hosts.rack") == 6


def test_a_fleet_finds_the_same_in_the_second_run(site: Path, tmp_path: Path) -> None:
    other = committed(tmp_path / "other", {"ports.md": "| Shelf3 | rack3 | 7003 |\n"})
    (tmp_path / "list.txt").write_text(f"{site.name} one\n{other.name} two\n")
    first, second = (said(tmp_path, "fleet", "list.txt", "--jobs", "1") for _ in range(2))
    assert "1 finding: 1 high between repositories" in first
    assert second == first
