"""Edits find what they concern: pages that ask under public names, lists in which a rule of the site is kept to."""

from __future__ import annotations

import subprocess
from pathlib import Path

from consistency.engine import staged
from consistency.engine.check import check
from consistency.engine.prepared import Scope, prepare
from consistency.report.json import render
from consistency.report.options import Options

GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "core.hooksPath=/dev/null")
DAY = "2026-11-01"
FILES = {
    "proxy/Caddyfile": "query.acme-systems.io {\n\treverse_proxy query-api:8000\n}\n",
    "compose.yml": "services:\n  query-api:\n    image: acme/query\n    healthcheck:\n"
    '      test: ["CMD", "curl", "-f", "http://localhost:8000/v2/health"]\n',
    "docs/operations.md": "# Operations\n\n- Slow? `curl -s https://query.acme-systems.io/health`\n",
    "docs/queries.md": "# Queries\n\n| Service | Port |\n| --- | --- |\n| query-api | 8000 |\n",
}


def test_a_page_that_asks_a_name_is_held_against_its_service_whatever_is_edited(tmp_path: Path) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "all")):
        subprocess.run((*GIT, *words), cwd=tmp_path, check=True)
    check(tmp_path, Scope("index"), DAY)
    (tmp_path / "docs/queries.md").rename(tmp_path / "docs/moved.md")
    subprocess.run((*GIT, "add", "-A"), cwd=tmp_path, check=True)

    fresh = check(tmp_path, Scope("index"), DAY, cache=False)
    prepared = prepare(str(tmp_path), Scope("index"))
    assert staged.near_commit(prepared.tree, prepared.bases, prepared.means) is not None
    found = check(tmp_path, Scope("index"), DAY)
    assert [one.rule for one in fresh.findings] == ["B105"]
    assert render(found, Options("0")) == render(fresh, Options("0"))


RANGES = {
    "docs/decisions/0002-ports.md": "# 2. Ports\n\nAll published ports come from these ranges.\n\n"
    "| Range | What |\n|---|---|\n| 3200-3249 | apps |\n| 3250-3299 | tools |\n",
    "docs/apps.md": "# Apps\n\n| App | Port |\n|---|---|\n| cloud | 3201 |\n| wiki | 3202 |\n| chat | 3203 |\n",
    "docs/other.md": "# Other\n\nNothing yet.\n",
}


def test_a_port_far_from_all_ranges_is_told_whatever_is_edited(tmp_path: Path) -> None:
    """It is among those inside, and an edit of it, or of another page, finds the list."""
    for path, text in RANGES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "all")):
        subprocess.run((*GIT, *words), cwd=tmp_path, check=True)
    check(tmp_path, Scope("index"), DAY)
    for path, text, told in (
        ("docs/apps.md", RANGES["docs/apps.md"] + "| vault | 8222 |\n", ["D106"]),
        ("docs/other.md", "# Other\n\n| App | Port |\n|---|---|\n| mail | 8025 |\n", ["D106"]),
        ("docs/apps.md", RANGES["docs/apps.md"] + "| vault | 8333 |\n", ["D106"]),
        ("docs/apps.md", RANGES["docs/apps.md"], []),
    ):
        (tmp_path / path).write_text(text)
        subprocess.run((*GIT, "add", "-A"), cwd=tmp_path, check=True)
        fresh = check(tmp_path, Scope("index"), DAY, cache=False)
        assert [one.rule for one in fresh.findings] == told
        assert render(check(tmp_path, Scope("index"), DAY), Options("0")) == render(fresh, Options("0"))
        subprocess.run((*GIT, "commit", "-q", "-m", path), cwd=tmp_path, check=True)
