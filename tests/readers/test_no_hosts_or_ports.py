"""What stands where hosts and ports stand and is none: paths, sentences, years, amounts, numbers of standards, transcripts."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def said(text: str) -> list[tuple[str, str, str]]:
    found = read_document("docs/page.md", text).claims
    return [(c.service, c.attribute, c.value) for c in found if c.attribute in ("port", "host", "bind", "base_url")]


@pytest.mark.parametrize(
    "value",
    [
        "`~/.kestrel/settings.yaml`",
        "`scripts/` in the folder",
        "`listener.cpp`",
        "`/var/log/kestrel/`",
        "$node.address$",
        "the name argument",
        "queries are sent locally",
        "String",
        "https://chat.example.org/kestrel",
        "Ruby environment with bundler",
        "faster start of workers",
    ],
)
def test_what_cannot_be_a_host(value: str) -> None:
    assert not [one for one in said(f"# Kestrel\n\n- **Location**: {value}\n- Port: 7070\n") if one[1] == "host"]


@pytest.mark.parametrize(
    "value",
    [
        "Mac Studio (M2)",
        "spark-1",
        "the attic server",
        "old mac mini",
        "10.0.0.7",
        "hut.lan",
        "Raspberry Pi 4",
    ],
)
def test_what_can_be_a_host(value: str) -> None:
    assert ("Kestrel", "host", value) in said(f"# Kestrel\n\n- **Location**: {value}\n- Port: 7070\n")


def test_a_way_to_install_is_no_host() -> None:
    text = "# Kestrel\n\n## From packages (Debian)\n\n- Heron: http://localhost:7070\n"
    assert {c.host for c in read_document("docs/page.md", text).claims} == {""}


def test_a_column_of_years_or_dates_holds_no_ports() -> None:
    head = "# Parts\n\n| Name | What it does | Published |\n|---|---|---|\n"
    assert said(head + "| heron | sorts mail | 2019 |\n| egret | counts mail | 2024-03 |\n") == []
    assert said(head + "| heron | sorts mail | 2019 |\n| egret | counts mail | 2024 |\n") == []
    published = said(head + "| heron | sorts mail | 2019 |\n| egret | counts mail | 8024 |\n")
    assert [value for _, attribute, value in published if attribute == "port"] == ["2019", "8024"]
    ports = said("# Parts\n\n| Name | Port |\n|---|---|\n| heron | 2019 |\n| egret | 2020 |\n")
    assert [value for _, attribute, value in ports if attribute == "port"] == ["2019", "2020"]


@pytest.mark.parametrize(
    "line",
    [
        "- Complexity of the parser: 35 → 12",
        "- Kestrel speaks to port 7070 (RFC 8314)",
        "    openssl req -newkey rsa:4096 -out kestrel.pem",
        "    Signing Key Strength:    4096",
        "    notice/Listener: Waiting for 'hut.lan:7071'.",
        "- Get Kestrel from https://kestrel.example.org",
    ],
)
def test_numbers_and_addresses_that_are_nobodys(line: str) -> None:
    assert [one for one in said(f"# Ways\n\n{line}\n") if one[2] != "7070"] == []


def test_short_ports_behind_an_arrow_are_still_ports() -> None:
    assert ("Kestrel", "port", "80") in said("# Ways\n\n- Kestrel: 80 → 81\n")


def test_the_head_of_a_request_says_nothing_of_a_service() -> None:
    text = "# Kestrel\n\nExpected:\n\n```\nPUT /egg HTTP/1.1\nHost: localhost:7070\nOrigin: http://10.0.0.7\n\nHeron: 7072\n```\n"
    assert said(text) == [("Heron", "port", "7072")]


def test_a_name_linked_by_reference_is_the_bare_name() -> None:
    text = "# Ports\n\n| Service | Port |\n|---|---|\n| [Heron][heron-site] | 7072 |\n\n[heron-site]: https://heron.example.org\n"
    assert ("Heron", "port", "7072") in said(text)
