"""D106 over sentences as people write them: which set a rule, and which do not."""

from __future__ import annotations

import pytest
from checked import findings

from consistency.readers.document import read_document

_TABLE = """
| Service | Port |
| --- | --- |
| quotes | 8081 |
| labels | 8083 |
| billing | 8087 |
"""


def _rules(sentence: str, path: str = "docs/ports.md", heading: str = "Ports") -> list[str]:
    text = f"# {heading}\n\n{sentence}\n{_TABLE}"
    return [claim.value for claim in read_document(path, text).claims if claim.attribute == "confined"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Every app listens on a port in 8080-8099.", "8080-8099"),
        ("Web apps are published between **8000 and 8099**, nothing outside.", "8000-8099"),
        ("It allows exactly the two ranges 4000–4099 and 5000–5099, plus 3000–3001.", "4000-4099 5000-5099 3000-3001"),
        ("Host ports come from 8080–8199. Forgejo (3001) stays where it is.", "8080-8199 3001"),
        ("Backend services get an HTTP port from **8080–8089**, in order of creation.", "8080-8089"),
        ("Everything in the `tools` stack gets a host port in 8700-8799, whatever upstream says.", "8700-8799"),
        ("Ports 8100–8109 are reserved for MCP servers.", "8100-8109"),
        ("Eigenentwicklungen bekommen einen Port aus `8090`–`8099`.", "8090-8099"),
    ],
)  # fmt: skip
def test_sentences_that_set_a_rule(sentence: str, value: str) -> None:
    assert _rules(sentence) == [value]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ports 8080-8099 were used by the old cluster.",
        "By default every worker listens on a port in 8080-8099.",
        "RTP must be able to reach ports 10000-20000.",
        "Every port but 8080-8082 is closed.",
        "All releases of 2019-2024 listen on a port of their own.",
        "New services are going to be moved to ports 8300-8399, all of them.",
    ],
)
def test_sentences_that_set_none(sentence: str) -> None:
    assert _rules(sentence) == []


def test_a_record_of_decisions_sets_a_rule_where_it_decides() -> None:
    text = "# 7. Ports\n\n## Context\n\nAll were in 8000-8099.\n\n## Decision\n\nAll ports are taken from 7000-7099.\n"
    found = [c.value for c in read_document("docs/adr/0007-ports.md", text).claims if c.attribute == "confined"]
    assert found == ["7000-7099"]
    listed = text.replace(
        "All ports are taken from 7000-7099.", "- HTTP of our services: **7000-7099**\n- Free: 7100-7199 later"
    )
    found = [c.value for c in read_document("docs/adr/0007-ports.md", listed).claims if c.attribute == "confined"]
    assert found == ["7000-7099"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("| mcp-a | 8101 |\n| mcp-b | 8102 |\n| mcp-c | 8103 |\n| mcp-d | 8931 |", True),
        ("| mcp-a | 8101 |\n| mcp-b | 8102 |\n| mcp-c | 8103 |\n| files | 8111 |", False),  # no server of this kind
        ("| mcp-a | 8101 |\n| mcp-b | 8201 |\n| mcp-c | 8301 |\n| mcp-d | 8931 |", False),  # nobody keeps to it
        ("| a-server | 8101 |\n| b-server | 8102 |\n| c-server | 8103 |\n| d-server | 8931 |", False),
    ],
)
def test_ports_that_are_kept_for_a_kind(rows: str, told: bool) -> None:
    page = f"# Ports\n\nPorts 8100-8109 are reserved for MCP servers.\n\n| Service | Port |\n| --- | --- |\n{rows}\n"
    assert ["D106" for one in findings({"docs/a.md": page}) if one.rule == "D106"] == ["D106"] * told


ALL = """# 2. Ports

All published ports come from these ranges.{}

| Range | What |
|---|---|
| 3200-3249 | apps |
| 3250-3299 | tools |

Exceptions: MinIO 9000/9001, 51820/udp.
"""
APPS = "# Apps\n\n| App | Port |\n|---|---|\n| cloud | 3201 |\n| wiki | 3202 |\n| chat | 3203 |\n| graphs | 3250 |\n"


@pytest.mark.parametrize(
    ("rows", "more", "told"),
    [
        ("| vault | 8222 |\n", "", True),
        ("| vault | 8222 |\n| minio | 9001 |\n| git | 22 |\n", "", True),  # what is excepted hides nothing
        ("| minio | 9001 |\n", "", False),
        ("| vault | 8222 |\n| mail | 8025 |\n", "", False),  # two who do not keep to it
        ("| vault | 8222 |\n", " Mostly.", False),
    ],
)
def test_all_ranges_there_are(rows: str, more: str, told: bool) -> None:
    files = {"docs/decisions/0002-ports.md": ALL.format(more), "docs/apps.md": APPS + rows}
    assert ["D106" for one in findings(files) if one.rule == "D106"] == ["D106"] * told


def test_one_kind_on_several_machines() -> None:
    blocks = "| 9100-9199 | exporters | every `*-exporter`, no exceptions |\n| 8000-8099 | apps | |\n"
    page = f"# Ports\n\n| Block | For | Notes |\n|---|---|---|\n{blocks}"
    rows = "".join(f"| node-exporter | {host} | 9100 |\n" for host in ("anvil", "tongs", "bellows"))
    table = f"# Services\n\n| Service | Host | Port |\n|---|---|---|\n{rows}| disk-exporter | anvil | 9633 |\n"
    assert [one.rule for one in findings({"docs/ports.md": page, "docs/services.md": table})] == ["D106"]


@pytest.mark.parametrize(("more", "told"), [("", True), (" Infrastructure, such as the registry, is exempt.", False)])
def test_who_is_exempt_by_name(more: str, told: bool) -> None:
    rows = "| bin | 8201 |\n| pdf | 8202 |\n| notes | 8203 |\n| registry | 8240 |\n"
    page = f"# Ports\n\nAll apps listen inside 8200-8229.{more}\n\n| Service | Port |\n|---|---|\n{rows}"
    assert ["D106" for one in findings({"docs/a.md": page}) if one.rule == "D106"] == ["D106"] * told


def test_free_is_said_of_others() -> None:
    page = "# MCP\n\nPorts 8300-8309 are reserved for MCP servers; clients take whatever is free.\n\n"
    rows = "| Server | Port |\n|---|---|\n| mcp-files | 8301 |\n| mcp-git | 8302 |\n"
    assert not findings({"docs/a.md": page + rows})
