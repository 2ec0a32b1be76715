"""Several machines in one cell."""

from __future__ import annotations

import pytest

from consistency.values.machines import several_in


@pytest.mark.parametrize(
    ("text", "machines"),
    [
        ("pg-01, pg-02", ("pg-01", "pg-02")),
        ("gpu01–gpu03", ("gpu01", "gpu02", "gpu03")),
        ("`gpu01` - `gpu02`", ("gpu01", "gpu02")),
        ("gpu[08-10]", ("gpu08", "gpu09", "gpu10")),
        ("node1..3", ("node1", "node2", "node3")),
        ("gpu01", ()),
        ("gpu01–cpu03", ()),  # of two kinds
        ("gpu03–gpu01", ()),
        ("gpu01-2024", ()),
        ("gpu1–gpu900", ()),
        ("pve1 and others", ()),
    ],
)
def test_several(text: str, machines: tuple[str, ...]) -> None:
    assert several_in(text) == machines
