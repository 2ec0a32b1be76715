"""The state after every commit is what judging that commit alone would give."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consistency.engine.check import judged
from consistency.engine.past import past, tree_at
from consistency.tree.revision import revision
from consistency.tree.source import MissingBase

if TYPE_CHECKING:
    from tests.conftest import GitRepository

ROOT = Path(__file__).resolve().parents[2]
DEFAULTS = "docs/_core/config/defaults.toml"
Make = Callable[..., "GitRepository"]
HOSTS = ("nas", "attic", "192.168.1.9")
NAMES = ("Jellyfin", "Navidrome (navi)", "navi", "Gitea", "Grafana", "git-server")


def page(chosen: random.Random) -> str:
    rows = [
        f"| {chosen.choice(NAMES)} | {chosen.choice(HOSTS)} | {chosen.choice((3000, 3001, 8096))} "
        f"| {chosen.choice(('127.0.0.1', '0.0.0.0'))} |"
        for _ in range(chosen.randrange(1, 5))
    ]
    return "\n".join(["# Ports", "", "| service | host | port | bind |", "| --- | --- | --- | --- |", *rows, ""])


def snapshot(chosen: random.Random, day: str) -> str:
    ports = (f"- `{chosen.choice(('127.0.0.1', '0.0.0.0'))}:{port}` Gitea" for port in (3000, 8096))
    return f"# Reality snapshot {day}\n\nHost: nas\n\n## Selected listeners\n\n" + "\n".join(ports) + "\n"


def compose(chosen: random.Random) -> str:
    return f'services:\n  gitea:\n    image: gitea\n    ports: ["{chosen.choice((3000, 3001))}:${{PORT:-3000}}"]\n'


def step(chosen: random.Random, number: int) -> dict[str, str]:
    day = f"2026-01-{number + 1:02}"
    kinds = [
        (f"docs/{chosen.choice('abc')}.md", page(chosen)),
        (f"docs/snapshots/{day}-reality-snapshot-nas.md", snapshot(chosen, day)),
        ("deploy/compose.yaml", compose(chosen)),
        ("deploy/.env", f"PORT={chosen.choice((3000, 8096))}\n"),
    ]
    return dict(chosen.sample(kinds, chosen.randrange(1, 3)))


@pytest.mark.parametrize("seed", range(4))
def test_every_state_is_what_judging_it_alone_gives(git_repository: Make, seed: int) -> None:
    repository = git_repository()
    chosen = random.Random(seed)
    for number in range(12):
        if number in (5, 9) and (repository.path / "docs/a.md").exists():
            repository.git("mv", "docs/a.md", f"docs/moved{number}.md")
        repository.commit(step(chosen, number), f"step {number}", f"2026-01-{number + 1:02}")
    assert judged_alone(repository)


def judged_alone(repository: GitRepository) -> int:
    """Hold every state against judging its commit alone; how many findings there were."""
    history = past(str(repository.path))
    seen = 0
    for state in history.states():
        alone = judged(revision(history.repository, state.commit.id), history.config)
        wanted = [one for one in alone.findings if one.family not in "GM"]
        assert [(one.fingerprint, one.message, one.severity, one.claims) for one in state.findings] == [
            (one.fingerprint, one.message, one.severity, one.claims) for one in wanted
        ]
        seen += len(wanted)
    return seen


def test_the_worked_example_with_its_declared_checks(worked: GitRepository) -> None:
    repository = worked
    repository.commit({"notes.txt": "beside"}, "nothing that is read")
    repository.commit({"docs/words.md": "words"}, "prose")
    defaults = (repository.path / DEFAULTS).read_text(encoding="utf-8")
    assert "300" in defaults
    repository.commit({DEFAULTS: defaults.replace("300", "301")}, "another default")
    repository.commit({DEFAULTS: defaults.replace("300", "600")}, "agrees")
    assert judged_alone(repository)
    declared = [{one.rule for one in state.findings} & {"F900"} for state in past(str(repository.path)).states()]
    assert declared == [{"F900"}, {"F900"}, {"F900"}, {"F900"}, set()]


def test_the_tree_of_a_day(git_repository: Make) -> None:
    repository = git_repository()
    repository.commit({"a.md": "one"}, date="2026-01-05")
    repository.commit({"a.md": "two"}, date="2026-01-09")
    folder = str(repository.path)
    for day, text in (("2026-01-05", b"one"), ("2026-01-08", b"one"), ("2026-02-01", b"two")):
        tree = tree_at(folder, day)
        assert tree.read(tree.entries()[0]) == text
    with pytest.raises(MissingBase):
        tree_at(folder, "2026-01-04")
