"""Revisions: names, merge bases, repositories without commits, and clones that lack what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consistency.tree import git
from consistency.tree.changes import changed
from consistency.tree.index import Index
from consistency.tree.revision import Revision, merge_base, parents, resolve, revision
from consistency.tree.source import LeftOut, MissingBase, TreeError
from consistency.tree.worktree import worktree

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]


def found(repository: GitRepository) -> git.Repository:
    return git.required(git.find(str(repository.path)), str(repository.path))


@pytest.fixture
def one(git_repository: Make) -> GitRepository:
    repository = git_repository()
    repository.commit({"a.md": "a1\n", "docs/b.md": "b1\n"})
    repository.commit({"a.md": "a2\n"})
    repository.git("tag", "-a", "v1", "-m", "first release")
    return repository


def contents(tree: Revision) -> dict[str, bytes | TreeError]:
    return {entry.path: data for entry, data in tree.read_many(tree.entries())}


class TestRevision:
    def test_files_as_committed(self, one: GitRepository) -> None:
        one.write({"a.md": "edited", "new.md": "new"})
        assert contents(revision(found(one))) == {"a.md": b"a2\n", "docs/b.md": b"b1\n"}
        assert contents(revision(found(one), "HEAD~1")) == {"a.md": b"a1\n", "docs/b.md": b"b1\n"}

    @pytest.mark.parametrize("name", ["HEAD", "main", "v1", "@", "HEAD~0", "refs/heads/main", "HEAD^{/change}"])
    def test_names(self, one: GitRepository, name: str) -> None:
        tree = revision(found(one), name)
        assert tree.id == one.git("rev-parse", "HEAD").strip()
        assert tree.label == name

    @pytest.mark.parametrize(
        "name", ["nope", "", "--all", "-n1", "HEAD:a.md", "HEAD~99", "0" * 40, "a b", "x\n\x1b[31m"]
    )
    def test_names_that_are_none(self, one: GitRepository, name: str) -> None:
        with pytest.raises(TreeError, match="git fetch") as error:
            revision(found(one), name)
        assert str(error.value).isprintable()
        assert not isinstance(error.value, MissingBase)

    def test_from_a_subfolder_it_is_the_whole_tree(self, one: GitRepository) -> None:
        repository = git.required(git.find(str(one.path / "docs")), "")
        assert [entry.path for entry in revision(repository).entries()] == ["a.md", "docs/b.md"]

    def test_before_the_first_commit(self, git_repository: Make) -> None:
        new = git_repository()
        assert revision(found(new)).entries() == ()
        assert parents(found(new)) == ()
        new.stage({"a.md": "a"})
        assert [change.status for change in changed(revision(found(new)), Index(found(new)))] == ["A"]

    def test_the_empty_tree_of_sha256(self, git_repository: Make) -> None:
        new = git_repository("new", "--object-format=sha256")
        new.stage({"a.md": "a"})
        assert revision(found(new)).entries() == ()
        assert [change.status for change in changed(revision(found(new)), Index(found(new)))] == ["A"]

    def test_links(self, one: GitRepository) -> None:
        (one.path / "in.md").symlink_to("docs/b.md")
        (one.path / "out.md").symlink_to("../../x.md")
        one.git("add", ".")
        one.commit({})
        tree = revision(found(one))
        assert [entry.path for entry in tree.entries()] == ["a.md", "docs/b.md"]
        assert tree.left_out() == (LeftOut("out.md", "link-out"),)

    def test_replaced_objects_are_read_as_they_were_committed(self, one: GitRepository) -> None:
        other = one.git("hash-object", "-w", "docs/b.md").strip()
        one.git("replace", one.git("rev-parse", "HEAD:a.md").strip(), other)
        assert contents(revision(found(one)))["a.md"] == b"a2\n"


class TestMergeBase:
    def test_where_the_branch_left(self, one: GitRepository) -> None:
        left = resolve(found(one), "HEAD")
        one.git("checkout", "-q", "-b", "side")
        one.commit({"side.md": "s"})
        one.git("checkout", "-q", "main")
        one.commit({"main.md": "m"})
        assert merge_base(found(one), "main", "side") == left

    def test_unrelated(self, one: GitRepository) -> None:
        one.git("checkout", "-q", "--orphan", "other")
        one.commit({})
        with pytest.raises(MissingBase, match="no common ancestor"):
            merge_base(found(one), "main", "other")

    def test_one_that_does_not_exist(self, one: GitRepository) -> None:
        with pytest.raises(TreeError, match="'nope'"):
            merge_base(found(one), "nope", "HEAD")


class TestParents:
    def test_of_an_octopus(self, one: GitRepository) -> None:
        for name in ("x", "y"):
            one.git("checkout", "-q", "-b", name, "v1")
            one.commit({f"{name}.md": name})
        one.git("checkout", "-q", "main")
        one.git("merge", "-q", "--no-commit", "--no-ff", "x", "y")
        names = ("main", "x", "y")
        assert parents(found(one)) == tuple(one.git("rev-parse", name).strip() for name in names)

    def test_on_a_detached_head(self, one: GitRepository) -> None:
        one.git("checkout", "-q", "--detach")
        assert parents(found(one)) == (one.git("rev-parse", "HEAD").strip(),)

    def test_in_a_linked_worktree(self, one: GitRepository, tmp_path: Path) -> None:
        side = one.commit({"side.md": "s"})
        one.git("worktree", "add", "-q", "../linked", "v1")
        linked = type(one)(tmp_path / "linked")
        linked.git("merge", "-q", "--no-commit", "--no-ff", "main")
        assert parents(found(linked))[1:] == (side,)
        assert parents(found(one)) == (side,)


class TestClones:
    @pytest.fixture
    def shallow(self, one: GitRepository, tmp_path: Path) -> GitRepository:
        one.git("clone", "-q", "--depth=1", one.path.as_uri(), str(tmp_path / "shallow"))
        return type(one)(tmp_path / "shallow")

    def test_a_shallow_clone_lacks_the_base(self, one: GitRepository, shallow: GitRepository) -> None:
        assert found(shallow).shallow
        assert contents(revision(found(shallow)))["a.md"] == b"a2\n"
        for name in ("HEAD~1", one.git("rev-parse", "HEAD~1").strip(), "origin/elsewhere"):
            with pytest.raises(MissingBase, match="fetch"):
                revision(found(shallow), name)

    def test_a_shallow_clone_lacks_the_merge_base(self, one: GitRepository, tmp_path: Path) -> None:
        one.git("checkout", "-q", "-b", "side")
        one.commit({"side.md": "s"})
        one.git("clone", "-q", "--depth=1", "--no-single-branch", one.path.as_uri(), str(tmp_path / "shallow"))
        with pytest.raises(MissingBase, match="shallow"):
            merge_base(found(type(one)(tmp_path / "shallow")), "origin/main", "origin/side")

    @pytest.fixture
    def partial(self, one: GitRepository, tmp_path: Path) -> GitRepository:
        one.git("config", "uploadpack.allowFilter", "true")
        one.commit({"moved.md": "".join(f"{n}\n" for n in range(20))})
        one.git("mv", "moved.md", "other.md")
        one.commit({"other.md": "".join(f"{n}\n" for n in range(19)), "docs/b.md": "b2\n"})
        one.git("clone", "-q", "--filter=blob:none", one.path.as_uri(), str(tmp_path / "partial"))
        return type(one)(tmp_path / "partial")

    def test_a_partial_clone_fetches_nothing_and_says_what_it_lacks(self, partial: GitRepository) -> None:
        objects = sorted(str(path) for path in (partial.path / ".git").rglob("*"))
        here = contents(revision(found(partial)))
        assert here == {path: data for path, data in here.items() if isinstance(data, bytes)}
        before = contents(revision(found(partial), "HEAD~1"))
        assert before["a.md"] == b"a2\n"
        assert isinstance(before["docs/b.md"], TreeError)
        assert isinstance(before["moved.md"], TreeError)
        assert "fetch" in str(before["moved.md"])
        assert sorted(str(path) for path in (partial.path / ".git").rglob("*")) == objects

    def test_what_differs_in_a_partial_clone(self, partial: GitRepository) -> None:
        differing = changed(revision(found(partial), "HEAD~1"), Index(found(partial)))
        assert ("M", "docs/b.md") in [(change.status, change.new and change.new.path) for change in differing]
        assert len(differing) in (2, 3)  # with or without the rename, which takes contents to see

    def test_the_index_of_a_sparse_partial_clone(self, one: GitRepository, tmp_path: Path) -> None:
        one.git("config", "uploadpack.allowFilter", "true")
        one.git("clone", "-q", "--filter=blob:none", "--sparse", one.path.as_uri(), str(tmp_path / "sparse"))
        sparse = found(type(one)(tmp_path / "sparse"))
        index = Index(sparse)
        read = {entry.path: data for entry, data in index.read_many(index.entries())}
        assert read["a.md"] == b"a2\n"
        assert isinstance(read["docs/b.md"], TreeError)
        assert worktree("", sparse).left_out() == (LeftOut("docs/b.md", "sparse"),)
