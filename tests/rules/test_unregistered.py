"""Listeners that no document lists: which of them are worth a word."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

PAGE = "# Ports\n\n| Service | Host | Port |\n|---|---|---|\n| Ray dashboard | mini | 8265 |\n"


def rules(listener: str) -> list[str]:
    seen = f"# Reality snapshot 2026-03-05\n\n## mini\n\n- `0.0.0.0:8265` (ray dashboard)\n- `{listener}\n"
    tree = Memory({"docs/ports.md": PAGE.encode(), "docs/snapshots/2026-03-05-mini.md": seen.encode()})
    run_ = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 6))
    return [one.rule for one in run_.findings if one.rule == "A106"]


@pytest.mark.parametrize(
    "listener", ["0.0.0.0:9100` (node_exporter)", "127.0.0.1:8501` (crew)", "0.0.0.0:45113` (tracker)"]
)
def test_a_listener_of_its_own_is(listener: str) -> None:
    assert rules(listener) == ["A106"]


@pytest.mark.parametrize("listener", ["127.0.0.1:44217` (core_worker)", "0.0.0.0:10001` (ray_client)"])
def test_a_socket_that_the_system_numbered_and_a_child_of_what_is_listed_are_not(listener: str) -> None:
    assert rules(listener) == []
