"""The report for reading, as text."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from sample_runs import OPTIONS, TEXTS, WORKED, against_base, hostile

from consistency.report.formats import load

render = load("text", reading=True)


def test_it_goes_by_family_and_severity_and_lines_up_the_sides() -> None:
    text = render(WORKED, OPTIONS)
    assert text.startswith("Consistency report of homelab 2026-11-21\nworktree\n")
    headings = [line for line in text.split("\n") if re.match(r"[A-GM]  ", line)]
    assert headings == ["A  Ports, binds and exposure (3)", "B  Auth requirements (1)"]
    assert (
        """
  high
    A103 bind-mismatch (blocks): LiteLLM proxy on Mini: bind 0.0.0.0 here, 127.0.0.1 observed on 2026-02-09
      0.0.0.0    canon                   docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md:5:33
      0.0.0.0    canon                   docs/_core/03-SERVICE_INVENTORY.md:4:26
      127.0.0.1  observed on 2026-02-09  docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md:3:4
"""
        in text
    )
    assert "  HP DietPi: never observed\n  Mini: 2026-02-09, 285 days old\n" in text
    assert "-- deferred until 2026-12-31: renumbered with the next cluster" in text


def test_against_a_base_it_says_what_is_resolved_and_changed() -> None:
    text = render(against_base(), OPTIONS)
    assert "Resolved since origin/main (1)" in text
    assert "LiteLLM proxy on Mini: bind 127.0.0.1 -> 0.0.0.0" in text


@settings(deadline=None)
@given(TEXTS)
def test_nothing_steers_the_terminal(text: str) -> None:
    bad = {
        char for char in render(hostile(text), OPTIONS) if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }
    assert bad <= {"\n", "\N{ZERO WIDTH JOINER}"}


def test_colour_is_only_ever_added() -> None:
    colored = render(WORKED, OPTIONS._replace(color=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render(WORKED, OPTIONS)
