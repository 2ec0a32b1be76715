"""Units that commands of systemd name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values.unit_command import named, plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sudo systemctl --user restart nest-web   # again", ["nest-web"]),
        ("systemctl enable --now nest.service other.timer heron", ["nest.service", "heron"]),
        ("systemctl -H kite status nest@1.service", ["nest@1.service"]),
        ("journalctl --user -u nest -n 200 | grep x", ["nest"]),
        ("journalctl -fu nest.service", ["nest.service"]),
        ("journalctl --unit=nest --since today", ["nest"]),
        ("systemctl daemon-reload", []),
        ("systemctl link ./systemd/nest.service", []),
        ("systemctl restart 'nest-*'", []),
        ("systemctl restart $UNIT", []),
        ("systemctl restart your-service", []),
        ("my-systemctl restart nest", []),
        ("journalctl -n 50", []),
    ],
)
def test_the_units_of_a_command(text: str, said: list[str]) -> None:
    assert [text[one.start : one.end] for one in named(text)] == said


def test_suffixes_and_instances() -> None:
    assert [plain(text) for text in ("Nest", "nest.service", "nest@1.service", "nest@")] == ["nest"] * 4
    assert [plain(text) for text in ("nest.timer", "my-nest", "", "--user", "service")] == [""] * 5


@given(st.text(st.sampled_from("systemctl journalctl -u\n'\"\\ab.@| "), max_size=80))
def test_every_place_reads_back(text: str) -> None:
    for one in named(text):
        assert plain(text[one.start : one.end]) == one.name
