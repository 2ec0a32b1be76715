"""Text: code frames under the exact columns, what was looked at, what to do now, nothing that steers a terminal."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_runs import GREEN, NOTHING, OPTIONS, TEXTS, WORKED, against_base, hostile

from consistency.model.claim import Claim
from consistency.model.run import Run
from consistency.report.color import wanted
from consistency.report.formats import load
from consistency.report.frame import cells, frame
from consistency.report.text import render


def test_a_finding_shows_each_side_with_its_place_and_what_to_do() -> None:
    expected = """\
high[A103] bind-mismatch (blocks): LiteLLM proxy on Mini: bind 0.0.0.0 here, 127.0.0.1 observed on 2026-02-09
 --> docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md:5:33
5 | | LiteLLM proxy | Mini | 4000 | 0.0.0.0 | http://192.168.1.71:4000 | /health |
  |                                 ^^^^^^^ canon
 ::: docs/_core/03-SERVICE_INVENTORY.md:4:26
4 | ExecStart=litellm --host 0.0.0.0 --port 4000
  |                          ------- canon
 ::: docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md:3:4
3 | - `127.0.0.1:4000` (litellm)
  |    --------- observed on 2026-02-09
  = next: find out which is true; then correct the documents, or take a new snapshot
"""
    assert render(WORKED, OPTIONS).startswith(expected)


def test_the_summary_says_what_was_looked_at_and_ends_with_what_to_do() -> None:
    lines = render(WORKED, OPTIONS).rstrip("\n").split("\n")[-3:]
    assert lines[0] == "6 findings: 4 high, 2 medium; 3 block; 1 deferred, 1 accepted"
    assert lines[1] == (
        "looked at: 4 documents, 2 tables, 1 read as a registry, 6 rows, 11 statements cross-checked, "
        "1 literal not read"
    )
    assert lines[2].startswith("now: make the sides of each blocking finding agree")


def test_answered_findings_are_said_in_a_line() -> None:
    text = render(WORKED, OPTIONS)
    assert (
        "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md:6:30: high[A103] bind-mismatch (accepted): Open WebUI on Mini"
        in text
    )
    assert "medium[D101] outside-range (deferred until 2026-12-31): Grafana" in text


def test_against_a_base_only_the_new_finding_has_frames() -> None:
    text = render(against_base(), OPTIONS)
    assert text.count(" --> ") == 1
    assert "bind-mismatch (blocks, new)" in text
    assert "health-needs-auth (was there before)" in text
    assert "resolved[D101] outside-range: Loki" in text
    assert "note: origin/main is a shallow clone: blame stops at its border" in text


def test_green_is_never_silent_about_having_seen_nothing() -> None:
    assert render(GREEN, OPTIONS).endswith("now: nothing: every statement that could be checked agrees.\n")
    assert "nothing is guarded" in render(NOTHING, OPTIONS)


def test_more_sides_than_frames_are_counted() -> None:
    first = WORKED.findings[0]
    run = WORKED._replace(findings=(first._replace(claims=first.claims * 4),))
    text = render(run, OPTIONS)
    assert text.count(" ::: ") == 5
    assert "= also: 6 more places" in text


def test_a_line_that_is_not_at_hand_is_told_by_its_quote() -> None:
    text = render(WORKED._replace(sources=()), OPTIONS)
    assert "4 | 0.0.0.0\n  | ------- canon" in text


def test_who_brought_a_side_in_is_told_beside_it() -> None:
    first = WORKED.findings[0].claims[1]
    options = OPTIONS._replace(origins={(first.path, first.line): "Ada on 2026-03-02 (1a2b3c4)"})
    assert "------- canon, Ada on 2026-03-02 (1a2b3c4)\n" in render(WORKED, options)
    for name in ("markdown", "pr-comment", "html"):
        assert "2026-03-02" in load(name)(WORKED, options)


def test_only_what_text_needs_is_imported() -> None:
    code = "import sys; from consistency.report.formats import load; load('text'); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "consistency.report.text" in modules
    assert not {"json", "html", "xml", "importlib.resources", "consistency.report.sarif"} & set(modules)


def test_quiet_is_a_line_a_finding() -> None:
    lines = render(WORKED, OPTIONS._replace(quiet=True)).rstrip("\n").split("\n")
    assert len(lines) == 4
    assert lines[0].startswith("docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md:5:33: high[A103] bind-mismatch (blocks): ")
    assert render(GREEN, OPTIONS._replace(quiet=True)) == ""


def test_statistics_count_the_rules() -> None:
    lines = render(WORKED, OPTIONS._replace(statistics=True)).split("\n")
    assert [line.split()[:4] for line in lines[1:6]] == [
        ["2", "1", "high", "A103"], ["1", "1", "high", "A101"], ["1", "1", "high", "B101"],
        ["1", "0", "medium", "A110"], ["1", "0", "medium", "D101"],
    ]  # fmt: skip


def test_colour_is_only_ever_added() -> None:
    colored = render(WORKED, OPTIONS._replace(color=True))
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render(WORKED, OPTIONS)


@pytest.mark.parametrize(
    ("terminal", "environ", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (True, {"FORCE_COLOR": "0"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_who_wants_colour(terminal: bool, environ: dict[str, str], expected: bool) -> None:
    assert wanted(terminal, environ) is expected


def test_carets_stand_under_wide_characters() -> None:
    shown = frame("| 端口代理 | 4000 |", 3, 7, 80)
    assert (shown.indent, shown.width) == (2, 8)
    assert frame("\t4000", 2, 6, 80)[1:] == (4, 4)
    assert frame("e\u0301x 80", 5, 7, 80)[1:] == (3, 2)


def test_a_long_line_is_cut_around_its_span() -> None:
    shown = frame("x" * 300 + "4000" + "y" * 300, 301, 305, 60)
    assert shown.text[shown.indent : shown.indent + shown.width] == "4000"
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert cells(shown.text) <= 60


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_characters="\n\r"), max_size=120), st.integers(1, 130), st.integers(0, 40),
    st.integers(20, 90),
)  # fmt: skip
def test_a_frame_fits_and_its_carets_are_inside(line: str, column: int, size: int, room: int) -> None:
    shown = frame(line, column, column + size, room)
    assert cells(shown.text) <= room
    assert shown.indent + shown.width <= max(cells(shown.text), shown.indent + 1)
    assert shown.width >= 1


@settings(deadline=None)
@given(TEXTS)
def test_nothing_steers_the_terminal(text: str) -> None:
    for options in (OPTIONS, OPTIONS._replace(quiet=True), OPTIONS._replace(statistics=True)):
        rendered = render(hostile(text), options)
        bad = {char for char in rendered if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
        assert bad <= {"\n", "\N{ZERO WIDTH JOINER}"}


def test_the_same_run_gives_the_same_bytes() -> None:
    assert render(against_base(), OPTIONS) == render(against_base(), OPTIONS)


def test_a_claim_about_a_whole_document_has_a_place() -> None:
    problem = Claim("problem", "empty", "docs/empty.md", 1, 1, 1, "")
    run = Run("worktree", None, (WORKED.findings[0]._replace(claims=(problem,)),), WORKED.looked)
    assert " --> docs/empty.md:1:1\n" in render(run, OPTIONS)
