"""Globs mean what .gitignore makes people expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values.glob import matches


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("*.md", "README.md"),
        ("*.md", "docs/deep/README.md"),
        ("docs/*.md", "docs/a.md"),
        ("docs/**", "docs/a/b.md"),
        ("docs/**/b.md", "docs/b.md"),
        ("docs/**/b.md", "docs/x/y/b.md"),
        ("**/archive/**", "archive/a.md"),
        ("**/archive/**", "docs/archive/2024/a.md"),
        ("vendor/", "vendor/a.md"),
        ("vendor/", "lib/vendor/a/b.md"),
        ("/docs", "docs/a.md"),
        ("docs/old", "docs/old/a.md"),
        ("note-202[0-3]?.md", "note-2022x.md"),
        ("[!a]b", "cb"),
        ("a[b", "a[b"),
        ("**", "any/thing"),
        ("a.b", "a.b"),
    ],
)
def test_matches(glob: str, path: str) -> None:
    assert matches(glob, path)


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("docs/*.md", "docs/a/b.md"),
        ("docs/*.md", "more/docs/a.md"),
        ("/docs", "more/docs/a.md"),
        ("vendor/", "vendor"),
        ("a.b", "axb"),
        ("?", "/"),
        ("a[!b]c", "a/c"),
        ("[z-a]", "b"),
        ("*.md", "README.md.txt"),
        ("docs/old", "docs/older/a.md"),
    ],
)
def test_does_not_match(glob: str, path: str) -> None:
    assert not matches(glob, path)


@given(st.text(max_size=12), st.text(max_size=12))
def test_every_text_is_a_glob(glob: str, path: str) -> None:
    matches(glob, path)


@given(st.text(st.characters(exclude_characters="*?["), min_size=1).filter(lambda text: text.strip("/") == text))
def test_a_plain_path_matches_itself(path: str) -> None:
    assert matches(path, path)
