"""Ports and URLs told in passing: parts of one page, other pages' examples, links to things to read."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.model.finding import Finding
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 3, 1)


def found(**pages: str) -> list[Finding]:
    tree = Memory({f"docs/{name}.md": text.encode() for name, text in pages.items()})
    return list(run(Prepared(tree, (), "", ()), Scope("memory"), TODAY).findings)


def test_a_page_and_its_section_are_one_on_a_port() -> None:
    page = (
        "# Kestrel - hunts mice\n\n## Hook Receiver\n\nDefault port: 7070\n\n## On small boards\n\n- Open port 7070\n"
    )
    assert found(kestrel=page) == []
    two = "# Kestrel\n\n- Port: 7070\n\n## Heron\n\n- Port: 7070\n"
    assert [one.rule for one in found(kestrel=two)] == ["A102"]


def test_a_host_named_on_one_of_two_pages_is_no_list() -> None:
    one = "# Heron\n\n- **Host**: hut.lan\n- Port: 7070\n"
    other = "# Egret\n\n- Port: 7070\n"
    assert found(heron=one, egret=other) == []
    listed = "# Ports\n\n| Service | Port |\n|---|---|\n| Egret | 7070 |\n"
    assert [each.rule for each in found(heron=one, ports=listed)] == ["A102"]


@pytest.mark.parametrize("label", ["API Reference", "Documentation", "NPM Package", "Community"])
def test_links_to_what_people_read_are_no_addresses_of_a_service(label: str) -> None:
    pages = {name: f"# {name}\n\n- {label}: https://{name}.heron.example\n" for name in ("one", "two")}
    assert found(**pages) == []


def test_www_is_the_same_site() -> None:
    head = "# {}\n\n| Service | URL |\n|---|---|\n| Heron | https://{} |\n"
    assert found(one=head.format("One", "heron.example"), two=head.format("Two", "www.heron.example")) == []
    assert [
        f.rule for f in found(one=head.format("One", "heron.example"), two=head.format("Two", "egret.example"))
    ] == ["A112"]
