"""Finding the repository, in every way it can be placed; git's refusals; and that nothing is ever written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consistency.tree import git
from consistency.tree.changes import changed
from consistency.tree.history import commits
from consistency.tree.index import Index
from consistency.tree.revision import revision
from consistency.tree.source import TreeError
from consistency.tree.worktree import worktree

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]


def found(folder: object, inherit: bool = True) -> git.Repository:
    repository = git.find(str(folder), inherit)
    assert repository is not None
    return repository


class TestFind:
    def test_from_the_top(self, git_repository: Make) -> None:
        path = git_repository().path
        repository = found(path)
        assert (repository.top, repository.prefix) == (str(path), "")
        assert repository.folder == repository.common == str(path / ".git")
        assert (repository.object_format, repository.shallow) == ("sha1", False)

    def test_from_a_subfolder(self, git_repository: Make) -> None:
        path = git_repository().path
        (path / "docs/a b").mkdir(parents=True)
        repository = found(path / "docs/a b")
        assert (repository.top, repository.prefix) == (str(path), "docs/a b/")

    def test_from_here(self, git_repository: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        path = git_repository().path
        (path / "docs").mkdir()
        monkeypatch.chdir(path / "docs")
        repository = git.find()
        assert repository is not None
        assert repository.top == str(path)

    def test_linked_worktree_shares_the_common_folder(self, git_repository: Make, tmp_path: Path) -> None:
        main = git_repository()
        main.commit({"a.md": "a"})
        main.git("worktree", "add", "-q", "../linked")
        repository = found(tmp_path / "linked")
        assert repository.top == str(tmp_path / "linked")
        assert repository.common == str(main.path / ".git")
        assert repository.folder == str(main.path / ".git/worktrees/linked")

    def test_submodule_is_a_repository_of_its_own(self, git_repository: Make) -> None:
        inner, outer = git_repository("inner"), git_repository("outer")
        inner.commit({"inner.md": "i"})
        outer.git("submodule", "--quiet", "add", str(inner.path), "sub")
        outer.commit({"outer.md": "o"})
        assert found(outer.path / "sub").top == str(outer.path / "sub")
        assert [e.path for e in worktree("", found(outer.path / "sub")).entries()] == ["inner.md"]
        for tree in (worktree("", found(outer.path)), Index(found(outer.path)), revision(found(outer.path))):
            assert [e.path for e in tree.entries()] == [".gitmodules", "outer.md"]
            assert tree.left_out() == ()

    def test_bare(self, git_repository: Make) -> None:
        work = git_repository("work")
        work.commit({"a.md": "text"})
        bare = git_repository("bare.git", "--bare")
        work.git("push", "-q", str(bare.path), "main")
        repository = found(bare.path)
        assert repository.top == ""
        tree = revision(repository, "main")
        assert tree.read(tree.entries()[0]) == b"text"

    def test_none(self, tmp_path: Path) -> None:
        assert git.find(str(tmp_path)) is None

    def test_in_the_git_folder_itself(self, git_repository: Make) -> None:
        path = git_repository().path
        assert found(path / ".git").top == ""

    def test_a_top_with_a_line_end_in_its_name(self, git_repository: Make) -> None:
        path = git_repository("two\nlines").path
        (path / "docs").mkdir()
        repository = found(path / "docs")
        assert (repository.top, repository.prefix) == (str(path), "docs/")
        assert repository.common == str(path / ".git")

    def test_sha256(self, git_repository: Make) -> None:
        one = git_repository("one", "--object-format=sha256")
        one.commit({"a.md": "a"})
        repository = found(one.path)
        assert repository.object_format == "sha256"
        (entry,) = worktree("", repository).entries()
        assert entry.blob == Index(repository).blob_id(b"a") == one.git("rev-parse", "HEAD:a.md").strip()

    def test_no_such_folder(self, tmp_path: Path) -> None:
        with pytest.raises(TreeError, match="nowhere"):
            git.find(str(tmp_path / "nowhere"))

    def test_git_is_not_installed(self, git_repository: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = git_repository().path
        monkeypatch.setenv("PATH", str(tmp_path / "empty"))
        with pytest.raises(TreeError, match="install"):
            git.find(str(path))
        (tmp_path / "plain").mkdir()
        assert git.find(str(tmp_path / "plain")) is None

    def test_a_repository_of_somebody_else_is_refused_with_the_way_out(
        self, git_repository: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = git_repository().path
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        with pytest.raises(TreeError, match=r"dubious ownership.*safe\.directory"):
            git.find(str(path))

    def test_a_broken_repository_is_an_error_with_git_s_reason(self, git_repository: Make) -> None:
        path = git_repository().path
        (path / ".git/config").write_text("[core\n")
        with pytest.raises(TreeError, match="bad config"):
            git.find(str(path))


class TestEnvironment:
    def test_git_dir_and_work_tree(self, git_repository: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        one = git_repository()
        one.commit({"a.md": "a"})
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere/b.md").write_text("b")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("GIT_DIR", "repository/.git")
        monkeypatch.setenv("GIT_WORK_TREE", "elsewhere")
        repository = found(".")
        assert repository.top == str(tmp_path / "elsewhere")
        assert [e.path for e in worktree("", repository).entries()] == ["b.md"]
        assert [e.path for e in Index(repository).entries()] == ["a.md"]

    def test_git_dir_alone_as_a_hook_has_it(self, git_repository: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        one = git_repository()
        one.commit({"docs/a.md": "a"})
        monkeypatch.chdir(one.path)
        monkeypatch.setenv("GIT_DIR", ".git")
        assert found("docs").top == str(one.path)

    def test_a_hook_s_repository_is_forgotten_for_another_one(
        self, git_repository: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, other = git_repository("one"), git_repository("other")
        one.commit({"one.md": "1"})
        other.commit({"other.md": "2"})
        monkeypatch.setenv("GIT_DIR", str(one.path / ".git"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(one.path / ".git/index"))
        assert [e.path for e in Index(found(other.path, inherit=False)).entries()] == ["other.md"]

    def test_a_wrong_git_dir_is_an_error_and_no_plain_folder(
        self, git_repository: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = git_repository().path
        monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
        with pytest.raises(TreeError, match="not a git repository"):
            git.find(str(path))

    @pytest.mark.parametrize("name", ["GIT_LITERAL_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"])
    def test_pathspec_settings_change_nothing(
        self, git_repository: Make, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        one = git_repository()
        one.commit({"a.md": "a"})
        expected = worktree("", found(one.path)).entries()
        assert expected[0].blob
        monkeypatch.setenv(name, "1")
        assert worktree("", found(one.path)).entries() == expected


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file below a folder: a hash of its bytes, and when it was last written."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.lstat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
    }


def look_at_everything(one: GitRepository) -> None:
    repository = found(one.path)
    work, index, head = worktree("", repository), Index(repository), revision(repository)
    for tree in (work, index, head):
        list(tree.read_many(tree.entries()))
        tree.left_out()
    changed(head, index)
    changed(head, work)
    changed(revision(repository, "HEAD~1"), head)
    list(commits(repository))


class TestOnlyReads:
    def test_nothing_in_git_s_folder_or_the_work_tree_changes(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"a.md": "one\n", "b.md": "b\n"})
        one.commit({"a.md": "two\n"})
        one.stage({"b.md": "staged\n"})
        one.write({"b.md": "edited\n", "new.md": "new\n"})
        os.utime(one.path / "a.md", (1, 1))  # its stat data differ from the index's: git status would refresh it
        before = state(one.path)
        look_at_everything(one)
        assert state(one.path) == before

    def test_no_program_of_the_user_s_settings_is_started(self, git_repository: Make, tmp_path: Path) -> None:
        one = git_repository()
        one.commit({"a.md": "one\n"})
        one.commit({"a.md": "two\n"})
        trap = tmp_path / "trap"
        trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\nexit 1\n")
        trap.chmod(0o755)
        for name in ("core.fsmonitor", "core.pager", "diff.external", "pager.log", "gpg.program", "core.editor"):
            one.git("config", name, str(trap))
        one.git("config", "log.showSignature", "true")
        one.git("config", "diff.orderFile", "/nonexistent")
        look_at_everything(one)
        assert not (tmp_path / "sprung").exists()

    def test_settings_that_change_what_git_prints_change_nothing(self, git_repository: Make) -> None:
        one = git_repository()
        one.commit({"docs/a.md": "one\n" * 9})
        one.git("mv", "docs/a.md", "docs/b.md")
        one.commit({}, "moved")
        expected = list(commits(found(one.path)))
        settings = {
            "diff.renames": "false", "core.abbrev": "5", "log.date": "relative", "diff.noprefix": "true",
            "log.decorate": "full", "color.ui": "always", "core.quotePath": "true", "format.pretty": "oneline",
            "diff.relative": "true", "log.abbrevCommit": "true", "log.diffMerges": "combined", "log.showRoot": "false",
        }  # fmt: skip
        for name, value in settings.items():
            one.git("config", name, value)
        assert list(commits(found(one.path))) == expected
        assert [change.status for change in expected[1].changes] == ["R"]
