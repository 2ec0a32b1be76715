"""Sentences that declare ports fixed, migration pages, postures, what is called, paths: spans exact, no text too odd."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistency.markdown.text import lines
from consistency.model.claim import Claim
from consistency.readers.document import read_document
from consistency.readers.immutability import fixed_sentences
from consistency.readers.migration import approved, names
from consistency.readers.named_paths import named_paths

ODD = st.text(
    alphabet=st.sampled_from("ports are fixed`/.md|#-\n\r*_ :4000→Status approvedfrom\u2028\x0c\u00e9"), max_size=120
)


def exact(text: str, claim: Claim) -> bool:
    return lines(text)[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote


@given(ODD)
@settings(max_examples=150)
def test_spans_are_exact_on_any_text(text: str) -> None:
    assert all(exact(text, claim) for claim in (*fixed_sentences("a.md", text), *named_paths("a.md", text)))


@given(ODD, ODD)
@settings(max_examples=100)
def test_a_migration_page_may_say_anything(text: str, value: str) -> None:
    approved(text)
    names(text, (value, "Open WebUI"), "3000", value or "1")


@pytest.mark.parametrize(
    ("sentence", "things"),
    [
        ("Ports are fixed.", ["port"]),
        ("All ports and binds are immutable.", ["port", "bind"]),
        ("Host names must never change.", ["host"]),
        ("## Port immutability", ["port"]),
        ("A port stays as it is until a migration says otherwise.", ["port"]),
        ("The port issue is fixed in version 2.", []),
        ("Ports are not fixed.", []),
        ("Ports are assigned when the service starts.", []),
    ],
)
def test_what_a_sentence_declares_fixed(sentence: str, things: list[str]) -> None:
    assert [claim.value for claim in fixed_sentences("a.md", sentence)] == things


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Status: approved", True),
        ("| Status | **Approved** |", True),
        ("- [x] Approved by Ada on 2026-03-01", True),
        ("Status: planned, to be approved", False),
        ("Status: rejected", False),
        ("The approved list of ports is elsewhere.", False),
        ("", False),
    ],
)
def test_a_migration_counts_once_it_is_approved(text: str, said: bool) -> None:
    assert approved(f"# Migration\n\n{text}\n") is said


def test_a_migration_may_give_its_values_in_fields() -> None:
    page = "# Open WebUI moves\n\n- Old port: 3000\n- New port: 3100\n"
    assert names(page, ["open webui"], "3000", "3100")
    assert not names(page, ["open webui"], "3100", "3000")
    assert not names(page, ["WebUI2"], "3000", "3100")
    assert not names(page.replace("3100", "31000"), ["open webui"], "3000", "3100")


def test_a_posture_column_gives_postures_and_an_upstream_is_no_address_of_the_caller() -> None:
    text = "# Stack\n\n| Technology | Posture |\n|---|---|\n| `ollama` | **maintenance-only**, since May |\n| x | unsure |\n"
    found = [claim for claim in read_document("a.md", text).claims if claim.attribute == "posture"]
    assert [(claim.service, claim.value) for claim in found] == [("ollama", "maintenance-only")]
    assert all(exact(text, claim) for claim in found)
    text = "# Inventory\n\n## Open WebUI\n\n- Upstream: http://192.168.1.71:4000/v1\n"
    told = {claim.attribute: claim.value for claim in read_document("a.md", text).claims}
    assert told.get("depends") == "http://192.168.1.71:4000/v1"
    assert "base_url" not in told
    assert "port" not in told
