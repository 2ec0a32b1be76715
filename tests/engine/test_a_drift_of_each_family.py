"""One drift of each claim family in a copy of the worked example, found as new, with both places."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

ROOT = Path(__file__).parents[2]
REGISTRY, INVENTORY = "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md", "docs/_core/03-SERVICE_INVENTORY.md"
STRATEGY, ROUTING = "docs/_core/PORT_MAPPING_STRATEGY.md", "docs/_core/ROUTING_AND_DEFAULTS.md"
SNAPSHOT = "docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md"
DEFAULTS, ROUTER = "docs/_core/config/defaults.toml", "docs/_core/config/router.yaml"
TODAY = datetime.date(2026, 2, 10)


class Drift(NamedTuple):
    """A document's `old` becomes `new`, and contradicts the line of another one that begins with `meets`."""

    rule: str
    path: str
    old: str
    new: str
    other: str
    meets: str


DRIFTS = [
    Drift("A101", INVENTORY, "--host 0.0.0.0 --port 3000", "--host 0.0.0.0 --port 3080", REGISTRY, "| Open WebUI "),
    Drift("A103", REGISTRY, "| 9000 | 0.0.0.0 |", "| 9000 | 127.0.0.1 |", INVENTORY, "  ExecStart=~/.local/bin/uv run uvicorn"),
    Drift("A104", REGISTRY, "| 11434 | 0.0.0.0 |", "| 11434 | 127.0.0.1 |", REGISTRY, "| Ollama "),
    Drift("B101", REGISTRY, "| /health, /health/readiness,", "| /v1/models, /health/readiness,", SNAPSHOT, "- `GET http://127.0.0.1:4000/v1/models`"),
    Drift("C900", ROUTING, "| `jerry-editor` | 8101 |", "| `jerry-editor` | 8104 |", ROUTER, "      api_base: http://192.168.1.72:8101"),
    Drift("D101", STRATEGY, "JupyterHub: 30102", "JupyterHub: 30302", STRATEGY, "| 30100-30199 "),
    Drift("E900", DEFAULTS, 'ollama = "maintenance-only"', 'ollama = "active"', ROUTING, "| `ollama` "),
    Drift("F900", ROUTING, "- Default alias: `jerry-chat`", "- Default alias: `jerry-weak`", DEFAULTS, "default_alias ="),
]  # fmt: skip


def line_of(text: str, word: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if word in line)


@pytest.mark.parametrize("drift", DRIFTS, ids=lambda drift: drift.rule)
def test_it_is_found_with_both_places(drift: Drift) -> None:
    folders = ("docs/_core", "docs/snapshots")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    before = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files}
    text = before[drift.path].decode()
    assert drift.old in text
    after = {**before, drift.path: text.replace(drift.old, drift.new, 1).encode()}
    told = run(Prepared(Memory(after), (Memory(before),), "HEAD", ()), Scope(), TODAY)
    places = {
        (drift.path, line_of(after[drift.path].decode(), drift.new)),
        (drift.other, line_of(after[drift.other].decode(), drift.meets)),
    }
    new = [one for one in told.findings if one.baseline == "new" and one.rule == drift.rule]
    assert [one for one in new if places <= {(claim.path, claim.line) for claim in one.claims}], new


def test_each_family_of_the_definition_of_done_has_one() -> None:
    assert {drift.rule[0] for drift in DRIFTS} == set("ABCDEF")
