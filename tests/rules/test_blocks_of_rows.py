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


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        ("System", ["D101"]),  # one of two that a range is for
        ("Dev", ["D101"]),  # the beginning of the one owner
        ("Data", []),  # of two owners
        ("De", []),
        ("Attic", []),
    ],
)
def test_a_kind_that_is_short_for_an_owner(kind: str, rules: list[str]) -> None:
    ranges = "| System/Infrastructure | 5000-5099 |\n| Development servers | 5100-5199 |\n"
    ranges += "| Databases | 5200-5299 |\n| Data lakes | 5300-5399 |\n"
    page = f"# Ports\n\n| Purpose | Range |\n|---|---|\n{ranges}\n## Rows\n\n"
    page += f"| Service | Type | Port |\n|---|---|---|\n| janus | {kind} | 7000 |\n"
    assert [one.rule for one in found(page)] == rules
    assert found(page.replace("7000", "5050" if kind == "System" else "5150")) == []


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


RANGES = (
    "# Ports\n\n## Ranges\n\n| Range | For |\n|---|---|\n"
    "| 4100-4199 | HTTP back ends |\n| 5170-5189 | front ends (Vite) |\n\n"
)


def test_the_kind_of_a_row_may_be_a_block() -> None:
    page = (
        RANGES + "## Assigned\n\n| Port | App | Kind |\n|---|---|---|\n"
        "| 4100 | api | HTTP back end |\n| {} | board | front end |\n"
    )
    assert found(page.format(5173)) == []
    (told,) = found(page.format(4321))
    assert (told.rule, {claim.line for claim in told.claims}) == ("D101", {8, 15})


def test_a_kind_that_is_no_block_says_nothing() -> None:
    page = RANGES + "## Assigned\n\n| Port | App | Type |\n|---|---|---|\n| 4900 | api | HTTP |\n"
    assert found(page) == []


def test_a_row_in_bold_heads_those_below_it() -> None:
    page = (
        "# Map\n\n## Bands\n\n| Band | Numbers |\n|---|---|\n"
        "| Front ends | 5600-5629 |\n| Back end | 5630-5679 |\n\n## Map\n\n"
    )
    page += (
        "| Port | Service | Remarks |\n|---|---|---|\n| | **Front ends** | |\n"
        "| 5600 | shop | |\n| | **Back end** | |\n| {} | press | |\n"
    )
    assert found(page.format(5631)) == []
    (told,) = found(page.format(5710))
    assert (told.rule, {claim.line for claim in told.claims}) == ("D101", {8, 17})


def test_a_section_whose_heading_begins_the_name_of_one_block() -> None:
    page = (
        "# Services\n\n## Port ranges\n\n- 7000-7009: sync services\n"
        "- 7020-7029: batch jobs with an interface\n\n## Batch\n\n### scorer\n\n- **Port:** {}\n"
    )
    assert found(page.format(7021)) == []
    (told,) = found(page.format(7031))
    assert (told.rule, {claim.line for claim in told.claims}) == ("D101", {6, 12})
    both = page.replace("sync services", "batch services")
    assert found(both.format(7031)) == [], "either may be meant"


def test_who_is_named_behind_a_block() -> None:
    page = (
        "# Design\n\n## Port policy\n\n- **8400–8409** application services (web, scanner)\n"
        "- **8410–8419** observability\n\n"
    )
    page += "| Component | Published at |\n|---|---|\n| web | 8400 |\n| scanner | {} |\n"
    assert found(page.format(8402)) == []
    assert [(one.rule, one.claims[0].line) for one in found(page.format(8420))] == [("D104", 11)]


def test_a_port_beside_the_range_of_a_heading() -> None:
    page = "# Ports\n\n## Control plane (8800 + 8820-8849)\n\n- **8800** — Orchestrator\n- **{}** — Dashboard\n"
    assert found(page.format(8820)) == []
    assert [one.rule for one in found(page.format(8860))] == ["D101"]


def test_the_column_that_holds_the_ports_of_ranges() -> None:
    page = (
        "# Portbelegung\n\n| Bereich | Ports | Verwendung |\n|---|---|---|\n"
        "| Dienste | 9000–9099 | REST |\n| Messung | {} | Grafana |\n"
    )
    assert found(page.format("9300–9399")) == []
    assert [one.rule for one in found(page.format("9399–9300"))] == ["M103"]


def test_headings_with_several_ranges_and_with_no_limit() -> None:
    rows = "\n\n| Port | Service |\n|---|---|\n| {} | Paperless |\n"
    assert found("# Ports\n\n## basil (2200-2299, 8000-8099)" + rows.format(8015)) == []
    assert [one.rule for one in found("# Ports\n\n## basil (2200-2299, 8000-8099)" + rows.format(8115))] == ["D101"]
    assert found("# Ports\n\n## basil (2200-2299 and whatever upstream wants)" + rows.format(8115)) == []
    assert found("# Ports\n\n## basil (2200-2299)" + rows.format(443)) == [], "a protocol's port is nobody's to give"


@pytest.mark.parametrize(("owner", "rules"), [("exporters", ["D101"]), ("Exporters", ["D101"]), ("sidecars", [])])
def test_exporters_belong_to_the_range_of_exporters(owner: str, rules: list[str]) -> None:
    page = f"# Ports\n\n| Range | Use |\n|---|---|\n| 8000-8099 | web |\n| 9100-9199 | {owner} |\n\n## Hosts\n\n"
    page += "| Service | Port |\n|---|---|\n| postgres_exporter | 9187 |\n| haproxy_exporter | {} |\n"
    assert [one.rule for one in found(page.format(9201))] == rules
    assert found(page.format(9101)) == []
