"""New, unchanged, resolved: against merge bases, parents, nothing, and bases that are not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from consistency.engine.check import check
from consistency.engine.prepared import Scope
from consistency.model.run import Run
from consistency.tree.source import TreeError

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]
HEAD = "# Ports\n\n| service | host | port |\n| --- | --- | --- |\n"


def registry(*rows: tuple[str, int]) -> str:
    return HEAD + "".join(f"| {name} | nas | {port} |\n" for name, port in rows)


def judge(place: GitRepository | Path, **scope: Any) -> Run:
    return check(str(getattr(place, "path", place)), Scope(**scope), "2026-04-01")


def brief(run: Run) -> list[tuple[str, str | None, bool]]:
    return [(one.rule, one.baseline, one.blocking) for one in run.findings]


TAKEN = registry(("Gitea", 3000), ("Grafana", 3000))


@pytest.fixture
def branched(git_repository: Make) -> GitRepository:
    """main and topic parted; main then repaired what both had, topic brought something in."""
    repository = git_repository()
    repository.commit({"docs/ports.md": TAKEN, "docs/other.md": registry(("Loki", 3100))}, "first")
    repository.git("checkout", "-q", "-b", "topic")
    repository.commit({"docs/other.md": registry(("Loki", 3100), ("Tempo", 3100))}, "topic")
    repository.git("checkout", "-q", "main")
    repository.commit({"docs/ports.md": registry(("Gitea", 3000), ("Grafana", 3001))}, "repaired")
    repository.git("checkout", "-q", "topic")
    return repository


class TestSince:
    def test_the_merge_base_not_the_tip(self, branched: GitRepository) -> None:
        run = judge(branched, since="main")
        assert run.base == "main"
        assert brief(run) == [("A102", "new", True), ("A102", "unchanged", False)]
        assert {claim.path for claim in run.findings[0].claims} == {"docs/other.md"}
        assert run.resolved == ()

    def test_a_revision_has_its_own_merge_base(self, branched: GitRepository) -> None:
        branched.git("checkout", "-q", "main")
        run = judge(branched, tree="topic", since="main")
        assert brief(run) == [("A102", "new", True), ("A102", "unchanged", False)]

    def test_all_makes_old_findings_block(self, branched: GitRepository) -> None:
        assert [one.blocking for one in judge(branched, since="main", everything=True).findings] == [True, True]

    def test_resolved(self, branched: GitRepository) -> None:
        branched.git("checkout", "-q", "main")
        run = judge(branched, since="HEAD~1")
        assert (brief(run), [one.rule for one in run.resolved]) == ([], ["A102"])
        assert ("Grafana", ("3000",), ("3001",)) in [(c.service, c.before, c.after) for c in run.changes]

    def test_what_changed_where_no_rule_fires(self, branched: GitRepository) -> None:
        branched.write({"docs/other.md": registry(("Loki", 3999))})
        (change,) = [c for c in judge(branched, since="HEAD").changes if c.attribute == "port" and c.service == "Loki"]
        assert (change.before, change.after) == (("3100",), ("3999",))

    def test_no_such_revision(self, branched: GitRepository, tmp_path: Path) -> None:
        with pytest.raises(TreeError, match="git fetch"):
            judge(branched, since="nowhere")
        (tmp_path / "plain").mkdir()
        with pytest.raises(TreeError, match="no git repository"):
            judge(tmp_path / "plain", since="main")


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("staged", [False, True])
def test_a_renamed_document_is_the_same(git_repository: Make, staged: bool, edited: bool) -> None:
    repository = git_repository()
    prose = "\nSome words.\n" * 20
    repository.commit({"docs/ports.md": TAKEN + prose})
    (repository.path / "docs/net").mkdir()
    repository.git("mv", "docs/ports.md", "docs/net/sockets.md")
    if edited:
        repository.stage({"docs/net/sockets.md": TAKEN + prose + "More words.\n"})
    run = judge(repository, tree="index") if staged else judge(repository, since="HEAD")
    assert brief(run) == [("A102", "unchanged", False)]
    assert (run.resolved, run.changes) == ((), ())


#: A document of which something is to be said that no other document has a part in.
ALONE: dict[str, str | bytes] = {
    "a row": f"{HEAD}| Loki | nas |\n",
    "a port that is none": f"{HEAD}| Loki | nas | 65536 |\n",
    "bytes": b"# Services\n\nservi\xe7o\n",
    "a placeholder": "# Services\n\nLast updated: $(date)\n",
    "free ports that are taken": f"{HEAD}| Loki | nas | 3100 |\n\nAvailable ports: 3100-3110\n",
}


@pytest.mark.parametrize("name", ALONE)
def test_what_is_said_of_a_renamed_document_alone_is_not_new(git_repository: Make, name: str) -> None:
    repository = git_repository()
    repository.commit({"docs/services.md": ALONE[name]})
    assert judge(repository).findings
    repository.git("mv", "docs/services.md", "docs/inventory.md")
    run = judge(repository, tree="index")
    assert {(one.claims[0].path, one.baseline) for one in run.findings} == {("docs/inventory.md", "unchanged")}
    assert run.resolved == ()


def test_a_row_that_is_mended_step_by_step_is_one_finding(git_repository: Make) -> None:
    repository = git_repository()
    repository.commit({"docs/ports.md": f"{HEAD}| Loki | nas |\n| Tempo | nas |\n"})
    for row in ("| Loki | mini |", "| Loki | mini | 3100 | x |", "| Loki | mini | 3100"):
        repository.write({"docs/ports.md": f"{HEAD}{row}\n| Tempo | nas |\n"})
        run = judge(repository, since="HEAD")
        assert [(one.baseline, one.rule) for one in run.findings] == [("unchanged", "M104")] * 2
        assert run.resolved == ()
    repository.write({"docs/ports.md": f"{HEAD}| Loki | mini | 3100 |\n| Tempo | nas |\n"})
    run = judge(repository, since="HEAD")
    assert [one.claims[0].quote for one in run.findings] == ["| Tempo | nas |"]
    assert [one.claims[0].quote for one in run.resolved] == ["| Loki | nas |"]


def test_equal_rows_of_two_sections_are_both_shown(git_repository: Make) -> None:
    repository = git_repository()
    repository.commit({"docs/ports.md": f"{HEAD}| Loki | nas |\n\n## More\n\n{HEAD[9:]}| Loki | nas |\n"})
    (one,) = judge(repository).findings
    assert [claim.line for claim in one.claims] == [5, 11]


def test_a_finding_half_repaired_is_neither_new_nor_resolved(git_repository: Make) -> None:
    repository = git_repository()
    pages = {f"docs/{name}.md": registry(("Gitea", port)) for name, port in (("a", 3000), ("b", 3001), ("c", 3001))}
    repository.commit(pages)
    repository.stage({"docs/c.md": "# Nothing here\n"})
    run = judge(repository, tree="index")
    assert brief(run)[0] == ("A101", "unchanged", False)
    assert run.resolved == ()
    repository.stage({"docs/c.md": registry(("Gitea", 3002))})
    assert brief(judge(repository, tree="index"))[0] == ("A101", "new", True)


class TestCommits:
    def test_the_first_commit_against_nothing(self, git_repository: Make) -> None:
        repository = git_repository()
        repository.stage({"docs/ports.md": TAKEN})
        assert brief(judge(repository, tree="index")) == [("A102", "new", True)]

    def test_a_merge_against_both_parents(self, branched: GitRepository) -> None:
        """What either side had is not the merge's; what only both together say is."""
        branched.git("checkout", "-q", "main")
        branched.commit({"docs/more.md": registry(("Mimir", 3100))}, "Mimir")
        assert [one.rule for one in judge(branched).findings] == ["A102"]  # Loki and Mimir, on main already
        branched.commit({"docs/more.md": registry(("Mimir", 9009))}, "Mimir moves")
        branched.commit({"docs/tempo.md": registry(("Tempo", 3200))}, "Tempo")
        branched.git("merge", "--no-commit", "--no-ff", "topic")
        found = {(one.rule, one.baseline, one.blocking) for one in judge(branched, tree="index").findings}
        assert found == {("A102", "unchanged", False), ("A101", "new", True)}


def test_a_base_that_a_shallow_clone_lacks_is_said_and_everything_judged(branched: GitRepository) -> None:
    clone = branched.path.parent / "shallow"
    branched.git("clone", "--quiet", "--depth=1", "--branch=topic", f"file://{branched.path}", str(clone))
    run = judge(clone, since="main")
    assert run.base is None
    assert any("shallow" in note and "everything is judged" in note for note in run.notes)
    assert [one.blocking for one in run.findings] == [True, True]
    assert brief(judge(clone, tree="index")) == [("A102", "unchanged", False)] * 2


def test_contents_that_a_partial_clone_lacks_are_said(branched: GitRepository) -> None:
    branched.git("config", "uploadpack.allowFilter", "true")
    branched.commit({"docs/ports.md": TAKEN + "\nWords.\n"}, "words")
    clone = branched.path.parent / "partial"
    words = ("clone", "--quiet", "--filter=blob:none", "--branch=topic", f"file://{branched.path}", str(clone))
    branched.git(*words)
    run = judge(clone, since="HEAD~1")
    assert any("docs/ports.md" in note and "counts as new" in note for note in run.notes)
    assert ("A102", "new", True) in brief(run)


def test_a_submodule_is_judged_by_itself(branched: GitRepository, git_repository: Make) -> None:
    outer = git_repository("outer")
    outer.commit({"docs/ports.md": registry(("Loki", 1))})
    outer.git("submodule", "--quiet", "add", str(branched.path), "part")
    run = judge(outer, tree="index")
    assert {fact.claim.path for fact in run.facts} == {"docs/ports.md"}
    inner = judge(outer.path / "part", since="origin/main")
    assert ("A102", "new", True) in brief(inner)


def test_a_linked_worktree_has_its_own_index(branched: GitRepository) -> None:
    linked = branched.path.parent / "linked"
    branched.git("worktree", "add", "--quiet", str(linked), "main")
    (linked / "docs/ports.md").write_text(TAKEN)
    branched.git("-C", str(linked), "add", "-A")
    assert brief(judge(linked, tree="index")) == [("A102", "new", True)]
    assert {one.baseline for one in judge(branched, tree="index").findings} == {"unchanged"}


def test_a_rule_that_is_switched_off_is_said_and_what_it_said_is_not_resolved(git_repository: Make) -> None:
    repository = git_repository()
    repository.commit({"docs/ports.md": TAKEN}, "first")
    (repository.path / "consistency.toml").write_text('[severity]\nsocket-taken = "off"\n')
    for scope in ({}, {"since": "HEAD"}):
        run = judge(repository, **scope)
        assert any("off by the configuration: A102 socket-taken" in note for note in run.notes)
        assert run.resolved == ()


def test_what_a_sparse_checkout_hides_is_not_resolved(branched: GitRepository) -> None:
    branched.commit({"elsewhere/words.md": "words\n"})
    branched.git("sparse-checkout", "set", "--cone", "elsewhere")
    assert not (branched.path / "docs").exists()
    run = judge(branched, since="HEAD")
    assert (run.resolved, run.changes, brief(run)) == ((), (), [])
    assert any("sparse" in note for note in run.notes)
    assert brief(judge(branched, tree="index")) == [("A102", "unchanged", False)] * 2


def test_what_is_in_conflict_is_not_resolved(branched: GitRepository) -> None:
    branched.git("checkout", "-q", "-b", "third", "topic")
    branched.commit({"docs/ports.md": registry(("Gitea", 3000), ("Grafana", 3000), ("Kiwix", 3000))}, "third")
    branched.git("merge", "--no-commit", "main", check=False)
    assert "UU docs/ports.md" in branched.git("status", "--short")
    run = judge(branched, tree="index")
    assert run.resolved == ()
    assert "docs/ports.md was left out: conflict" in run.notes


@pytest.mark.parametrize("scope", [{}, {"tree": "index"}])
def test_a_repository_without_files_of_its_own_asks_for_a_revision(git_repository: Make, scope: dict[str, str]) -> None:
    repository = git_repository("one")
    repository.commit({"docs/ports.md": TAKEN})
    bare = repository.path.parent / "bare.git"
    repository.git("clone", "-q", "--bare", ".", str(bare))
    for folder in (bare, repository.path / ".git"):
        with pytest.raises(TreeError, match=r"has no work tree .*--rev HEAD"):
            judge(folder, **scope)
        assert brief(judge(folder, tree="HEAD")) == [("A102", None, True)]


def test_before_the_first_commit_a_revision_is_said_not_to_be_there(git_repository: Make) -> None:
    with pytest.raises(TreeError, match="there is no commit yet"):
        judge(git_repository(), since="HEAD")
