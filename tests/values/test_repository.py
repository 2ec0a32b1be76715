"""Addresses of repositories in any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values.repository import repositories


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("git clone https://github.com/Heron/nest.git", ["heron/nest"]),
        ("git@gitlab.com:heron/nest.git", ["heron/nest"]),
        ("[guide](https://github.com/heron/nest/blob/main/docs/a.md)", ["heron/nest"]),
        ("Kept at codeberg.org/heron/bird-nest.", ["heron/bird-nest"]),
        ("github.com/heron/nest and github.com/egret/nest", ["heron/nest", "egret/nest"]),
        ("https://github.com/your-org/nest", []),
        ("https://github.com/orgs/heron/projects", []),
        ("https://github.com/<you>/nest", []),
        ("https://api.github.com/repos/heron/nest", []),
        ("https://raw.githubusercontent.com/heron/nest/main/a", []),
        ("https://github.com/heron", []),
    ],
)
def test_who_keeps_what(text: str, said: list[str]) -> None:
    assert [f"{one.owner}/{one.name}" for one in repositories(text)] == said


@given(st.text(st.sampled_from("github.com/:ab-_.<> \n"), max_size=60).map(lambda text: f"github.com/a{text}"))
def test_every_place_reads_back(text: str) -> None:
    for one in repositories(text):
        quote = text[one.start : one.end]
        assert quote.lower().replace(":", "/") == f"{one.forge}/{one.owner}/{one.name}"
        assert "\n" not in quote
