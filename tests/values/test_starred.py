"""Patterns with `*` over the paths of a tree."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values.starred import Finder, means

PATHS = st.text("ab/.", min_size=1, max_size=6)
PATTERNS = st.text("ab/.*", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("pattern", "path", "told"),
    [
        ("app/.env", "app/.env", True),
        ("app/.env", "app/.env.example", False),
        ("app/compose.*", "app/compose.prod.yml", True),
        ("app/compose.*", "app/compose.yml/x", True),
        ("app/*.conf", "app/wg0.conf.bak", False),
        ("*Dockerfile*", "deploy/Dockerfile.web", True),
        ("app [1]/*.conf", "app [1]/wg0.conf", True),
        ("app[12]/.env", "app1/.env", False),
        ("a*b*c", "a\nb\nc", True),
        ("a*a", "a", False),
    ],
)
def test_means(pattern: str, path: str, told: bool) -> None:
    assert means(pattern, path) is told


@given(PATTERNS, PATHS)
def test_a_star_is_any_text(pattern: str, path: str) -> None:
    assert means(pattern, path) == fnmatchcase(path, pattern)


@given(st.lists(PATHS, unique=True), st.lists(PATTERNS))
def test_those_that_one_of_the_patterns_means_in_their_order(paths: list[str], patterns: list[str]) -> None:
    expected = [path for path in paths if any(means(pattern, path) for pattern in patterns)]
    assert list(Finder(paths).meant(patterns)) == expected
