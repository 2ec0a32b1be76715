"""README and guide: links lead somewhere, and the finding that the README shows is one that this repository has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from consistency.cli.command import cli
from consistency.markdown.parse import blocks

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs/guide").glob("*.md")), *sorted((ROOT / "docs/rules").glob("*.md"))]
LINK = re.compile(r"(?<!`)\[[^]`]+\]\((?!https?:|#)([^)#\s]+)[^)]*\)")


def prose(page: Path) -> str:
    """A page without its fences, whose examples speak of files that are not here."""
    return "\n".join(
        block.passage.text if block.table is None else "\n".join(cell.text for row in block.table.rows for cell in row)
        for block in blocks(page.read_text(encoding="utf-8"))
        if block.kind != "fence"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    assert [link for link in LINK.findall(prose(page)) if not (page.parent / link).exists()] == []


def test_the_readme_links_every_guide() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in (ROOT / "docs/guide").glob("*.md") if f"docs/guide/{page.name}" not in text] == []


def test_the_finding_shown_is_real() -> None:
    fences = [block for block in blocks((ROOT / "README.md").read_text(encoding="utf-8")) if block.kind == "fence"]
    shown = next(block.passage.text for block in fences if block.info == "console").split("\n")
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1"}
    said = subprocess.run(
        [sys.executable, "-m", "consistency", "check"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    # What to do next is worded anew more often than the places move.
    frame = [line for line in shown if not line.startswith(("$", "   = "))]
    assert "\n".join(frame) in said.stdout


def test_the_verbs_that_readme_and_guide_name_exist() -> None:
    verbs = {
        verb for page in PAGES for verb in re.findall(r"`consistency ([a-z]+)\b", page.read_text(encoding="utf-8"))
    }
    assert verbs - set(cli.list_commands(click.Context(cli))) == set()
