"""The HTML report as a document: one file, nothing from outside, nothing from documents but text."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from sample_runs import GREEN, NOTHING, OPTIONS, TEXTS, WORKED, against_base, hostile, large

from consistency.model.run import Run
from consistency.report.element import element
from consistency.report.evidence import Age, ages
from consistency.report.html import render
from consistency.report.portmap import allocations, slots


class Page(HTMLParser):
    """The elements of a page, its text by section, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.styles: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.styles.append(data)
        else:
            self.words += data

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every element but the quotes that stand where a value is not as written."""
        return [(tag, tuple(sorted(attributes))) for tag, attributes in self.elements if tag != "q"]


@pytest.mark.parametrize("run", [WORKED, GREEN, NOTHING, against_base(), hostile()])
def test_the_page_is_whole_and_loads_nothing(run: Run) -> None:
    page = Page(render(run, OPTIONS))
    assert page.open == []
    assert not {"img", "link", "iframe", "object", "base", "video"} & {tag for tag, _ in page.elements}
    for _, attributes in page.elements:
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_the_policy_allows_exactly_the_pages_own_style_and_script() -> None:
    page = Page(render(WORKED, OPTIONS))
    policy = next(a["content"] for tag, a in page.elements if tag == "meta" and "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in page.styles]
    assert re.findall("sha256-([^']+)", policy) == hashes
    assert "unsafe" not in policy


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_no_text_adds_an_element(text: str) -> None:
    rendered = render(hostile("x" + text), OPTIONS)
    rendered.encode("utf-8")
    assert Page(rendered).shape() == Page(render(hostile("x"), OPTIONS)).shape()


def test_an_element_escapes_what_is_not_markup() -> None:
    assert element("a", "<b>", element("i", "&"), href='"', hidden=True, id="", data_x=None) == (
        '<a href="&quot;" hidden>&lt;b&gt;<i>&amp;</i></a>'
    )


def test_the_port_map_knows_who_disagrees() -> None:
    states = {(slot.host, slot.port): slot.state for slot in slots(WORKED)}
    assert states == {
        ("Mini", 4000): "drift",
        ("Mini", 3000): "answered",
        ("Mini", 9000): "agreed",
        ("Mini", 3001): "observed",
        ("HP DietPi", 8123): "documented",
        ("", 30081): "conflict",
        ("", 30040): "answered",
    }


def test_a_slot_names_both_services_and_both_binds() -> None:
    by_port = {slot.port: slot for slot in slots(WORKED)}
    assert [name for _, name in by_port[30081].services] == ["Flyte Console", "Kafka"]
    assert by_port[4000].binds == (("0.0.0.0", "canon"), ("127.0.0.1", "evidence"))


def test_of_two_observations_the_later_one_is_shown() -> None:
    seen = next(fact for fact in WORKED.facts if fact.claim.attribute == "bind" and fact.claim.role == "evidence")
    later = seen._replace(claim=seen.claim._replace(value="::1", observed_on="2026-03-01"))
    by_port = {slot.port: slot for slot in slots(WORKED._replace(facts=(*WORKED.facts, later)))}
    assert by_port[4000].binds == (("0.0.0.0", "canon"), ("::1", "evidence"))
    assert by_port[4000].observed_on == "2026-03-01"


def test_ports_inside_containers_are_not_on_the_map() -> None:
    inside = tuple(fact._replace(claim=fact.claim._replace(namespace="container")) for fact in WORKED.facts)
    assert slots(Run("worktree", None, (), WORKED.looked, facts=inside)) == []


def test_ranges_say_what_is_free_and_what_lies_outside() -> None:
    by_low = {item.low: item for item in allocations(WORKED)}
    assert by_low[30400].outside == (30040,)
    assert by_low[30100].free == ((30100, 30199),)
    ranges = tuple(fact.claim for fact in WORKED.facts if fact.claim.attribute == "range")
    overlap = WORKED.findings[0]._replace(rule="D102", attribute="range", claims=ranges, port=30000)
    twice = WORKED._replace(findings=(overlap,))
    assert [item.outside for item in allocations(twice) if item.outside] == [], "where an overlap begins is no port"
    blocks = {item.low: item for item in allocations(large(20, 4))}
    assert blocks[8000].used
    first = blocks[8000]
    assert sum(high - low + 1 for low, high in first.free) + len(first.used) == 100
    assert not {port for low, high in first.free for port in range(low, high + 1)} & set(first.used)


def test_evidence_ages_by_host() -> None:
    assert ages(WORKED, "2026-11-21") == [Age("HP DietPi", "", None), Age("Mini", "2026-02-09", 285)]
    inside = tuple(
        fact._replace(claim=fact.claim._replace(namespace="container"))
        for fact in WORKED.facts
        if fact.claim.role == "evidence"
    )
    assert {age.day for age in ages(WORKED._replace(facts=inside), "2026-11-21")} == {""}, "of a container, no look"
    assert ages(WORKED, "") == [Age("HP DietPi", "", None), Age("Mini", "2026-02-09", None)]


def test_both_sides_are_quoted_in_their_lines() -> None:
    rendered = render(WORKED, OPTIONS)
    assert "<pre>- `<mark>127.0.0.1</mark>:4000` (litellm)</pre>" in rendered
    assert "| 4000 | <mark>0.0.0.0</mark> | http" in rendered


def test_the_same_run_gives_the_same_bytes() -> None:
    assert render(large(40, 8), OPTIONS) == render(large(40, 8), OPTIONS)
