"""The past of a repository, held against the script that made it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consistency.tree import git
from consistency.tree.blobs import read_blobs
from consistency.tree.history import Commit, blobs_touched, commit, commit_at, commits, described
from consistency.tree.revision import Revision
from consistency.tree.source import Entry, MissingBase, TreeError

if TYPE_CHECKING:
    from tests.conftest import GitRepository

Make = Callable[..., "GitRepository"]
LONG = "".join(f"line {n}\n" for n in range(30))


def found(repository: GitRepository) -> git.Repository:
    return git.required(git.find(str(repository.path)), "")


def brief(one: Commit) -> list[tuple[str, str, str]]:
    return [(c.status, c.old.path if c.old else "", c.new.path if c.new else "") for c in one.changes]


@pytest.fixture
def one(git_repository: Make) -> GitRepository:
    """main: first - second - merge - last; side: first - aside, merged."""
    repository = git_repository()
    repository.commit({"docs/a.md": LONG, "other.txt": "o"}, "first\n\nwith a body", "2026-01-01T23:30:00-05:00")
    repository.git("checkout", "-q", "-b", "side")
    repository.commit({"docs/b.md": "b"}, "aside", "2026-01-03")
    repository.git("checkout", "-q", "main")
    repository.commit({"other.txt": "O", "docs/a.md": LONG + "2\n"}, "second", "2026-01-02")
    repository.git("merge", "-q", "--no-ff", "-m", "merge", "side", date="2026-01-04")
    repository.git("mv", "docs/a.md", "docs/c.md")
    repository.commit({"docs/c.md": LONG + "3\n"}, "last \x02 :100644 M", "2026-01-05T00:10:00+02:00")
    return repository


class TestCommits:
    def test_all_oldest_first(self, one: GitRepository) -> None:
        listed = list(commits(found(one)))
        assert [c.subject for c in listed] in (
            ["first", "second", "aside", "merge", "last \x02 :100644 M"],
            ["first", "aside", "second", "merge", "last \x02 :100644 M"],
        )
        by_subject = {c.subject: c for c in listed}
        first, second, aside, merge = (by_subject[name] for name in ("first", "second", "aside", "merge"))
        assert (first.parents, second.parents, aside.parents) == ((), (first.id,), (first.id,))
        assert merge.parents == (second.id, aside.id)
        assert brief(first) == [("A", "", "docs/a.md"), ("A", "", "other.txt")]
        assert brief(second) == [("M", "docs/a.md", "docs/a.md"), ("M", "other.txt", "other.txt")]
        assert brief(merge) == [("A", "", "docs/b.md")]
        assert brief(listed[-1]) == [("R", "docs/a.md", "docs/c.md")]

    def test_who_and_when(self, one: GitRepository) -> None:
        first, *_, last = commits(found(one))
        assert (first.author, first.date) == ("Ada Example", "2026-01-01T23:30:00-05:00")
        assert last.date == "2026-01-05T00:10:00+02:00"

    def test_along_the_branch(self, one: GitRepository) -> None:
        listed = list(commits(found(one), first_parent=True))
        assert [c.subject for c in listed[:3]] == ["first", "second", "merge"]
        assert [c.parents for c in listed] == [(), *((c.id,) for c in listed[:-1])]
        assert brief(listed[2]) == [("A", "", "docs/b.md")]

    def test_of_a_file(self, one: GitRepository) -> None:
        assert [c.subject for c in commits(found(one), paths=["other.txt"], first_parent=True)] == ["first", "second"]
        merged = list(commits(found(one), paths=["docs/b.md"], first_parent=True))
        assert [(c.subject, brief(c)) for c in merged] == [("merge", [("A", "", "docs/b.md")])]

    def test_of_a_folder(self, one: GitRepository) -> None:
        listed = list(commits(found(one), paths=["docs"], first_parent=True))
        assert [c.subject[:6] for c in listed] == ["first", "second", "merge", "last \x02"]
        assert brief(listed[1]) == [("M", "docs/a.md", "docs/a.md")]

    @pytest.mark.parametrize("paths", [[], ["docs"], ["other.txt"], ["docs/b.md"]])
    @pytest.mark.parametrize("first_parent", [False, True])
    def test_the_changes_add_up_to_every_tree(self, one: GitRepository, paths: list[str], first_parent: bool) -> None:
        states: dict[str, dict[str, Entry]] = {}
        for c in commits(found(one), paths=paths, first_parent=first_parent):
            state = dict(states[c.parents[0]]) if c.parents else {}
            for change in c.changes:
                if change.old:
                    del state[change.old.path]
            state |= {change.new.path: change.new for change in c.changes if change.new}
            states[c.id] = state
            whole = {entry.path: entry for entry in Revision(found(one), c.id).entries()}
            wanted = {p: e for p, e in whole.items() if not paths or p.startswith(tuple(paths))}
            assert state == wanted

    def test_a_range(self, one: GitRepository) -> None:
        assert [c.subject for c in commits(found(one), "side..main", first_parent=True)][:2] == ["second", "merge"]

    @pytest.mark.parametrize("name", ["*.md", "new\nline.md", "\x02.md", ":100644 x.md", "caf\udce9.md", ":(top)"])
    def test_any_name(self, one: GitRepository, name: str) -> None:
        one.commit({name: "x"}, "named")
        listed = [(c.subject, brief(c)) for c in commits(found(one), paths=[name]) if c.changes]
        assert listed == [("named", [("A", "", name)])]

    def test_no_commit_changes_nothing(self, one: GitRepository) -> None:
        one.git("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
        last = list(commits(found(one)))[-1]
        assert (last.subject, last.changes) == ("", ())

    def test_a_revision_that_is_none(self, one: GitRepository) -> None:
        with pytest.raises(TreeError, match="nope"):
            list(commits(found(one), "nope"))

    def test_before_the_first_commit(self, git_repository: Make) -> None:
        assert list(commits(found(git_repository("new")))) == []

    def test_every_content_is_read_once(self, one: GitRepository) -> None:
        entries = blobs_touched(commits(found(one), paths=["docs"]))
        contents = [content for content in read_blobs(found(one), entries) if isinstance(content, bytes)]
        assert sorted(contents, key=len) == [b"b", *(f"{LONG}{end}".encode() for end in ("", "2\n", "3\n"))]

    def test_long_output(self, git_repository: Make) -> None:
        many = git_repository("many")
        many.commit({f"docs/{n:04}.md": str(n) for n in range(1500)}, "all")
        many.commit({"docs/0000.md": "changed"}, "é" * 100)
        listed = list(commits(found(many)))
        assert [len(c.changes) for c in listed] == [1500, 1]
        assert listed[1].subject == "é" * 100


class TestCommit:
    def test_one(self, one: GitRepository) -> None:
        listed = list(commits(found(one)))
        assert commit(found(one)) == listed[-1]._replace(changes=())
        assert commit(found(one), "side").subject == "aside"

    def test_several_in_the_order_asked_for(self, one: GitRepository) -> None:
        names = ["main", "side", "main~1", "side"]
        assert [c.subject for c in described(found(one), names)][1:] == ["aside", "merge", "aside"]
        assert described(found(one), []) == ()

    def test_none(self, one: GitRepository) -> None:
        with pytest.raises(TreeError, match="nope"):
            commit(found(one), "nope")


class TestCommitAt:
    @pytest.mark.parametrize(("day", "subject"), [
        ("2026-01-01", "first"),  # 2026-01-02 in UTC, but not where it was made
        ("2026-01-02", "second"), ("2026-01-03", "second"), ("2026-01-04", "merge"),
        ("2026-01-05", "last"), ("2027-01-01", "last"),
    ])  # fmt: skip
    def test_on_a_day_or_before(self, one: GitRepository, day: str, subject: str) -> None:
        assert commit(found(one), commit_at(found(one), day)).subject.startswith(subject)

    def test_before_the_beginning(self, one: GitRepository) -> None:
        with pytest.raises(MissingBase, match="2025-12-31"):
            commit_at(found(one), "2025-12-31")

    def test_on_another_branch(self, one: GitRepository) -> None:
        assert commit(found(one), commit_at(found(one), "2026-01-04", "side")).subject == "aside"

    def test_a_shallow_clone_says_that_it_is_cut(self, one: GitRepository, tmp_path: Path) -> None:
        one.git("clone", "-q", "--depth=1", one.path.as_uri(), str(tmp_path / "shallow"))
        with pytest.raises(MissingBase, match="shallow"):
            commit_at(found(type(one)(tmp_path / "shallow")), "2026-01-03")

    def test_a_revision_that_is_none(self, one: GitRepository) -> None:
        with pytest.raises(TreeError, match="nope"):
            commit_at(found(one), "2026-01-01", "nope")
