"""Whether a statement holds: domains that say example, emphasis within words, credentials that are asked for."""

from __future__ import annotations

import pytest

from consistency.readers import cellwords, words
from consistency.readers.document import read_document

TABLE = "| Game | Port |\n|---|---|\n| Factorio | 34197 |\n| Terraria | 7777 |\n"


def modalities(text: str) -> set[str]:
    return {claim.modality for claim in read_document("docs/games.md", text).claims if claim.attribute == "port"}


def test_a_domain_with_example_in_it_makes_no_example() -> None:
    assert modalities(f"# Games\n\nAll on play.example.gg.\n\n{TABLE}") == {"stated"}
    assert modalities(f"# Games\n\nAn example:\n\n{TABLE}") == {"example"}


def test_emphasis_parts_no_words() -> None:
    assert words.modality("Do   not   use 8080") == "negated"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("mTLS required, no anonymous access", "required"),
        ("JWT (open: /health)", "required"),
        ("none (internal)", "none"),
        ("login not required", "none"),
        ("no login", "none"),
        ("Authelia", "required"),
    ],
)
def test_what_a_cell_says_of_credentials(cell: str, value: str) -> None:
    word = cellwords.auth(cell)
    assert word is not None
    assert word.value == value


@pytest.mark.parametrize(
    ("line", "modality"),
    [
        ("- Ollama: http://juno:11434. Do not pull large ones.", "stated"),
        ("- Ollama: http://juno:11434. Never commit the key!", "stated"),
        ("- Ollama: http://juno:11434. Do not use it.", "negated"),
        ("- Ollama: http://juno:11434. Never expose this.", "negated"),
    ],
)
def test_advice_about_something_else(line: str, modality: str) -> None:
    assert modalities(f"# Notes\n\n{line}\n") == {modality}
