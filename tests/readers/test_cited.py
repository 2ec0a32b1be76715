"""Numbers behind colons that are lines of files, numbers of papers and months, and those that are ports."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(page: str) -> list[str]:
    read = read_document("docs/page.md", f"# Page\n\n{page}\n").claims
    return sorted({claim.quote for claim in read if claim.attribute in ("port", "range", "problem")})


SECTION = "- the header is sent at `:203`\n- `:204-210` sets it\n"


def test_a_section_that_cites_a_line_of_a_file_cites_more_of_them() -> None:
    assert ports(f"## Sources\n\n- `src/transport.py:245` is the sender\n{SECTION}") == []
    assert ports("## Sources\n\n- Gateway at :8443\n\n## Lines\n\n- `src/transport.py:245`, `:256`\n") == ["8443"]


def test_what_is_cited_is_left_unread_with_the_reason() -> None:
    read = read_document("docs/page.md", f"# Page\n\n- `src/transport.py:245` is the sender\n{SECTION}")
    assert [(one.line, one.text) for one in read.unread if "cites" in one.reason] == [(4, "203"), (5, "204-210")]


def test_a_line_that_names_a_file_and_several_short_numbers_cites_it() -> None:
    assert ports("- Registered in `usage-guide.md`, see :77 / :92 / :1067") == []
    assert ports("- Gateway and console, see :8443 / :9443") != []


@pytest.mark.parametrize("cell", ["indexer.py:87", "src/watch.ts:1234", "justfile:175"])
def test_a_column_of_places_in_files_is_no_column_of_sockets(cell: str) -> None:
    table = f"| Function | Tested | Location |\n|---|---|---|\n| reindex | no | {cell} |\n| search | no | {cell} |\n"
    assert ports(table) == []
    assert ports(table.replace(cell, "mini:4010")) == ["4010"]


def test_a_word_with_many_numbers_behind_it_numbers_papers() -> None:
    papers = "See pr:8823, pr:7279 and pr:1890, then pr:2316."
    assert ports(f"{papers} It talks to kafka:9092.") == ["9092"]
    assert ports("It talks to kafka:9092.") == ["9092"]


@pytest.mark.parametrize(
    "text",
    [
        "- `after:2026-02-25` - messages after a date",
        "- use type:video after:2024-01",
        "## MeshFlow and NIST 800-53",
        "### For 1,000-10,000 robots",
        "- a key of no bytes (`hex:0000`)",
        "- GitHub stars: 50 → 200",
        "- Lines of code: 301 → 25",
        "Observed against resident service PID `66728`, again and again.",
        "It stayed with process identifier 84904 all day.",
    ],
)
def test_numbers_of_other_things_are_no_ports(text: str) -> None:
    assert ports(text) == []


def test_versions_that_count_up_are_no_ports() -> None:
    assert ports("```\n013 → 014 (structure change)\n```") == []
    assert ports("- Kestrel: 4013 → 4014") != []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- Heron handles CORS for `localhost:5173` and `localhost:8000`", []),
        ("- Heron: http://localhost:8000, CORS enabled", ["8000"]),
        ("- Heron on port 8000 allows CORS on port 8001", ["8000", "8001"]),
        ("- Heron AMQP: port 5672 (or 5671 for TLS)", ["5672"]),
        ("- Heron AMQP: port 5672 (5671 for TLS)", ["5671", "5672"]),
    ],
)
def test_what_may_call_and_what_it_may_be_otherwise(text: str, found: list[str]) -> None:
    assert ports(text) == found


def test_a_sentence_about_what_is_next_says_nothing_of_free_ports() -> None:
    said = read_document(
        "docs/ports.md", "# Ports\n\nCheck the port is free (`ss -ltn sport = :18766`) before starting.\n"
    )
    assert not [claim for claim in said.claims if claim.attribute == "available"]
    free = read_document("docs/ports.md", "# Ports\n\nNext free: 18766\n")
    assert [claim.value for claim in free.claims if claim.attribute == "available"] == ["18766"]


def test_a_lead_that_takes_another_port_shows_how() -> None:
    fence = "```yaml\nservices:\n  heron:\n    image: heron\n    ports:\n      - '5434:5432'\n```\n"
    page = "# Heron\n\nIf it is taken, use another port:\n\n"
    assert {claim.modality for claim in read_document("docs/heron.md", page + fence).claims} == {"example"}
    assert "stated" in {
        claim.modality for claim in read_document("docs/heron.md", f"# Heron\n\nRun it:\n\n{fence}").claims
    }
