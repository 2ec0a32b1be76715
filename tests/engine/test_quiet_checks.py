"""Declared checks that had nothing to say are made again where a change touches what they look at, and only there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from consistency.engine.check import check
from consistency.engine.prepared import Scope, prepare
from consistency.engine.staged import Near, near_commit

if TYPE_CHECKING:
    from tests.conftest import GitRepository

DAY = "2026-11-01"
PAGE, DEFAULTS, OTHER, CONFIG = (
    "docs/_core/CONSISTENCY_DOD.md",
    "docs/defaults.md",
    "docs/other.md",
    "config/defaults.toml",
)
FAMILY = """\
### {letter}. Family {letter}

- Risk: low
- Evidence sources: the configuration
- Check: the pages agree
- Expected signals: one value
- Precedence: config, evidence, canon

"""
CHECK = """\
```consistency-check
id: timeout
title: the documented timeout is the configured one
severity: high
must: agree
places:
  - path: docs/defaults.md
    bullet: Timeout
  - path: config/defaults.toml
    jsonpath: $.timeout
```
"""
FILES = {
    PAGE: "# Definition of done\n\n## Scope\n\n- `docs/defaults.md`\n\n## Claim families\n\n"
    + "".join(FAMILY.format(letter=letter) for letter in "ABCDEF")
    + CHECK
    + "\n## Severity\n\n| Severity | Means |\n| --- | --- |\n"
    + "".join(f"| {word} | {word} harm |\n" for word in ("critical", "high", "medium", "low")),
    DEFAULTS: "# Defaults\n\n- Timeout: 600\n",
    OTHER: "# Other\n\nNothing of note.\n",
    CONFIG: "timeout = 600\n",
}


@pytest.fixture
def site(git_repository: Callable[..., GitRepository]) -> GitRepository:
    """A site whose one check is quiet, after a first edit was held against it."""
    site = git_repository()
    site.commit(FILES)
    site.stage({OTHER: "# Other\n\nNothing of note, said again.\n"})
    assert found(site) == {}
    return site


def found(site: GitRepository) -> dict[str, bool]:
    """The rules that the hook names, and whether they block: asked twice, as what is kept answers the second time."""
    first, second = (check(site.path, Scope("index"), DAY) for _ in range(2))
    assert first == second
    return {one.rule: one.blocking for one in second.findings}


def near(site: GitRepository) -> Near:
    prepared = prepare(str(site.path), Scope("index"))
    found = near_commit(prepared.tree, prepared.bases, prepared.means)
    assert found is not None
    return found


def test_quiet_checks_are_known_with_the_files_that_they_look_at(site: GitRepository) -> None:
    quiet = near(site).quiet
    assert quiet is not None
    assert {PAGE, DEFAULTS, CONFIG} <= quiet
    assert OTHER not in quiet


@pytest.mark.parametrize(
    ("path", "old", "new"), [(CONFIG, "600", "300"), (DEFAULTS, "600", "60"), (PAGE, "agree", "disjoint")]
)
def test_an_edit_of_what_they_look_at_is_found(site: GitRepository, path: str, old: str, new: str) -> None:
    site.stage({path: FILES[path].replace(old, new)})
    assert found(site)["F900"] is True


def test_a_commit_of_something_else_leaves_them_known(site: GitRepository) -> None:
    site.commit({})
    site.stage({OTHER: "# Other\n\nAnd again.\n"})
    assert near(site).quiet is not None


def test_a_commit_past_the_hook_that_breaks_them_is_seen(site: GitRepository) -> None:
    site.commit({CONFIG: "timeout = 300\n"})
    site.stage({OTHER: "# Other\n\nAnd again.\n"})
    assert near(site).quiet is None
    assert found(site)["F900"] is False
    assert near(site).quiet is None, "a check that has something to say is made every time"


def test_a_file_that_is_taken_away_is_missed(site: GitRepository) -> None:
    site.git("rm", "--quiet", CONFIG)
    assert "G102" in found(site), "nothing could be compared"


def test_another_run_s_commit_is_not_called_quiet(site: GitRepository) -> None:
    before = near(site)
    assert before.ground is not None
    before.ground.learn_quiet("0" * 40, ["docs/none.md"])
    assert near(site).quiet == before.quiet
