"""Rules that compare two states, in real repositories: what a commit moves, rewrites, leaves behind, stops guarding."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from consistency.engine.check import check
from consistency.engine.prepared import Scope
from consistency.model.finding import Finding

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]

REGISTRY = """# Registry

| service | host | port | bind | base URL |
| --- | --- | --- | --- | --- |
| LiteLLM proxy | Mini | 4000 | 127.0.0.1 | http://127.0.0.1:4000 |
| Open WebUI | Mini | 3000 | 0.0.0.0 | http://192.168.1.71:3000 |

Every port in the table counts as fixed.
"""
INVENTORY = "# Inventory\n\n| service | host | port |\n|---|---|---|\n| Open WebUI | Mini | 3000 |\n"
SNAPSHOT = "# Reality snapshot\n\n## Mini\n\n- `127.0.0.1:4000` (litellm)\n"
MOVED = REGISTRY.replace("| Mini | 3000 |", "| Mini | 3100 |").replace("71:3000", "71:3100")
MIGRATION = "# Port migration\n\n- Status: {status}\n\n| service | old port | new port |\n|---|---|---|\n| {row} |\n"
PAGE = "docs/registry.md"


def staged(repository: GitRepository) -> list[Finding]:
    return list(check(repository.path, Scope("index"), "2026-11-21").findings)


def of(findings: list[Finding], rule: str) -> list[Finding]:
    return [one for one in findings if one.rule == rule]


@pytest.fixture
def site(git_repository: Make) -> GitRepository:
    repository = git_repository()
    repository.commit({PAGE: REGISTRY, "docs/snapshots/2026-02-09-mini.md": SNAPSHOT})
    return repository


def test_moving_a_fixed_port_blocks_and_cites_both_the_row_and_the_sentence(site: GitRepository) -> None:
    site.stage({PAGE: MOVED})
    (one,) = of(staged(site), "G301")
    assert (one.severity, one.blocking, one.baseline) == ("high", True, "new")
    assert "3000" in one.message
    assert "3100" in one.message
    assert {(claim.path, claim.line) for claim in one.claims} == {(PAGE, 6), (PAGE, 8)}


def test_a_port_that_nothing_calls_fixed_may_move(git_repository: Make) -> None:
    repository = git_repository()
    plain = REGISTRY.replace("Every port in the table counts as fixed.", "The port issue is fixed in version 2.")
    repository.commit({PAGE: plain})
    repository.stage({PAGE: plain.replace("3000", "3100")})
    assert of(staged(repository), "G301") == []


@pytest.mark.parametrize(
    ("status", "row", "silent"),
    [
        ("approved (2026-11-20)", "Open WebUI | 3000 | 3100", True),
        ("planned", "Open WebUI | 3000 | 3100", False),
        ("not yet approved", "Open WebUI | 3000 | 3100", False),
        ("approved", "Open WebUI | 3000 | 3200", False),
        ("approved", "Open WebUI | 3100 | 3000", False),
        ("approved", "Grafana | 3000 | 3100", False),
    ],
)
def test_only_an_approved_migration_of_this_service_and_these_values_lets_it_pass(
    site: GitRepository, status: str, row: str, silent: bool
) -> None:
    site.stage({PAGE: MOVED, "docs/_core/migrations/webui.md": MIGRATION.format(status=status, row=row)})
    assert bool(of(staged(site), "G301")) is not silent


def test_a_migration_that_the_repository_already_holds_counts(site: GitRepository) -> None:
    site.commit({"docs/_core/migrations/m.md": MIGRATION.format(status="approved", row="Open WebUI | 3000 | 3100")})
    site.stage({PAGE: MOVED})
    assert of(staged(site), "G301") == []


def test_taking_the_sentence_away_in_the_same_commit_does_not_help(site: GitRepository) -> None:
    site.stage({PAGE: MOVED.replace("Every port in the table counts as fixed.", "")})
    assert len(of(staged(site), "G301")) == 1


def test_a_renamed_page_is_the_same_page(site: GitRepository) -> None:
    site.git("rm", "--quiet", PAGE)
    site.stage({"docs/endpoints.md": MOVED})
    assert len(of(staged(site), "G301")) == 1


def test_a_bind_that_widens_from_loopback_is_critical_without_any_list(git_repository: Make) -> None:
    repository = git_repository()
    plain = REGISTRY.replace("Every port in the table counts as fixed.", "")
    repository.commit({PAGE: plain})
    repository.stage({PAGE: plain.replace("| 127.0.0.1 |", "| 0.0.0.0 |")})
    (one,) = of(staged(repository), "G301")
    assert (one.severity, one.blocking) == ("critical", True)
    repository.commit({})
    repository.stage({PAGE: plain})
    assert of(staged(repository), "G301") == [], "narrowing is no widening"


@pytest.mark.parametrize("spelling", ["localhost", "127.0.0.1"])
def test_another_spelling_of_loopback_widens_nothing(site: GitRepository, spelling: str) -> None:
    site.stage({PAGE: REGISTRY.replace("| 127.0.0.1 |", f"| {spelling} |")})
    assert of(staged(site), "G301") == []


def test_a_row_that_goes_or_a_service_that_comes_moves_nothing(site: GitRepository) -> None:
    lines = REGISTRY.replace("| Open WebUI | Mini | 3000 | 0.0.0.0 | http://192.168.1.71:3000 |\n", "")
    site.stage(
        {PAGE: lines.replace("\nEvery", "| Grafana | Mini | 3001 | 127.0.0.1 | http://127.0.0.1:3001 |\n\nEvery")}
    )
    assert of(staged(site), "G301") == []


def test_a_merge_is_held_against_both_parents(site: GitRepository) -> None:
    site.git("checkout", "--quiet", "-b", "side")
    site.commit({PAGE: MOVED}, "moved, reviewed elsewhere")
    site.git("checkout", "--quiet", "main")
    site.commit({"notes.md": "# Notes\n"})
    site.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    assert of(staged(site), "G301") == [], "the other parent had it already"


SHOT = "docs/snapshots/2026-02-09-mini.md"


def test_a_snapshot_is_neither_edited_nor_deleted(site: GitRepository) -> None:
    site.stage({SHOT: SNAPSHOT + "- `127.0.0.1:3000` (open-webui)\n"})
    (one,) = of(staged(site), "G302")
    assert (one.severity, one.blocking, one.claims[0].path) == ("high", True, SHOT)
    site.git("reset", "--quiet", "--hard")
    site.git("rm", "--quiet", SHOT)
    assert len(of(staged(site), "G302")) == 1


def test_a_correction_is_a_new_file_and_a_folder_may_have_a_page_about_itself(site: GitRepository) -> None:
    site.commit({"docs/snapshots/README.md": "# Snapshots\n\nHow they are taken.\n"})
    site.stage({"docs/snapshots/2026-02-10-mini.md": SNAPSHOT, "docs/snapshots/README.md": "# Snapshots\n\nBetter.\n"})
    assert of(staged(site), "G302") == []


RULES = "# Change rules\n\n- If a port changes, update: `docs/inventory.md`, `docs/notes.md`\n"


def test_a_change_rule_hints_at_what_was_left_and_explains_the_contradiction(git_repository: Make) -> None:
    repository = git_repository()
    files = {PAGE: REGISTRY, "docs/inventory.md": INVENTORY, "docs/notes.md": "# Notes\n\nNothing.\n"}
    repository.commit({**files, "docs/_core/CHANGE_RULES.md": RULES})
    repository.stage({PAGE: MOVED})
    found = staged(repository)
    (hint,) = of(found, "G303")
    assert "docs/notes.md" in hint.message
    assert "docs/inventory.md" not in hint.message
    assert (hint.severity, hint.blocking) == ("low", False)
    (wrong,) = of(found, "A101")
    assert "docs/_core/CHANGE_RULES.md:3" in wrong.hint


def test_files_that_move_along_or_agree_already_get_no_hint(git_repository: Make) -> None:
    repository = git_repository()
    stale = {PAGE: MOVED, "docs/inventory.md": INVENTORY, "docs/notes.md": "# Notes\n\nNothing.\n"}
    repository.commit({**stale, "docs/_core/CHANGE_RULES.md": RULES})
    repository.stage({PAGE: REGISTRY, "docs/notes.md": "# Notes\n\nThe registry was wrong.\n"})
    assert of(staged(repository), "G303") == []


DOD = "# Done\n\n## Scope\n\n- `docs/registry.md`\n- `docs/gone.md`\n"


def test_a_canonical_document_that_is_not_there_is_named_at_its_line(git_repository: Make) -> None:
    repository = git_repository()
    repository.commit({PAGE: REGISTRY, "docs/_core/CONSISTENCY_DOD.md": DOD})
    (one,) = of(list(check(repository.path, Scope(), "2026-11-21").findings), "G304")
    assert (one.claims[0].value, one.claims[0].line) == ("docs/gone.md", 6)


def test_a_definition_that_the_configuration_names_must_exist(git_repository: Make) -> None:
    repository = git_repository()
    repository.commit({PAGE: REGISTRY, "consistency.toml": '\ndod = ["docs/done.md"]\n'})
    (one,) = of(list(check(repository.path, Scope(), "2026-11-21").findings), "G304")
    assert (one.claims[0].path, one.claims[0].line) == ("consistency.toml", 2)


def weak(repository: GitRepository) -> list[str]:
    return [one.message for one in of(staged(repository), "G103")]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('ignore = ["docs/registry.md"]\n', "docs/registry.md is ignored now"),
        ('[roles]\n"docs/*.md" = "history"\n', "has the role history now"),
        ('[severity]\nA103 = "off"\n', "A103 bind-mismatch is off now"),
        ('fail_on = "critical"\n', "only critical findings block now"),
    ],
)
def test_settings_that_guard_less_are_said(site: GitRepository, toml: str, said: str) -> None:
    site.stage({"consistency.toml": toml})
    messages = weak(site)
    assert any(said in message for message in messages), messages


def test_an_alias_that_goes_is_said_and_settings_that_guard_more_are_not(site: GitRepository) -> None:
    toml = '[services."Open WebUI"]\naliases = ["LiteLLM proxy"]\n'
    site.commit({"consistency.toml": toml})
    site.stage({"consistency.toml": "\n"})
    assert any("LiteLLM proxy is no longer another name of Open WebUI" in message for message in weak(site))
    site.git("reset", "--quiet", "--hard")
    site.stage({"consistency.toml": toml + '\n[severity]\nA110 = "high"\n'})
    assert weak(site) == []


def test_a_page_that_is_called_archived_stops_guarding(site: GitRepository) -> None:
    site.stage({PAGE: REGISTRY.replace("# Registry\n", "# Registry\n\n> **Status**: archived\n")})
    assert any("counts as history now" in message for message in weak(site))


def test_a_registry_whose_columns_lost_their_names_is_unreadable(site: GitRepository) -> None:
    site.stage({PAGE: REGISTRY.replace("| service | host | port | bind | base URL |", "| a | b | c | d | e |")})
    (one,) = of(staged(site), "G305")
    assert one.claims[0].line == 5
    assert "bind" in one.message


def test_a_registry_that_is_gone_or_renamed_is_not_unreadable(site: GitRepository) -> None:
    site.stage({PAGE: REGISTRY.replace("# Registry", "# Ports and endpoints")})
    assert of(staged(site), "G305") == []
    site.git("rm", "--quiet", "--force", PAGE)
    assert of(staged(site), "G305") == []
