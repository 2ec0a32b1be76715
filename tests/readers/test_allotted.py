"""Ranges that sentences give to somebody, and ports of names that say what and not whose."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ranges(text: str) -> list[tuple[str, str, str]]:
    found = read_document("docs/ports.md", f"# Server\n\n{text}\n").claims
    return [(claim.service, claim.value, claim.modality) for claim in found if claim.attribute == "range"]


@pytest.mark.parametrize(
    ("text", "owner", "span"),
    [
        ("1. **Port range**: Use 7xxx for atlas services to avoid conflicts", "atlas services", "7000-7999"),
        ("Ports 6000-6999 are reserved for our web apps.", "web apps", "6000-6999"),
        ("- Port range: 30000-32767 for NodePorts", "NodePorts", "30000-32767"),
        ("- Use ports 8100-8199 for media", "media", "8100-8199"),
        ("Media services use ports 8200-8299.", "Media services", "8200-8299"),
        ("The port range `5000-5099` is for the Gitea stack, and nothing else.", "Gitea stack", "5000-5099"),
    ],
)
def test_a_sentence_gives_a_range_to_somebody(text: str, owner: str, span: str) -> None:
    assert ranges(text) == [(owner, span, "stated")]


@pytest.mark.parametrize(
    "text",
    [
        "The firewall allows ports 3000-3010 for development.",  # nobody's
        "We had the ports here 2019-2021 for the meetings.",  # years
        "Items 3000-3010 are for the atlas team.",  # no ports
        "Ports 3000-3010 or 4000-4010 are for the atlas team.",  # which of them?
    ],
)
def test_a_range_for_nobody_is_nobodys(text: str) -> None:
    assert ranges(text) == []


def test_a_range_that_nobody_is_to_use_is_not_given() -> None:
    assert ranges("Do not use ports 9000-9099 for media.") == [("media", "9000-9099", "negated")]


def test_the_port_of_a_general_name_is_listed_where_nothing_says_whose_it_is() -> None:
    page = "# Server\n\n| Service | Port |\n| --- | --- |\n| Web UI | 3000 |\n| Gateway | 7003 |\n| Janus | 4100 |\n"
    reading = read_document("docs/notes/server.md", page)
    ports = {claim.service: claim.value for claim in reading.claims if claim.attribute == "port"}
    assert ports["Janus"] == "4100"
    assert "Web UI" not in ports
    assert [(item.line, item.text) for item in reading.unread if item.text == "3000"] == [(5, "3000")]
    read = {claim.quote for claim in reading.claims} | {item.text for item in reading.unread}
    assert {"3000", "7003", "4100"} <= read
