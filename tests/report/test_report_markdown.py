"""Markdown to read, and the pull request comment: one table a finding, documents add nothing but text."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from sample_runs import GREEN, NOTHING, OPTIONS, TEXTS, WORKED, against_base, finding, hostile

from consistency.model.run import Run
from consistency.report import markdown, passages, pr_comment

PARSER = MarkdownIt("gfm-like", {"linkify": False})
OURS = {"<code>", "</code>", "<sub>", "</sub>"}


def kinds(text: str) -> Counter[str]:
    """The tokens of a text, inline ones included; HTML that is not ours counts as `html`."""
    counted: Counter[str] = Counter()
    for token in PARSER.parse(text):
        counted[token.type] += 1
        for child in token.children or ():
            counted["html" if child.type == "html_inline" and child.content not in OURS else child.type] += 1
    return counted


def test_the_report_goes_by_family_and_severity_with_dates() -> None:
    text = markdown.render(WORKED, OPTIONS)
    headings = [line for line in text.split("\n") if line.startswith("#")]
    assert headings == [
        "# Consistency report of homelab",
        "## A · Ports, binds and exposure",
        "### High (2)",
        "### Medium (1)",
        "## B · Auth requirements",
        "### High (1)",
        "## Answered in the ledger",
        "## Evidence by host",
    ]
    assert (
        "| `127.0.0.1` | observed on 2026-02-09 | `docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md:3:4` |"
        in text
    )
    assert "- HP DietPi: never observed\n- Mini: 2026-02-09, 285 days old\n" in text
    assert "accepted: the LAN bind comes back in March" in text


def test_the_report_against_a_base_says_what_changed() -> None:
    text = markdown.render(against_base(), OPTIONS)
    assert "## Resolved since origin/main" in text
    assert "- LiteLLM proxy on Mini: bind `127.0.0.1` → `0.0.0.0`" in text


def test_the_comment_says_worse_better_and_left() -> None:
    text = pr_comment.render(against_base(), OPTIONS)
    assert text.startswith(pr_comment.MARKER + "\n## Consistency: 1 got worse, 1 got better; 1 blocking\n")
    assert "### Got worse (1)" in text
    assert "### Got better (1)" in text
    assert "<details><summary>There before (3)</summary>" in text
    assert "| A Ports, binds and exposure | · | 2 | 1 | · |" in text
    assert "Cut to fit" not in text


def test_the_comment_is_green_when_nothing_is_left() -> None:
    text = pr_comment.render(against_base()._replace(findings=()), OPTIONS)
    assert text.startswith(pr_comment.MARKER + "\n## Consistency: all statements agree\n")
    assert "1 finding resolved by this change" in text
    assert "all statements agree" not in pr_comment.render(NOTHING, OPTIONS)


def test_a_comment_never_gets_too_long_and_says_what_was_cut() -> None:
    first = finding("A101", "high", "port", "long " * 60, WORKED.findings[0].claims * 3)
    many = tuple(first._replace(baseline=state) for state in ("new", "unchanged") for _ in range(300))
    run = against_base()._replace(findings=many, resolved=many, changes=against_base().changes * 500)
    text = pr_comment.render(run, OPTIONS)
    assert 30_000 < len(text) < 65_000
    assert "**Cut to fit a comment:** " in text
    assert "of “Got worse”" in text
    assert text.count("<details>") == text.count("</details>")


@settings(deadline=None)
@given(TEXTS)
def test_a_finding_is_one_item_with_one_table(text: str) -> None:
    seen = kinds(passages.finding(hostile(text).findings[0], OPTIONS))
    assert (seen["bullet_list_open"], seen["list_item_open"]) == (1, 1)
    assert (seen["table_open"], seen["tr_open"], seen["td_open"]) == (1, 3, 6)
    assert not seen & Counter({"html": 9, "html_block": 9, "link_open": 9, "image": 9, "fence": 9, "heading_open": 9})


@settings(deadline=None)
@given(TEXTS)
def test_whatever_documents_say_the_pages_keep_their_shape(text: str) -> None:
    run, plain = hostile("x" + text), hostile("plain")
    for render in (markdown.render, pr_comment.render):
        seen, usual = kinds(render(run, OPTIONS)), kinds(render(plain, OPTIONS))
        for kind in ("html", "html_block", "link_open", "image", "fence", "heading_open", "table_open", "td_open"):
            assert seen[kind] == usual[kind], kind


@pytest.mark.parametrize("run", [WORKED, GREEN, NOTHING, against_base(), hostile()])
def test_the_same_run_gives_the_same_bytes(run: Run) -> None:
    for render in (markdown.render, pr_comment.render):
        assert render(run, OPTIONS) == render(run, OPTIONS)
        render(run, OPTIONS).encode("utf-8")
