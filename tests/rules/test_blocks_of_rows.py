"""Rows that name the block of ports they belong to, and summaries of what other headings allocate."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.model.finding import Finding
from consistency.tree.memory import Memory

BLOCKS = "| {} | Range |\n|---|---|\n| core | 4100-4199 |\n| data | 4200-4299 |\n\n"


def found(page: str) -> list[Finding]:
    tree = Memory({"docs/ports.md": page.encode()})
    return list(run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 11, 21)).findings)


@pytest.mark.parametrize("lane", ["Lane", "Tier", "Block"])
def test_a_port_outside_the_block_that_its_row_names(lane: str) -> None:
    page = "# Ports\n\n" + BLOCKS.format(lane) + f"## Rows\n\n| Service | {lane} | Port |\n|---|---|---|\n"
    page += "| janus | core | 4100 |\n| quarry | data | 4200 |\n| ember | core | 4320 |\n| moss | attic | 7000 |\n"
    (told,) = found(page)
    assert (told.rule, told.message) == ("D101", "ember: port 4320 is outside 4100-4199, allocated to core")
    assert {claim.line for claim in told.claims} == {5, 14}


def test_a_port_outside_the_block_in_its_own_row() -> None:
    head = "# Ports\n\n| Service | Block | Port |\n|---|---|---|\n| janus | 4100-4109 | 4100 |\n"
    assert found(head + "| ember | 4110-4119 | 4111 |\n| sorrel | — | 4500 |\n") == []
    (told,) = found(head + "| ember | 4110-4119 | 4125 |\n")
    assert (told.rule, {claim.line for claim in told.claims}) == ("D101", {6})


def test_container_ports_lie_in_no_block() -> None:
    head = "# Ports\n\n| Repo | Block | Container ports |\n|---|---|---|\n"
    assert found(head + "| janus | 4100-4109 | 80 |\n| fable | 4110-4119 | 3000 |\n") == []


SECTIONS = """# NodePorts

### Web (30300-30399)

| Service | NodePort |
|---|---|
| Grafana | 30310 |

### Storage (30900-30999)

| Service | NodePort |
|---|---|
| Depot | 30900 |

"""


def test_a_summary_below_the_last_heading_repeats_what_other_headings_allocate() -> None:
    assert found(SECTIONS + "```yaml\nGrafana: 30310\nDepot: 30900\n```\n") == []
    told = found(SECTIONS + "```yaml\nGrafana: 30310\nDepot: 30900\nSpool: 30310\n```\n")
    assert "D101" in {one.rule for one in told}


def test_ranges_that_are_free_and_allocated() -> None:
    head = "# Ports\n\n| Block | Range |\n|---|---|\n| web | 31200-31299 |\n"
    assert found(head + "| Spare | 31300-31399 |\n") == []
    assert [one.rule for one in found(head + "| Spare | 31280-31399 |\n")] == ["D102"]
    assert found(head + "| Spare | 31280-31289 |\n") == [], "what is left of a block"
