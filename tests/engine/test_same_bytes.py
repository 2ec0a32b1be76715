"""The same bytes out: cold, warm, in one process or several, after whatever happened to the repository and the cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from consistency.engine import processes
from consistency.engine.check import check
from consistency.engine.prepared import Scope
from consistency.model.run import Run
from consistency.report.json import render
from consistency.report.options import Options

GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "core.hooksPath=/dev/null")
DAY = "2026-11-01"
NAMES = ("ports.md", "docs/hosts.md", "docs/more/services.md", "compose.yml", ".env", "notes/journal.md")
SERVICES = ("Cache", "Queue", "Search (search-api)")
table = st.lists(st.tuples(st.sampled_from(SERVICES), st.sampled_from((80, 6379, 8080))), min_size=1, max_size=4)


def page(rows: list[tuple[str, int]]) -> str:
    head = "# Ports\n\n| Service | Host | Port | Bind |\n| --- | --- | --- | --- |\n"
    return head + "".join(f"| {service} | nas | {port} | 127.0.0.1 |\n" for service, port in rows)


def compose(rows: list[tuple[str, int]]) -> str:
    named = {service.split(" ")[0].lower(): port for service, port in rows}
    body = "".join(f'  {name}:\n    image: x\n    ports: ["${{PORT:-{port}}}:80"]\n' for name, port in named.items())
    return f"services:\n{body}"


def content(name: str, rows: list[tuple[str, int]]) -> str:
    if name.endswith(".yml"):
        return compose(rows)
    return f"PORT={rows[0][1]}\n" if name == ".env" else page(rows)


def told(run: Run) -> str:
    return render(run, Options("0"))


def agreed(folder: Path, scope: Scope) -> str:
    """What comes out with everything kept, again and again, and with nothing kept: one answer."""
    fresh = told(check(folder, scope, DAY, cache=False))
    for _ in range(3):
        assert told(check(folder, scope, DAY)) == fresh
    return fresh


class Repository(RuleBasedStateMachine):
    """People and accidents, in any order."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="consistency-test-"))
        self.git("init", "-q", "-b", "main")
        self.write("ports.md", page([("Cache", 80)]))
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "one")
        self.git("branch", "other")

    def git(self, *words: str) -> None:
        subprocess.run((*GIT, *words), cwd=self.folder, check=False, capture_output=True)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)

    @rule(name=st.sampled_from(NAMES), rows=table)
    def edit(self, name: str, rows: list[tuple[str, int]]) -> None:
        self.write(name, content(name, rows))

    @rule(name=st.sampled_from(NAMES))
    def remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    @rule(role=st.sampled_from(("canon", "plan", "history")))
    def configure(self, role: str) -> None:
        self.write("consistency.toml", f'[roles]\n"docs/**" = "{role}"\n')

    @rule()
    def stage(self) -> None:
        self.git("add", "-A")

    @rule(amend=st.booleans())
    def commit(self, amend: bool) -> None:
        self.git("commit", "-q", "-m", "more", *(["--amend"] if amend else []))

    @rule(branch=st.sampled_from(("main", "other")))
    def switch(self, branch: str) -> None:
        self.git("switch", "-q", "-f", branch)

    @rule(at=st.integers(0, 60_000), data=st.binary(min_size=1, max_size=300))
    def damage(self, at: int, data: bytes) -> None:
        file = self.folder / ".git/consistency/claims-1.sqlite"
        if file.exists():
            with file.open("r+b") as kept:
                kept.seek(at % max(1, file.stat().st_size))
                kept.write(data)

    @rule(whole=st.booleans())
    def lose(self, whole: bool) -> None:
        file = self.folder / ".git/consistency/claims-1.sqlite"
        if file.exists():
            os.truncate(file, 0 if whole else file.stat().st_size // 2)

    @invariant()
    def one_answer(self) -> None:
        if hasattr(self, "folder"):
            agreed(self.folder, Scope())
            agreed(self.folder, Scope("index"))

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


Repository.TestCase.settings = settings(
    max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnySequence = Repository.TestCase


def test_several_processes_say_what_one_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        name = f"docs/{number % 7}/page{number}.md"
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(page([(SERVICES[number % 3], 80 + number % 5)]))
    (tmp_path / "compose.yml").write_text(compose([("Cache", 81)]))
    (tmp_path / "broken.md").write_bytes(b"# Caf\xe9\n")
    one = told(check(tmp_path, Scope(), DAY, jobs=1))
    monkeypatch.setattr(processes, "ENOUGH", 10)
    assert told(check(tmp_path, Scope(), DAY, jobs=2)) == one
    assert '"findings": []' not in one


def test_a_process_that_dies_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        (tmp_path / f"page{number}.md").write_text(page([(SERVICES[number % 3], 80 + number % 5)]))
    one = told(check(tmp_path, Scope(), DAY, jobs=1))
    monkeypatch.setattr(processes, "ENOUGH", 10)
    monkeypatch.setattr(processes, "_HANDFUL", 5)
    monkeypatch.setattr(processes, "_each", dies)
    assert told(check(tmp_path, Scope(), DAY, jobs=2)) == one


def dies(_work: tuple[str, bytes, dict[str, str]]) -> bytes:
    os._exit(9)
